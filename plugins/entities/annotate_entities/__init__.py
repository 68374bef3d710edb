"""Named entities for `annotate`: people, organisations, places, products and events in French news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from annotate import Annotation, Document, Kind, Layer, Resource, Span, hookimpl

if TYPE_CHECKING:
    from annotate.scoring import Scorer
    from annotate_entities.conventions import Mention
    from annotate_entities.engine import Engine
    from annotate_entities.gazetteer import Gazetteer
    from annotate_entities.gazetteer_file import File
    from annotate_entities.lexicon import Lexicon

LAYER = Layer(
    "entity",
    "named entities",
    {
        "person": Kind("a person", "identifying"),
        "organisation": Kind("an organisation, also named by its seat", "identifying"),
        "place": Kind("a place: country, town, river, building", "identifying"),
        "product": Kind("a product, brand or work", "identifying"),
        "event": Kind("a named event", "identifying"),
    },
)
_FOUND = "annotate_entities.spans"


@dataclass(frozen=True)
class Settings:
    """Settings of the entities plugin."""

    model: str = field(
        default="fr_news",
        metadata={
            "description": "fr_news, the plugin's own model; an ONNX file of it; an installed spaCy pipeline with a "
            "component 'ner'; or a folder: a spaCy pipeline, GLiNER, a Hugging Face model for token classification",
            "path": True,
        },
    )
    labels: dict[str, str] = field(
        default_factory=dict,
        metadata={
            "description": "what another model's labels mean (GLiNER: what it is asked for): person, organisation, "
            "place, product or event"
        },
    )
    nested: bool = field(
        default=False,
        metadata={"description": "also the names within names: Lille in Université de Lille"},
    )
    gazetteer: tuple[str, ...] = field(
        default=(),
        metadata={
            "description": "your own authority files, CSV or JSON Lines with id, name and type: they add identifiers, "
            "and names that the model misses",
            "path": True,
        },
    )
    min_score: float = field(
        default=0.0,
        metadata={
            "description": "leave out names that are less probable than this (0 to 1); those found by a rule, and those"
            " of an engine that tells no probability, stay"
        },
    )


class Entities:
    """Finds people, organisations, places, products and events, and who is who in the document."""

    provides = (LAYER,)
    requires: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()
    languages = frozenset({"fr"})
    Settings = Settings

    def __init__(self, settings: Settings) -> None:
        for label, kind in settings.labels.items():
            if kind not in LAYER.kinds:
                raise ValueError(f"entities.labels: {label} is {kind!r}, which is none of {', '.join(LAYER.kinds)}")
        if not 0 <= settings.min_score <= 1:
            raise ValueError(f"entities.min_score is {settings.min_score}: not a probability from 0 to 1")
        self._settings = settings
        self._engine: Engine | None = None
        self._lexicon: Lexicon | None = None
        self._files: list[File] = []
        self._gazetteer: Gazetteer | None = None

    def resources(self) -> Iterable[Resource]:
        """The model, and the user's files."""
        if self._engine is not None:
            yield from self._engine.resources()
        yield from (Resource(file.name, None, file.sha256) for file in self._files)

    @hookimpl
    def annotate_setup(self) -> None:
        """Load the model and the user's files."""
        from annotate_entities.engines import engine
        from annotate_entities.lexicon import french

        self._engine = engine(self._settings.model, self._settings.labels)
        self._lexicon = french()
        if self._settings.gazetteer:
            from annotate_entities.gazetteer import Gazetteer
            from annotate_entities.gazetteer_file import read

            self._files = [read(Path(name)) for name in self._settings.gazetteer]
            self._gazetteer = Gazetteer(entry for file in self._files for entry in file.entries)

    @hookimpl
    def annotate_prepare(self, documents: Sequence[Document]) -> None:
        """Recognise the names of a window of documents in one go."""
        for document, found in zip(documents, self._recognise(documents), strict=True):
            document.shared(_FOUND, lambda _, found=found: found)

    @hookimpl
    def annotate_document(self, document: Document) -> Iterator[Annotation]:
        """Yield the mentions, each with its entity."""
        from annotate_entities.acronyms import introduced, with_missing
        from annotate_entities.consistency import with_acronyms
        from annotate_entities.nested import inner
        from annotate_entities.referents import entities

        assert self._lexicon is not None
        found = document.shared(_FOUND, lambda document: next(self._recognise([document])))
        acronyms = introduced(document.text, found)
        own = with_acronyms(document.text, with_missing(found, acronyms), acronyms)
        mentions, identified = self._with_users_names(document.text, own)
        added = {Span(m.start, m.end) for m in set(mentions).difference(own)}
        acronyms = introduced(document.text, mentions)  # again: some mentions are others now
        within = set(inner(document.text, mentions, self._lexicon)) if self._settings.nested else set()
        mentions = sorted([*mentions, *within], key=lambda mention: (mention.start, -mention.end))
        entity = entities(document.text, mentions, acronyms, self._lexicon, identified)
        for mention in mentions:
            span = Span(mention.start, mention.end)
            features: dict[str, bool | str] = {"nested": True} if mention in within else {}
            if span in added:
                features["gazetteer"] = " ".join(identified[span]) or "ambiguous"
            yield Annotation(
                "entity", [span], kind=mention.kind, features=features, entity=entity[mention], score=mention.score
            )

    def _with_users_names(self, text: str, found: list[Mention]) -> tuple[list[Mention], dict[Span, dict[str, str]]]:
        if self._gazetteer is None:
            return found, {}
        from annotate_entities.gazetteer import together

        return together(found, self._gazetteer.find(text))

    @staticmethod
    @hookimpl
    def annotate_scorers() -> dict[str, Scorer]:
        """Offer the score of the layer."""
        from annotate_entities.scoring import EntityScorer

        return {"entity": EntityScorer()}

    def _recognise(self, documents: Sequence[Document]) -> Iterator[list[Mention]]:
        from annotate_entities.consistency import of_one_kind
        from annotate_entities.conventions import mentions
        from annotate_entities.engine import Found
        from annotate_entities.pieces import pieces

        assert self._engine is not None and self._lexicon is not None
        cut = [list(pieces(document, self._engine.piece)) for document in documents]
        results = self._engine.find([text for parts in cut for _, text in parts])
        for document, parts in zip(documents, cut, strict=True):
            found = [
                Found(name.start + at, name.end + at, name.label, name.score)
                for at, _ in parts
                for name in next(results)
            ]
            kept = of_one_kind(document.text, mentions(document.text, found, self._engine.kinds, self._lexicon))
            yield [m for m in kept if m.score is None or m.score >= self._settings.min_score]
