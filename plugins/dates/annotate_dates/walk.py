"""The symbols of a text resolved in their order, each with what the text says around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from annotate_dates.events import bounded, event_of
from annotate_dates.lexicon import Lexicon
from annotate_dates.reference import Reference
from annotate_dates.resolver import Resolver, granularity
from annotate_dates.sentences import Sentences
from annotate_dates.signals import signals
from annotate_dates.symbol import PUBLICATION, TEXT, Symbol
from annotate_dates.value import Value

if TYPE_CHECKING:
    from annotate_dates.doubt import Doubt

_BESIDE = 4  # code points between the two days of «de lundi à vendredi»
_CLOSE = 40  # code points between the two days of «dès lundi, et jusqu'à jeudi»
_AHEAD = 6  # expressions
_DAYS = frozenset({"calendar", "weekday", "days", "feast"})


@dataclass(slots=True)
class Dated:
    """One expression with its value.

    ``anchor``: the expression that it was reckoned from, if it is one of the text. ``tense``: 1 if its sentence speaks
    of what is to come, -1 if only of what is past, else 0. ``doubts``: what speaks against its value.
    """

    symbol: Symbol
    value: Value
    anchor: Dated | None
    tense: int
    doubts: tuple[Doubt, ...] = ()


class Walk:
    """One reading of a text from its first symbol to its last."""

    def __init__(self, symbols: Sequence[Symbol], text: str, lexicon: Lexicon, reference: Reference | None) -> None:
        self._symbols, self._text, self._lexicon = symbols, text, lexicon
        self._published = reference.day if reference else None
        self._resolver, self._sentences = Resolver(lexicon, reference), Sentences(text)
        self._numbers = [self._sentences.number(symbol.start) for symbol in symbols]
        self._done: list[Dated] = []
        self._anchors: dict[str, Dated] = {}  # what `Resolver.last` was read from
        self._day_in = -1  # the sentence that has named a day last
        self._weekday: tuple[int, date, int] | None = None  # the last weekday's sentence, its day, and where it ends

    def __iter__(self) -> Iterator[Dated]:
        for i, symbol in enumerate(self._symbols):
            if i and self._text.find("\n", self._symbols[i - 1].end, symbol.start) >= 0:
                self._resolver.turn_paragraph()
            if symbol.anchor == TEXT and (symbol.clock or symbol.part) and self._day_in != self._numbers[i]:
                self._look_ahead(i)
            yield from self._resolve(i, symbol)

    def _look_ahead(self, i: int) -> None:
        """«vers 10 heures, jeudi»: the sentence names its day afterwards."""
        ahead = self._day_ahead(i)
        if ahead:
            self._resolver.resolve(ahead, tense=self._tense(ahead))
            self._anchors = {}

    def _resolve(self, i: int, symbol: Symbol) -> Iterator[Dated]:
        tense, beside = self._tense(symbol), self._beside(i, symbol)
        if not tense and symbol.meaning == "weekday" and self._same_sentence_is_ahead(i):
            tense = 1
        basis = self._anchors.get(granularity(symbol)) if symbol.anchor == TEXT else None
        known = self._resolver.last
        value = self._resolver.resolve(symbol, tense=tense, beside=beside)
        if value is None:
            return
        if symbol.event:
            basis = event_of(symbol, self._text, self._done, self._sentences)
            value = bounded(symbol, value, basis.value) if basis else value
        dated = Dated(symbol, value, basis, tense)
        self._done.append(dated)
        if self._resolver.last is not known and symbol.meaning != "clock":
            self._anchors = dict.fromkeys(self._resolver.last, dated)
        if value.day and symbol.meaning in _DAYS and (symbol.anchor != TEXT or symbol.count):
            self._day_in = self._numbers[i]
            if symbol.weekday:
                self._weekday = (self._numbers[i], value.day, symbol.end)
        yield dated

    def _beside(self, i: int, symbol: Symbol) -> date | None:
        """The day named right before a weekday: «de lundi à vendredi», «hier mardi», «dès lundi, et jusqu'à jeudi»."""
        if not self._done or symbol.meaning != "weekday":
            return None
        before = self._done[-1]
        if symbol.start - before.symbol.end <= _BESIDE and before.symbol.meaning in ("weekday", "days"):
            return before.value.day
        if symbol.leaning > 0 and self._weekday:
            sentence, day, end = self._weekday
            return day if sentence == self._numbers[i] and symbol.start - end <= _CLOSE else None
        return None

    def _same_sentence_is_ahead(self, i: int) -> bool:
        """«samedi à 14 h; dimanche à 9 h»: the weekdays of one sentence look the same way."""
        if self._weekday is None or self._published is None or self._weekday[0] != self._numbers[i]:
            return False
        return self._weekday[1] > self._published

    def _tense(self, symbol: Symbol) -> int:
        if symbol.meaning not in ("weekday", "calendar", "weekday_number"):
            return 0
        around = signals(self._text, symbol.start, symbol.end, self._lexicon)
        if around.future or (symbol.leaning > 0 and not around.past):
            return 1
        return -1 if around.past else 0

    def _day_ahead(self, i: int) -> Symbol | None:
        for j in range(i + 1, min(i + _AHEAD, len(self._symbols))):
            if self._numbers[j] != self._numbers[i]:
                return None
            symbol = self._symbols[j]
            named = symbol.meaning in _DAYS and symbol.anchor == PUBLICATION
            if named and (symbol.day or symbol.meaning != "calendar"):
                return symbol
        return None
