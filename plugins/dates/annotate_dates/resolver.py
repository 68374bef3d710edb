"""From symbolic values to the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from annotate_dates import value as values
from annotate_dates.lexicon import Lexicon
from annotate_dates.reference import Reference
from annotate_dates.symbol import PUBLICATION, TEXT, Symbol
from annotate_dates.value import Value

_NEAR = 3  # days from the publication date within which «ce 20 février» is no surprise
_MONTH = 15  # the day that stands for a month when distances are compared


class Resolver:
    """Resolves the symbols of one text in their order, and remembers the day that was mentioned last.

    A value that the publication date does not settle is given without its year (``XXXX-02-20``); where nothing is left,
    there is no value.
    """

    def __init__(self, lexicon: Lexicon, reference: Reference | None) -> None:
        self.lexicon = lexicon
        self.reference = reference
        self.last: date | None = None

    def resolve(self, symbol: Symbol, *, future: bool = False) -> Value | None:
        """The value of a symbol, or None. ``future``: its sentence speaks of what is to come."""
        value = self._settled(symbol, future)
        if value and (value.day or symbol.day):
            self.last = (
                value.day
            )  # None after a day whose year is unknown: nothing may be reckoned from the one before it
        return value

    def _settled(self, symbol: Symbol, future: bool) -> Value | None:
        read = _READERS[symbol.meaning]
        if symbol.anchor == PUBLICATION:
            found = [read(symbol, day, future, self.lexicon) for day in self.reference.ends] if self.reference else []
            agreed = found[0] if found and all(value == found[0] for value in found) else None
            return agreed or _without_year(symbol)
        if symbol.anchor == TEXT:
            anchor = self.last or self._day_of_publication(symbol)
            return read(symbol, anchor, future, self.lexicon) if anchor else _without_year(symbol)
        return read(symbol, date.min, future, self.lexicon)

    def _day_of_publication(self, symbol: Symbol) -> date | None:
        # A time of day is the day's own; «le lendemain» needs a day that the text has named.
        if self.reference and symbol.count in (0, None) and len(self.reference.ends) == 1:
            return self.reference.first
        return None


def _without_year(symbol: Symbol) -> Value | None:
    """What stands without any anchor: a month and day, a month, a time of day."""
    if symbol.meaning == "clock" and symbol.clock:
        time = "{:02}:{:02}".format(*symbol.clock)
        return Value("TIME", f"XXXX-XX-XXT{time}", {"when": f"{time}:00"}, symbol.mod)
    if symbol.meaning != "calendar" or symbol.month is None:
        return None
    century = f"XX{symbol.year:02}" if symbol.short_year else "XXXX"
    month = f"{symbol.month:02}"
    if symbol.day is None:
        bounds = values.of_month(
            2001, symbol.month, symbol.mod
        ).attributes  # a common year: only month and day are kept
        return Value("DATE", f"{century}-{month}", {k: "-" + v[4:] for k, v in bounds.items()}, symbol.mod)
    if not values.day_in(2000, symbol.month, symbol.day):
        return None
    value = f"{month}-{symbol.day:02}"
    part = f"T{symbol.part}" if symbol.part and not symbol.short_year else ""
    return Value("TIME" if part else "DATE", f"{century}-{value}{part}", {"when": f"--{value}"}, symbol.mod)


def _calendar(symbol: Symbol, anchor: date, future: bool, lexicon: Lexicon) -> Value | None:
    year = symbol.year
    if year is None or symbol.short_year:
        year = _nearest_year(symbol, anchor)
    if year is None or year < 1:
        return None
    if symbol.month is None:
        return values.of_year(year, symbol.mod)
    if symbol.day is None:
        return values.of_month(year, symbol.month, symbol.mod) if 1 <= symbol.month <= 12 else None
    day = values.day_in(year, symbol.month, symbol.day)
    if day is None:
        return None
    plain = values.of_day(day, part=symbol.part)
    far = symbol.demonstrative and symbol.year is None and abs((day - anchor).days) > _NEAR and day.day == anchor.day
    return Value(plain.type, plain.value, plain.attributes, day=day, rival=f"{anchor}" if far else None)


def _nearest_year(symbol: Symbol, anchor: date) -> int | None:
    """The year in which a month, or a month and day, lies nearest to the anchor; the past one of two as near."""
    assert symbol.month is not None
    if symbol.short_year and symbol.year is not None:
        years = [anchor.year - anchor.year % 100 + century + symbol.year for century in (-100, 0, 100)]
        # Two figures speak of the past more often than of the future: from 80 years ago to 19 years ahead.
        return next((y for y in years if anchor.year - 80 <= y < anchor.year + 20), None)
    span = (
        range(anchor.year - 8, anchor.year + 9)
        if (symbol.month, symbol.day) == (2, 29)
        else range(anchor.year - 1, anchor.year + 2)
    )
    candidates = [day for year in span if (day := values.day_in(year, symbol.month, symbol.day or _MONTH))]
    if symbol.direction:
        candidates = [
            day
            for day in candidates
            if (day - anchor).days * symbol.direction > 0 and not _same_month(symbol, day, anchor)
        ]
    if symbol.day is None and any(_same_month(symbol, day, anchor) for day in candidates):
        return anchor.year
    nearest = min(candidates, key=lambda day: (abs((day - anchor).days), day > anchor), default=None)
    return nearest.year if nearest else None


def _same_month(symbol: Symbol, day: date, anchor: date) -> bool:
    return symbol.day is None and (day.year, day.month) == (anchor.year, anchor.month)


def _days(symbol: Symbol, anchor: date, future: bool, lexicon: Lexicon) -> Value | None:
    day = values.shifted(anchor, symbol.count or 0)
    return values.of_day(day, part=symbol.part, clock=symbol.clock, mod=symbol.mod) if day else None


def _weekday(symbol: Symbol, anchor: date, future: bool, lexicon: Lexicon) -> Value | None:
    assert symbol.weekday is not None
    ahead = (symbol.weekday - anchor.isoweekday()) % 7
    if symbol.direction == 1:
        days = ahead or 7
    elif symbol.direction == -1:
        days = ahead - 7
    else:
        days = ahead if future or (symbol.demonstrative and ahead == 0) else ahead - 7 if ahead else 0
    day = values.shifted(anchor, days)
    return values.of_day(day, part=symbol.part) if day else None


def _unit(symbol: Symbol, anchor: date, future: bool, lexicon: Lexicon) -> Value | None:
    assert symbol.unit is not None
    code, count = symbol.unit.code, (symbol.count or 0) * symbol.unit.times
    if code in ("D", "W", "WE"):
        day = values.shifted(anchor, count * (1 if code == "D" else 7))
        if day is None:
            return None
        if code == "WE":
            return values.of_weekend(day)
        return values.of_day(day, mod=symbol.mod) if code == "D" else values.of_week(day, symbol.mod)
    if code == "M" and symbol.unit.times == 1:
        month = values.month_away(anchor.year, anchor.month, count)
        return values.of_month(*month, symbol.mod) if month else None
    if code == "Y" and symbol.unit.times == 1:
        return values.of_year(anchor.year + count, symbol.mod) if 1 <= anchor.year + count <= 9999 else None
    if code == "Y" and symbol.unit.times == 100 and abs(symbol.count or 0) <= 1:
        return _of_century((anchor.year - 1) // 100 + 1 + (symbol.count or 0))
    return None


def _of_century(number: int) -> Value | None:
    if not 1 <= number <= 99:
        return None
    return values.of_stretch(f"{number - 1:02}", date(number * 100 - 99, 1, 1), date(number * 100, 12, 31))


def _century(symbol: Symbol, anchor: date, future: bool, lexicon: Lexicon) -> Value | None:
    return _of_century(symbol.count or 0)


def _decade(symbol: Symbol, anchor: date, future: bool, lexicon: Lexicon) -> Value | None:
    assert symbol.year is not None
    return values.of_stretch(f"{symbol.year // 10:03}", date(symbol.year, 1, 1), date(symbol.year + 9, 12, 31))


def _season(symbol: Symbol, anchor: date, future: bool, lexicon: Lexicon) -> Value | None:
    assert symbol.season is not None
    code, first, last = lexicon.seasons[symbol.season]
    (m1, d1), (m2, d2) = ([int(n) for n in bound.split("-")] for bound in (first, last))
    years = [symbol.year] if symbol.year else [anchor.year + n for n in (-1, 0, 1) if 1 <= anchor.year + n <= 9998]
    stretches = []
    for year in years:
        end = year + (m2 < m1)  # winter ends in the next year
        stretches.append(
            (year, date(year, m1, d1), date(end, m2, values.days_of(end, 2) if (m2, d2) == (2, 28) else d2))
        )
    if symbol.direction:
        stretches = [s for s in stretches if (s[2] < anchor if symbol.direction < 0 else s[1] > anchor)]
    if not stretches:
        return None
    year, start, stop = min(
        stretches,
        key=lambda s: (
            0 if s[1] <= anchor <= s[2] else min(abs((s[1] - anchor).days), abs((s[2] - anchor).days)),
            s[1] > anchor,
        ),
    )
    return values.of_stretch(f"{year:04}-{code}", start, stop)


def _duration(symbol: Symbol, anchor: date, future: bool, lexicon: Lexicon) -> Value | None:
    assert symbol.unit is not None
    return values.of_length(symbol.unit.code, symbol.count, symbol.unit.times, symbol.half, symbol.mod)


def _set(symbol: Symbol, anchor: date, future: bool, lexicon: Lexicon) -> Value | None:
    if symbol.weekday:
        return Value("SET", f"XXXX-WXX-{symbol.weekday}", quant="EVERY")
    assert symbol.unit is not None
    if symbol.unit.code == "WE":
        return Value("SET", "XXXX-WXX-WE", quant="EVERY")
    length = values.of_length(symbol.unit.code, symbol.count, symbol.unit.times, False, None)
    return Value("SET", length.value, quant="EVERY") if length and symbol.count else None


def _clock(symbol: Symbol, anchor: date, future: bool, lexicon: Lexicon) -> Value | None:
    return values.of_day(anchor, clock=symbol.clock, mod=symbol.mod)


_READERS: dict[str, Callable[[Symbol, date, bool, Lexicon], Value | None]] = {
    "calendar": _calendar,
    "days": _days,
    "weekday": _weekday,
    "unit": _unit,
    "century": _century,
    "decade": _decade,
    "season": _season,
    "duration": _duration,
    "set": _set,
    "clock": _clock,
}
