"""Dates of a text as TIMEX3 values and TEI dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate import Annotation, Document, Kind, Layer, Resource, hookimpl

if TYPE_CHECKING:
    from annotate.scoring import Scorer

__all__ = ["Dates", "Settings"]

LANGUAGES = frozenset({"en", "fr"})


@dataclass(frozen=True)
class Settings:
    """Settings of the dates plugin."""

    durations: bool = True  # annotate lengths of time («trois jours») too
    sets: bool = True  # annotate what recurs («chaque lundi») too
    references: bool = True  # annotate words for now, the past and the future («désormais», «l'avenir») too
    edtf: bool = False  # give each value in EDTF too, where EDTF has one


_Settings = Settings  # by a name that the class attribute below does not hide


class Dates:
    """Dates, times, durations and recurrences of a text, with TIMEX3 values, bounds and doubts."""

    provides = (
        Layer(
            "date",
            "dates, resolved",
            {
                "absolute": Kind("complete in itself", "tagging", "timex3"),
                "deictic": Kind("resolved against the publication date", "tagging", "timex3"),
                "anaphoric": Kind("resolved against another date or event of the text", "tagging", "timex3"),
            },
        ),
    )
    languages = LANGUAGES
    Settings = Settings

    def __init__(self, settings: _Settings) -> None:
        self.settings = settings

    @hookimpl
    def annotate_setup(self) -> None:
        # The rules of a language are compiled with its first document: 30 ms each.
        import annotate_dates.output  # noqa: F401

    def resources(self) -> Iterable[Resource]:
        """The language data, one resource for each language."""
        from annotate_dates.lexicon import digest

        return tuple(Resource(f"annotate-dates-{name}", sha256=digest(name)) for name in sorted(LANGUAGES))

    @hookimpl
    def annotate_document(self, document: Document) -> Iterator[Annotation]:
        from annotate_dates.output import annotations_of

        yield from annotations_of(document.text, document.language, document.date, self.settings)

    @staticmethod
    @hookimpl
    def annotate_scorers() -> dict[str, Scorer]:
        """Offer the score of the layer."""
        from annotate_dates.scoring import DateScorer

        return {"date": DateScorer()}
