"""Named entities for `annotate`: people, organisations, places, products and events in French news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotate import Annotation, Document, Kind, Layer, Resource, hookimpl

if TYPE_CHECKING:
    from annotate.scoring import Scorer
    from annotate_entities.conventions import Mention
    from annotate_entities.engine import Engine
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
            "description": "fr_news, the plugin's own model, or an installed spaCy pipeline with a component 'ner'"
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
        self._settings = settings
        self._engine: Engine | None = None
        self._lexicon: Lexicon | None = None

    def resources(self) -> Iterable[Resource]:
        """The model."""
        return () if self._engine is None else self._engine.resources()

    @hookimpl
    def annotate_setup(self) -> None:
        """Load the model."""
        from annotate_entities.engines import engine
        from annotate_entities.lexicon import french

        self._engine = engine(self._settings.model)
        self._lexicon = french()

    @hookimpl
    def annotate_prepare(self, documents: Sequence[Document]) -> None:
        """Recognise the names of a window of documents in one go."""
        for document, found in zip(documents, self._recognise(documents), strict=True):
            document.shared(_FOUND, lambda _, found=found: found)

    @hookimpl
    def annotate_document(self, document: Document) -> Iterator[Annotation]:
        """Yield the mentions, each with its entity."""
        from annotate_entities.acronyms import introduced
        from annotate_entities.referents import entities

        assert self._lexicon is not None
        mentions = document.shared(_FOUND, lambda document: next(self._recognise([document])))
        acronyms = introduced(document.text, mentions)
        mentions = _with_missing(mentions, acronyms.values())
        entity = entities(document.text, mentions, acronyms, self._lexicon)
        for mention in mentions:
            yield Annotation("entity", (mention.start, mention.end), kind=mention.kind, entity=entity[mention])

    @staticmethod
    @hookimpl
    def annotate_scorers() -> dict[str, Scorer]:
        """Offer the score of the layer."""
        from annotate_entities.scoring import EntityScorer

        return {"entity": EntityScorer()}

    def _recognise(self, documents: Sequence[Document]) -> Iterator[list[Mention]]:
        from annotate_entities.conventions import mentions
        from annotate_entities.engine import Found
        from annotate_entities.pieces import pieces

        assert self._engine is not None and self._lexicon is not None
        cut = [list(pieces(document, self._engine.piece)) for document in documents]
        results = self._engine.find([text for parts in cut for _, text in parts])
        for document, parts in zip(documents, cut, strict=True):
            found = [Found(s + at, e + at, label) for at, _ in parts for s, e, label in next(results)]
            yield mentions(document.text, found, self._engine.kinds, self._lexicon)


def _with_missing(mentions: list[Mention], more: Iterable[Mention]) -> list[Mention]:
    known = set(mentions)
    starts = {mention.start for mention in mentions}
    missing = [mention for mention in more if mention not in known and mention.start not in starts]
    return sorted([*mentions, *missing]) if missing else mentions
