"""The reference date of a text that comes without one, from what the text itself says.

Never from a clock or a file: what the text does not settle stays open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from annotate_dates.fold import fold
from annotate_dates.lexicon import Lexicon
from annotate_dates.reference import Reference
from annotate_dates.signals import signals
from annotate_dates.symbol import Symbol
from annotate_dates.value import day_in

_HEAD = 600  # code points in which a dateline is looked for
_SMALL = 3  # letters of the small words in names («de», «les»)
_WORD = re.compile(r"[^\W\d_]+")
_LINE = 60  # code points of a line that may stand before its date
_DASH = re.compile(r"(?:,[^.!?\n\r–—]{1,40})?[ ]{0,2}[.,]?[ ]{0,2}(?:[–—]|- |\(|\n|\r|\Z)")
_YEARS = range(1900, 2100)


def infer(symbols: Sequence[Symbol], text: str, lexicon: Lexicon) -> Reference | None:
    """The reference date, or None where nothing settles it."""
    line = dateline(symbols, text, lexicon)
    if line and line.year is not None and not line.short_year:
        day = day_in(line.year, line.month or 0, line.day or 0)
        if day:
            return Reference(day, day, "high", f"dateline «{_words(line, text)}»")
    return _by_constraints(symbols, text, line, lexicon)


def dateline(symbols: Sequence[Symbol], text: str, lexicon: Lexicon) -> Symbol | None:
    """The date at the head of a text: on a line of its own, before a dash, or behind «publié»."""
    for symbol in symbols[:20]:
        if symbol.start > _HEAD:
            return None
        if symbol.meaning != "calendar" or symbol.day is None or symbol.demonstrative or symbol.direction:
            continue
        begin = max(text.rfind("\n", 0, symbol.start), text.rfind("\r", 0, symbol.start)) + 1
        before = fold(text[max(begin, symbol.start - 80) : symbol.start]).rstrip()
        if any(before.endswith(words) for words in lexicon.before_dateline):
            return symbol
        if _is_place(text[begin : symbol.start]) and _DASH.match(text, symbol.end):
            return symbol
    return None


def _is_place(before: str) -> bool:
    """True for what may stand before the date of a dateline: nothing, or names and a comma («Port-au-Prince, »)."""
    stripped = before.strip()
    if len(before) > _LINE or (stripped and not stripped.endswith((",", "(", "–", "—"))):
        return False
    return all(word[:1].isupper() or len(word) <= _SMALL for word in _WORD.findall(stripped))


def _by_constraints(symbols: Sequence[Symbol], text: str, line: Symbol | None, lexicon: Lexicon) -> Reference | None:
    dates = [s for s in symbols if s.meaning == "calendar"]
    partial = [s for s in dates if s.year is None and s.month and s.day and not s.direction]
    weekdays = [s for s in partial if s.weekday]
    floor = _floor(dates, text, lexicon)
    if floor is None:
        return None
    own = _own_day(partial, line)
    if not own:
        return _year_of_weekdays(weekdays, floor, text)
    month, day, named = own
    span = (floor.year, floor.year + 1) if floor.month else (floor.year,)
    days = [d for year in span if (d := day_in(year, month, day)) and d >= date(year, 1, 1)]
    fitting = [d for d in days if d >= date(floor.year, floor.month or 1, 1) and _fit(weekdays, d.year)]
    if not fitting or not (weekdays or floor.month):
        return None
    why = f"«{_words(named, text)}», not before «{_words(floor, text)}»"
    return Reference(fitting[0], fitting[0], "medium" if weekdays else "low", why)


class _Year(NamedTuple):
    """The latest year that the text dates something in, and the month where it says."""

    year: int
    month: int | None
    start: int
    end: int


def _floor(dates: Sequence[Symbol], text: str, lexicon: Lexicon) -> _Year | None:
    """The latest year that the text names, if it speaks of it as past: then the text was not written before."""
    known = [s for s in dates if s.year in _YEARS and not s.short_year and 1 <= (s.month or 1) <= 12]
    if not known:
        return None
    last = max(known, key=lambda s: (s.year or 0, s.month or 0, s.day or 0))
    around = signals(text, last.start, last.end, lexicon)
    if around.future or not around.past:
        return None
    return _Year(last.year or 0, last.month, last.start, last.end)


def _own_day(partial: Sequence[Symbol], line: Symbol | None) -> tuple[int, int, Symbol] | None:
    """The day of the text itself: that of the dateline, or the one that most demonstratives name («ce 20 février»)."""
    named = [line] if line and line.year is None else [s for s in partial if s.demonstrative]
    if not named:
        return None
    ((month, day), votes), *others = Counter((s.month, s.day) for s in named).most_common()
    if others and others[0][1] == votes:
        return None
    assert month is not None and day is not None
    return month, day, next(s for s in named if (s.month, s.day) == (month, day))


def _fit(weekdays: Sequence[Symbol], year: int) -> bool:
    """True if every weekday fits its date in that year."""
    days = [day_in(year, s.month or 0, s.day or 0) for s in weekdays]
    return all(d and d.isoweekday() == s.weekday for d, s in zip(days, weekdays, strict=True))


def _year_of_weekdays(weekdays: Sequence[Symbol], floor: _Year, text: str) -> Reference | None:
    """The year alone, where weekdays beside dates fit the last year that the text names."""
    if not weekdays or not _fit(weekdays, floor.year):
        return None
    days = {day_in(floor.year, s.month or 0, s.day or 0): s for s in weekdays}
    last = max(day for day in days if day)
    why = f"«{_words(days[last], text)}», which fits «{_words(floor, text)}»"
    return Reference(last, last, "low", why, roughly=True)


def _words(place: Symbol | _Year, text: str) -> str:
    return " ".join(text[place.start : place.end].split())
