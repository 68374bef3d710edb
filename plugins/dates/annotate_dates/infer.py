"""The reference date of a text that comes without one, from what the text itself says.

Never from a clock or a file: what the text does not settle stays open. Each kind of evidence leaves some years open;
an answer is what all of them leave, where that is one year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from annotate_dates.dateline import dateline
from annotate_dates.fold import fold
from annotate_dates.lexicon import Lexicon
from annotate_dates.reference import Reference
from annotate_dates.sentences import Sentences
from annotate_dates.signals import signals
from annotate_dates.symbol import Symbol
from annotate_dates.value import day_in, days_of
from annotate_dates.years import year_of

_YEARS = range(1900, 2100)
_REACH = 1  # years after the last one named as past in which a weekday may fit: one in seven fits by chance in each
_DENSE = 2  # years between the two last named: then the last one is no memory of long ago
_BACK = timedelta(31)  # how long before the last day named a text may tell of its own days
_LEAD = 300  # code points in which a text says what is new


@dataclass(frozen=True, slots=True)
class _Floor:
    """The latest time that the text dates something in, if it speaks of it as past: it was not written before."""

    symbol: Symbol
    year: int
    tense: int

    @property
    def first(self) -> date:
        """The first day that it may be."""
        month = self.symbol.month or 1
        return date(self.year, month, min(self.symbol.day or 1, days_of(self.year, month)))


def infer(symbols: Sequence[Symbol], text: str, language: str, lexicon: Lexicon) -> Reference | None:
    """The reference date, or None where nothing settles it."""
    line = dateline(symbols, text, lexicon)
    if line and line.year is not None and not line.short_year:
        day = day_in(line.year, line.month or 0, line.day or 0)
        if day:
            return Reference(day, day, "high", f"dateline «{_words(line, text)}»")
    dates = [s for s in symbols if s.meaning == "calendar"]
    floor = _floor(dates, text, lexicon)
    found = _by_named_years(dates, floor, line, text, lexicon) if floor else None
    return year_of(dates, text, language, lexicon, found)


def _by_named_years(
    dates: Sequence[Symbol], floor: _Floor, line: Symbol | None, text: str, lexicon: Lexicon
) -> Reference | None:
    return (
        _by_own_day(dates, floor, line, text)
        or _by_weekdays(dates, floor, text)
        or _by_title(dates, floor, text)
        or _by_lead(floor, text, lexicon, Sentences(text))
    )


def _floor(dates: Sequence[Symbol], text: str, lexicon: Lexicon) -> _Floor | None:
    known = [s for s in dates if s.year in _YEARS and not s.short_year and 1 <= (s.month or 1) <= 12]
    if not known:
        return None
    last = max(known, key=lambda s: (s.year or 0, s.month or 0, s.day or 0))
    before = fold(text[max(0, last.start - 24) : last.start]).rstrip()
    around = signals(text, last.start, last.end, lexicon)
    if around.future or before.endswith(lexicon.looking_ahead):
        return None
    return _Floor(last, last.year or 0, -1 if around.past else 0)


def _by_own_day(dates: Sequence[Symbol], floor: _Floor, line: Symbol | None, text: str) -> Reference | None:
    """«ce 20 février» in a text that speaks of a past September 2023."""
    own = [line] if line and line.year is None else [s for s in _yearless(dates) if s.demonstrative and not s.weekday]
    votes = Counter((s.month, s.day) for s in own).most_common()
    if not votes or not floor.symbol.month or floor.tense == 0 or (len(votes) > 1 and votes[0][1] == votes[1][1]):
        return None
    month, day = votes[0][0]
    named = next(s for s in own if (s.month, s.day) == (month, day))
    weekdays = [s for s in _yearless(dates) if s.weekday]
    days = [d for year in (floor.year, floor.year + 1) if (d := day_in(year, month or 0, day or 0))]
    fitting = [d for d in days if d >= floor.first and _fit(weekdays, d.year)]
    if not fitting or (named is line and not weekdays):
        return None
    why = f"«{_words(named, text)}», not before «{_words(floor.symbol, text)}»"
    return Reference(fitting[0], fitting[0], "medium" if weekdays else "low", why)


def _by_weekdays(dates: Sequence[Symbol], floor: _Floor, text: str) -> Reference | None:
    """The year alone: weekdays beside days and months fix it, from the last day, month or dense years named on."""
    weekdays = [s for s in _yearless(dates) if s.weekday]
    years = [floor.year + n for n in range(_REACH + 1)] if floor.symbol.month else [floor.year]
    if not weekdays or not (floor.symbol.month or _dense(dates, floor)):
        return None
    last = {year: _last(weekdays, year) for year in years if _fit(weekdays, year)}
    open_days = [day for day in last.values() if day and day >= floor.first - _BACK]
    if len(open_days) != 1:
        return None
    (day,) = open_days
    named = next(s for s in weekdays if (s.month, s.day) == (day.month, day.day))
    why = f"«{_words(named, text)}», which fits {day.year}, not before «{_words(floor.symbol, text)}»"
    return Reference(day, day, "medium", why, roughly=True)


def _by_title(dates: Sequence[Symbol], floor: _Floor, text: str) -> Reference | None:
    """The year alone: the first line names it, and a day besides («Open 2018 : résultats du 3 mars»)."""
    end = text.find("\n")
    year = next((s for s in dates if s.year == floor.year and s.start < end), None)
    day = next((s for s in _yearless(dates) if s.start < end), None)
    known = day_in(floor.year, day.month or 0, day.day or 0) if year and day else None
    if known is None or year is None or day is None:
        return None
    why = f"«{_words(year, text)}» and «{_words(day, text)}» in its first line"
    return Reference(known, known, "medium", why, roughly=True)


def _by_lead(floor: _Floor, text: str, lexicon: Lexicon, sentences: Sentences) -> Reference | None:
    """The year alone: the first lines tell what happened on a day, and the text names no later year. Not where they
    count years, as texts on anniversaries do."""
    day = day_in(floor.year, floor.symbol.month or 0, floor.symbol.day or 0)
    if day is None or floor.symbol.start > _LEAD:
        return None
    before = fold(text[max(0, floor.symbol.start - 8) : floor.symbol.start]).split()
    if before and before[-1] in lexicon.words["complement"]:
        return None  # «la loi du 12 mai 2017» may be of long ago
    start, end = sentences.bounds(floor.symbol.start, len(text))
    if re.search(rf"\b(?:{'|'.join(lexicon.words['anniversary'])})\b", fold(text[start:end])):
        return None
    return Reference(day, day, "medium", f"«{_words(floor.symbol, text)}» in its first lines", roughly=True)


def _yearless(dates: Sequence[Symbol]) -> list[Symbol]:
    return [s for s in dates if s.year is None and s.month and s.day and not s.direction]


def _dense(dates: Sequence[Symbol], floor: _Floor) -> bool:
    """True if the text names another year shortly before the last one."""
    return any(s.year in range(floor.year - _DENSE, floor.year) for s in dates if not s.short_year)


def _fit(weekdays: Sequence[Symbol], year: int) -> bool:
    """True if every weekday fits its date in that year."""
    days = [day_in(year, s.month or 0, s.day or 0) for s in weekdays]
    return all(d and d.isoweekday() == s.weekday for d, s in zip(days, weekdays, strict=True))


def _last(weekdays: Sequence[Symbol], year: int) -> date | None:
    days = [day for s in weekdays if (day := day_in(year, s.month or 0, s.day or 0))]
    return max(days, default=None)


def _words(symbol: Symbol, text: str) -> str:
    return " ".join(text[symbol.start : symbol.end].split())
