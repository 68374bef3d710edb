"""The plugin as the core sees it; what it does is loaded when it is first needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotate import Annotation, Document, Kind, Layer, Resource, hookimpl

if TYPE_CHECKING:
    from annotate.scoring import Scorer
    from annotate_quotes.lexicon import Lexicon


@dataclass(frozen=True)
class QuoteSettings:
    """Settings of the quotes plugin."""

    indirect: bool = field(default=True, metadata={"description": "annotate reported contents without marks too"})


class Quotes:
    """Quotations, each with a verdict, and who said them where the text makes it plain."""

    provides = (
        Layer(
            "quote",
            "quotations and their speakers",
            {
                "direct": Kind("the speaker's words, whole, in quotation marks"),
                "mixed": Kind("the speaker's words in marks inside the writer's clause"),
                "indirect": Kind("reported content without marks"),
                "unattributed": Kind("words in marks, no source named"),
                "scare": Kind("marks that keep a distance; nobody's words"),
                "title": Kind("title or name in marks"),
                "term": Kind("term or designation in marks"),
                "gloss": Kind("translation or explanation in marks"),
                "cue": Kind("reporting verb or preposition"),
                "source": Kind("phrase or pronoun that names a speaker", "identifying"),
                "insertion": Kind("the editor's words inside a quotation"),
            },
        ),
    )
    uses = frozenset({"entity", "date"})
    languages = frozenset({"en", "fr"})
    Settings = QuoteSettings

    def __init__(self, settings: QuoteSettings) -> None:
        self.settings = settings
        self.lexicons: dict[str, Lexicon] = {}

    @hookimpl
    def annotate_setup(self) -> None:
        from annotate_quotes.lexicon import load

        self.lexicons = {language: load(language) for language in sorted(self.languages)}

    def resources(self) -> Iterable[Resource]:
        """The language data, one resource a language."""
        from annotate_quotes.lexicon import digest

        return tuple(Resource(f"annotate-quotes-{language}", sha256=digest(language)) for language in self.lexicons)

    @hookimpl
    def annotate_document(self, document: Document) -> Iterable[Annotation]:
        from annotate_quotes.reading import read_document

        lexicon = self.lexicons[document.language.partition("-")[0]]
        return read_document(document, lexicon, indirect=self.settings.indirect)

    @staticmethod
    @hookimpl
    def annotate_scorers() -> dict[str, Scorer]:
        """Offer the score of the layer."""
        from annotate_quotes.scoring import QuoteScorer

        return {"quote": QuoteScorer()}
