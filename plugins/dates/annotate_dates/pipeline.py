"""One text through all stages: recognise, interpret, find the reference, resolve, doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotate_dates.consistency import Doubt, doubts
from annotate_dates.events import bounded, event_of
from annotate_dates.infer import dateline, infer
from annotate_dates.interpret import interpret
from annotate_dates.lexicon import Lexicon, load
from annotate_dates.recogniser import recognise
from annotate_dates.reference import Reference
from annotate_dates.resolver import Resolver, granularity
from annotate_dates.sentences import Sentences
from annotate_dates.signals import signals, verb_before
from annotate_dates.symbol import PUBLICATION, TEXT, Symbol
from annotate_dates.value import Value

_BESIDE = 4  # code points between the two days of «de lundi à vendredi»
_AHEAD = 6  # expressions
_DAYS = frozenset({"calendar", "weekday", "days", "feast"})


@dataclass(slots=True)
class Dated:
    """One expression, resolved. ``anchor``: the expression that it was reckoned from, if it is one of the text."""

    symbol: Symbol
    value: Value
    anchor: Dated | None
    doubts: tuple[Doubt, ...]


def dates_of(text: str, language: str, date: str | None) -> tuple[Reference | None, list[Dated]]:
    """The reference of a text and its expressions in order. ``date``: the publication date, as far as it is stated."""
    lexicon = load(language)
    symbols = [symbol for found in recognise(text, language) for symbol in interpret(found, lexicon)]
    stated = Reference.parse(date)
    reference = stated or infer(symbols, text, lexicon)
    return reference, list(_resolved(symbols, text, lexicon, reference))


def _resolved(symbols: list[Symbol], text: str, lexicon: Lexicon, reference: Reference | None) -> Iterator[Dated]:
    resolver, sentences = Resolver(lexicon, reference), Sentences(text)
    numbers = [sentences.number(symbol.start) for symbol in symbols]
    head = dateline(symbols, text, lexicon) if reference and not reference.certainty else None
    done: list[Dated] = []
    anchors: dict[str, Dated] = {}  # what `Resolver.last` was read from
    day_in = -1  # the sentence that has named a day last
    for i, symbol in enumerate(symbols):
        tense = _tense(symbol, text, lexicon)
        if symbol.anchor == TEXT and (symbol.clock or symbol.part) and day_in != numbers[i]:
            # «vers 10 heures, jeudi»: the sentence names its day afterwards.
            ahead = _day_ahead(symbols, numbers, i)
            if ahead:
                resolver.resolve(ahead, tense=_tense(ahead, text, lexicon))
                anchors = {}
        before = done[-1] if done and symbol.start - done[-1].symbol.end <= _BESIDE else None
        beside = before.value.day if before and before.symbol.meaning in ("weekday", "days") else None
        basis = anchors.get(granularity(symbol)) if symbol.anchor == TEXT else None
        known = resolver.last
        value = resolver.resolve(symbol, tense=tense, beside=beside)
        if value is None:
            continue
        if symbol.event:
            basis = event_of(symbol, text, done, sentences)
            value = bounded(symbol, value, basis.value) if basis else value
        announced = verb_before(text, symbol.start, lexicon)
        found = doubts(symbol, value, reference, announced=announced, head=symbol is head)
        dated = Dated(symbol, value, basis, found)
        done.append(dated)
        if resolver.last is not known and symbol.meaning != "clock":
            anchors = dict.fromkeys(resolver.last, dated)
        if value.day and symbol.meaning in _DAYS and (symbol.anchor != TEXT or symbol.count):
            day_in = numbers[i]
        yield dated


def _tense(symbol: Symbol, text: str, lexicon: Lexicon) -> int:
    """1 if the sentence of a date speaks of what is to come, -1 if only of what is past, else 0."""
    if symbol.meaning not in ("weekday", "calendar") or symbol.year is not None:
        return 0
    around = signals(text, symbol.start, symbol.end, lexicon)
    if around.future or (symbol.leaning > 0 and not around.past):
        return 1
    return -1 if around.past else 0


def _day_ahead(symbols: list[Symbol], numbers: list[int], i: int) -> Symbol | None:
    for j in range(i + 1, min(i + _AHEAD, len(symbols))):
        if numbers[j] != numbers[i]:
            return None
        symbol = symbols[j]
        if symbol.meaning in _DAYS and symbol.anchor == PUBLICATION and (symbol.day or symbol.meaning != "calendar"):
            return symbol
    return None
