"""From symbolic values to the calendar, in the order of the text."""

from __future__ import annotations

from datetime import date

from annotate_dates import value as values
from annotate_dates.lexicon import Lexicon
from annotate_dates.readers import read
from annotate_dates.reference import Reference
from annotate_dates.symbol import PUBLICATION, TEXT, Symbol
from annotate_dates.value import Value

_NEEDS_DAY = frozenset({"days", "weekday", "unit", "span", "clock"})  # what a rough reference cannot settle
_STORY = 4  # days before the publication date: what happens then may fill several paragraphs
_NEAR = 7  # days from the publication date within which a weekday is that of a day the text has named


class Resolver:
    """Resolves the symbols of one text in their order, and remembers what was mentioned last: a day, a month, a year.

    A value that nothing settles is given with X in place of what is unknown (``XXXX-02-20``).
    """

    def __init__(self, lexicon: Lexicon, reference: Reference | None) -> None:
        self.lexicon = lexicon
        self.reference = reference
        self.last: dict[str, date] = {}  # by granularity: D, M, Y
        self.named: dict[int, date] = {}  # by weekday: days near the publication that the text has named
        self.after_night = False
        self.told_before = False  # what is remembered stands in an earlier paragraph

    def turn_paragraph(self) -> None:
        """What comes next stands in a new paragraph: its times of day are no longer those of a far day told before."""
        self.told_before = True

    def resolve(self, symbol: Symbol, *, tense: int = 0, beside: date | None = None) -> Value | None:
        """The value of a symbol, or None. ``tense``: as in `read`. ``beside``: the day named right before it, after
        which a bare weekday comes («de lundi à vendredi», «hier mardi»)."""
        if beside and symbol.meaning == "weekday" and symbol.direction is None and self.reference:
            day = values.shifted(beside, ((symbol.weekday or 0) - beside.isoweekday()) % 7)
            value = values.of_day(day, part=symbol.part) if day else None
        else:
            value = self.peek(symbol, tense=tense)
        if value:
            self._remember(symbol, value)
        return value

    def peek(self, symbol: Symbol, *, tense: int = 0) -> Value | None:
        """The value that a symbol would have here; nothing is remembered."""
        if symbol.anchor == PUBLICATION:
            return self._from_publication(symbol, tense) or unsettled(symbol, self.lexicon)
        if symbol.anchor == TEXT and symbol.event is None:
            anchor = self._anchor(symbol)
            return (read(symbol, anchor, tense, self.lexicon) if anchor else None) or unsettled(symbol, self.lexicon)
        return read(symbol, date.min, tense, self.lexicon)

    def _from_publication(self, symbol: Symbol, tense: int) -> Value | None:
        reference = self.reference
        if reference is None or (reference.roughly and symbol.meaning in _NEEDS_DAY):
            return None
        if symbol.meaning == "weekday" and symbol.direction is None and (day := self.named.get(symbol.weekday or 0)):
            return values.of_day(day, part=symbol.part)
        found = [read(symbol, day, tense, self.lexicon) for day in reference.ends]
        return found[0] if all(value == found[0] for value in found) else None

    def _anchor(self, symbol: Symbol) -> date | None:
        published = self.reference.day if self.reference else None
        if anchor := self.last.get(granularity(symbol)):
            if self.told_before and published and _is_time_of_day(symbol):
                return anchor if -_STORY <= (anchor - published).days <= 0 else published
            follows_night = self.after_night and symbol.part in ("MO", "MI", "AF") and not symbol.count
            return values.shifted(anchor, 1) if follows_night else anchor
        # A time of day is the day's own; «le lendemain» needs a day that the text has named.
        own = symbol.meaning in ("clock", "unit") or symbol.count in (0, None)
        return published if own and (symbol.meaning == "clock" or not self.last) else None

    def _remember(self, symbol: Symbol, value: Value) -> None:
        self.told_before = False
        if symbol.meaning in ("calendar", "unit", "feast") and value.type == "DATE" and not value.day:
            if symbol.day or not (bounds := values.bounds(value.attributes)):
                self.last = {}  # nothing may be reckoned from the day before one whose year is unknown
                return
            self.last = {"Y": bounds[0]} | ({"M": bounds[0]} if len(value.value) == 7 else {})
        elif value.day:
            if symbol.meaning != "clock":
                self.after_night = symbol.part == "NI" and symbol.anchor == TEXT
            self.last = dict.fromkeys("DMY", value.day)
            published = self.reference.day if self.reference else None
            if published and symbol.day and 0 < abs((value.day - published).days) < _NEAR:
                self.named[value.day.isoweekday()] = value.day


def _is_time_of_day(symbol: Symbol) -> bool:
    return bool(symbol.clock or symbol.part) and not symbol.count


def granularity(symbol: Symbol) -> str:
    """What a symbol is reckoned from, if it is one of the text: a day (``D``), a month (``M``) or a year (``Y``)."""
    return symbol.unit.code if symbol.unit and symbol.unit.code in ("M", "Y") else "D"


def unsettled(symbol: Symbol, lexicon: Lexicon) -> Value | None:
    """What stands without any anchor: a month and day, a month, a time of day, a weekday."""
    time = f"T{symbol.part}" if symbol.part else ""
    if symbol.clock:
        hours = "{:02}:{:02}".format(*symbol.clock)
        written = {"when": f"{hours}:00{symbol.zone or ''}"}
        return Value("TIME", f"XXXX-XX-XXT{hours}{symbol.zone or ''}", written, symbol.mod)
    if symbol.meaning == "calendar" and symbol.month is not None:
        return _without_year(symbol)
    if symbol.meaning == "weekday":
        return Value("DATE", f"XXXX-WXX-{symbol.weekday}", mod=symbol.mod)
    if symbol.meaning == "days":
        return Value("TIME" if time else "DATE", f"XXXX-XX-XX{time}", mod=symbol.mod)
    if symbol.meaning == "unit" and symbol.unit:
        if symbol.unit.code.startswith("T"):
            return values.of_length(symbol.unit.code, abs(symbol.count or 0), symbol.unit.times, False, symbol.mod)
        value = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Y": "XXXX"}.get(
            symbol.unit.code
        )
        return Value("DATE", value, mod=symbol.mod) if value and symbol.unit.times == 1 else None
    if symbol.meaning == "season" and symbol.name:
        return Value("DATE", f"XXXX-{lexicon.seasons[symbol.name][0]}", mod=symbol.mod)
    if symbol.meaning == "span" and symbol.unit:
        return values.of_length(symbol.unit.code, symbol.count, symbol.unit.times, False, symbol.mod)
    return None


def _without_year(symbol: Symbol) -> Value | None:
    assert symbol.month is not None
    century = f"XX{symbol.year:02}" if symbol.short_year else "XXXX"
    month = f"{symbol.month:02}"
    if symbol.day is None:
        # Of a common year only month and day are kept.
        attributes = values.of_month(2001, symbol.month, symbol.mod).attributes
        return Value("DATE", f"{century}-{month}", {k: "-" + v[4:] for k, v in attributes.items()}, symbol.mod)
    if symbol.shift or not values.day_in(2000, symbol.month, symbol.day):
        return None
    value = f"{month}-{symbol.day:02}"
    part = f"T{symbol.part}" if symbol.part and not symbol.short_year else ""
    return Value("TIME" if part else "DATE", f"{century}-{value}{part}", {"when": f"--{value}"}, symbol.mod)
