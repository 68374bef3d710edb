"""One text through all stages: recognise, interpret, find the reference, resolve, doubt."""

from __future__ import annotations

from annotate_dates.consistency import doubt
from annotate_dates.dateline import dateline
from annotate_dates.infer import infer
from annotate_dates.interpret import interpret
from annotate_dates.lexicon import load
from annotate_dates.recogniser import recognise
from annotate_dates.reference import Reference
from annotate_dates.walk import Dated, Walk


def dates_of(text: str, language: str, published: str | None) -> tuple[Reference | None, list[Dated]]:
    """The reference of a text and its expressions in order. ``published``: its date, as far as it is stated."""
    lexicon = load(language)
    symbols = [symbol for found in recognise(text, language) for symbol in interpret(found, lexicon)]
    stated = Reference.parse(published)
    reference = stated or infer(symbols, text, language, lexicon)
    dates = list(Walk(symbols, text, lexicon, reference))
    doubt(dates, text, language, lexicon, reference, dateline(symbols, text, lexicon) if stated else None)
    return reference, dates
