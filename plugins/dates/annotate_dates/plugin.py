"""The plugin: recognise, interpret, resolve, annotate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from annotate import Annotation, Document, Kind, Layer, Markup, Resource, hookimpl
from annotate_dates.grammar import compile_grammar
from annotate_dates.interpret import interpret
from annotate_dates.lexicon import DATA, load
from annotate_dates.recogniser import recognise
from annotate_dates.reference import Reference
from annotate_dates.resolver import Resolver
from annotate_dates.signals import speaks_of_future
from annotate_dates.symbol import NOTHING, PUBLICATION, TEXT, Symbol
from annotate_dates.value import Value

LANGUAGE = "fr"
_KINDS = {NOTHING: "absolute", PUBLICATION: "deictic", TEXT: "anaphoric"}
_RIVAL = "A demonstrative with a date far from the publication date; perhaps a slip of the source."


@dataclass(frozen=True)
class Settings:
    """Settings of the dates plugin."""

    durations: bool = True  # annotate lengths of time («trois jours») too
    sets: bool = True  # annotate what recurs («chaque lundi») too


class Dates:
    """Dates, times, durations and recurrences of French text, with TIMEX3 values."""

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
    languages = frozenset({LANGUAGE})
    Settings = Settings

    def __init__(self, settings: Settings) -> None:
        self.unwanted = {
            name for name, wanted in (("DURATION", settings.durations), ("SET", settings.sets)) if not wanted
        }

    @hookimpl
    def annotate_setup(self) -> None:
        compile_grammar(LANGUAGE)

    def resources(self) -> Iterable[Resource]:
        """The language data, as one."""
        digest = sha256()
        for file in sorted(files(DATA).joinpath("data", LANGUAGE).iterdir(), key=lambda f: f.name):
            digest.update(file.read_bytes())
        return (Resource(f"annotate-dates-{LANGUAGE}", sha256=digest.hexdigest()),)

    @hookimpl
    def annotate_document(self, document: Document) -> Iterator[Annotation]:
        lexicon = load(LANGUAGE)
        resolver = Resolver(lexicon, Reference.parse(document.date))
        anchor: Annotation | None = None
        for found in recognise(document.text, LANGUAGE):
            for symbol in interpret(found, lexicon):
                future = symbol.meaning == "weekday" and speaks_of_future(
                    document.text, symbol.start, symbol.end, lexicon
                )
                value = resolver.resolve(symbol, future=future)
                if value is None or value.type in self.unwanted:
                    continue
                annotation = annotated(symbol, value, anchor)
                if value.day and symbol.meaning != "clock":
                    anchor = annotation
                yield annotation


def annotated(symbol: Symbol, value: Value, anchor: Annotation | None) -> Annotation:
    """One value as an annotation. ``anchor``: that of the day it was reckoned from, if there is one."""
    features = {"type": value.type, "value": value.value}
    features |= {name: given for name, given in (("mod", value.mod), ("quant", value.quant)) if given}
    rival = ()
    if value.rival:
        certainty = {"locus": "value", "match": "@when", "assertedValue": value.rival}
        rival = (Markup("certainty", certainty, (Markup("desc", text=_RIVAL),)),)
    links = {"anchor": anchor} if symbol.anchor == TEXT and anchor else {}
    kind = _KINDS[symbol.anchor if anchor or symbol.anchor != TEXT else PUBLICATION]
    return Annotation(
        "date", (symbol.start, symbol.end), kind, features, links, markup=Markup("date", dict(value.attributes), rival)
    )
