"""What a symbol means, reckoned from a given day: one function for each meaning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from annotate_dates import value as values
from annotate_dates.feasts import feast
from annotate_dates.lexicon import Lexicon
from annotate_dates.symbol import Symbol
from annotate_dates.value import Value

_MONTH = 15  # the day that stands for a month when distances are compared
_AHEAD = 120  # days: news that speaks of a day farther ahead says so with its verb
_WRITTEN = 45  # days: «mardi 13» is no day farther away
_FAR = 150  # days: farther away, the weekday may choose another year


def read(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    """The value of a symbol reckoned from ``anchor``; None where the calendar has no such day. ``tense``: 1 if its
    sentence speaks of what is to come, -1 if of what is past, else 0."""
    return _READERS[symbol.meaning](symbol, anchor, tense, lexicon)


def _calendar(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    year = symbol.year
    if year is None or symbol.short_year:
        year = nearest_year(symbol, anchor, tense)
    if year is None or year < 1:
        return None
    if symbol.month is None:
        return values.of_year(year, symbol.mod)
    if not 1 <= symbol.month <= 12:
        return None
    if symbol.day is None:
        return values.of_month(year, symbol.month, symbol.mod)
    day = values.day_in(year, symbol.month, symbol.day)
    if day is None:
        # «le 31 juin»: the month is what is left of it.
        return values.of_month(year, symbol.month) if 1 <= symbol.day <= 31 else None
    shifted = values.shifted(day, symbol.shift)
    return values.of_day(shifted, part=symbol.part) if shifted else None


def nearest_year(symbol: Symbol, anchor: date, tense: int = 0) -> int | None:
    """The year in which a month, or a month and day, lies nearest to the anchor; the past one of two as near. A weekday
    beside it chooses between years that are both far, and so does a past tense."""
    if symbol.month is None or not 1 <= symbol.month <= 12:
        return None
    if symbol.short_year and symbol.year is not None:
        years = [anchor.year - anchor.year % 100 + century + symbol.year for century in (-100, 0, 100)]
        # Two figures speak of the past more often than of the future: from 80 years ago to 19 years ahead.
        return next((y for y in years if anchor.year - 80 <= y < anchor.year + 20), None)
    leap = (symbol.month, symbol.day) == (2, 29)
    span = range(anchor.year - 8, anchor.year + 9) if leap else range(anchor.year - 1, anchor.year + 2)
    last = values.days_of(anchor.year, symbol.month)
    number = symbol.day if symbol.day and leap else min(symbol.day or _MONTH, last)
    candidates = [day for year in span if (day := values.day_in(year, symbol.month, number))]
    if symbol.direction:
        candidates = [
            day
            for day in candidates
            if (day - anchor).days * symbol.direction > 0 and not _same_month(symbol, day, anchor)
        ]
    if symbol.day is None and any(_same_month(symbol, day, anchor) for day in candidates):
        return anchor.year
    candidates.sort(key=lambda day: (abs((day - anchor).days), day > anchor))
    if symbol.weekday and candidates and abs((candidates[0] - anchor).days) > _FAR:
        candidates.sort(key=lambda day: day.isoweekday() != symbol.weekday)
    elif tense < 0 and symbol.day and candidates and (candidates[0] - anchor).days > _AHEAD:
        candidates = [day for day in candidates if day <= anchor] or candidates
    return candidates[0].year if candidates else None


def _same_month(symbol: Symbol, day: date, anchor: date) -> bool:
    return symbol.day is None and (day.year, day.month) == (anchor.year, anchor.month)


def _days(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    day = values.shifted(anchor, symbol.count or 0)
    return values.of_day(day, part=symbol.part, clock=symbol.clock, mod=symbol.mod) if day else None


def _weekday(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    assert symbol.weekday is not None
    ahead = (symbol.weekday - anchor.isoweekday()) % 7
    if symbol.direction == 1:
        days = ahead or 7
    elif symbol.direction == -1:
        days = ahead - 7
    else:
        days = ahead if tense > 0 or (symbol.demonstrative and ahead == 0) else ahead - 7 if ahead else 0
    day = values.shifted(anchor, days)
    return values.of_day(day, part=symbol.part) if day else None


def _weekday_number(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    """The day of that number and name next to the anchor; of that number alone, where none of both is near."""
    assert symbol.weekday is not None and symbol.day is not None
    months = [values.month_away(anchor.year, anchor.month, n) for n in range(-12, 13)]
    days = [day for month in months if month and (day := values.day_in(*month, symbol.day))]
    days.sort(key=lambda day: (abs((day - anchor).days), day > anchor))
    both = [day for day in days if day.isoweekday() == symbol.weekday]
    if tense > 0:
        both.sort(key=lambda day: day < anchor)
    near = both and abs((both[0] - anchor).days) <= _WRITTEN
    return values.of_day((both if near else days)[0]) if days else None


def _weekday_in_week(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    assert symbol.weekday is not None
    day = values.shifted(anchor, 7 * (symbol.count or 0) + symbol.weekday - anchor.isoweekday())
    return values.of_day(day) if day else None


def _unit(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    assert symbol.unit is not None
    code, times = symbol.unit.code, symbol.unit.times
    count = (symbol.count or 0) * times
    if code.startswith("T"):
        return values.of_length(code, abs(symbol.count or 0), times, False, symbol.mod) if symbol.count else None
    if code in ("D", "W", "WE"):
        day = values.shifted(anchor, count * (1 if code == "D" else 7))
        if day is None:
            return None
        if code == "WE":
            return values.of_weekend(day)
        return values.of_day(day, mod=symbol.mod) if code == "D" else values.of_week(day, symbol.mod)
    if code == "M":
        month = values.month_away(anchor.year, anchor.month, count)
        if not month:
            return None
        return values.of_month(*month, symbol.mod) if times == 1 else values.of_months(month[0], times, month[1])
    year = anchor.year + count
    if times == 1:
        return values.of_year(year, symbol.mod) if 1 <= year <= 9999 else None
    if times == 10:
        return values.of_decade(year - year % 10, symbol.mod) if 10 <= year <= 9999 else None
    return values.of_century((year - 1) // 100 + 1, symbol.mod) if times == 100 else None


def _century(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    return values.of_century(symbol.count or 0, symbol.mod)


def _decade(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    assert symbol.year is not None
    return values.of_decade(symbol.year, symbol.mod)


def _quarter(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    assert symbol.unit is not None and symbol.count is not None
    months = symbol.unit.times
    last = months * symbol.count
    year = symbol.year or nearest_year(Symbol(0, 0, "", month=last - months // 2, direction=symbol.direction), anchor)
    return values.of_months(year, months, last) if year else None


def _feast(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    assert symbol.name is not None
    years = [symbol.year] if symbol.year else [anchor.year + n for n in (-1, 0, 1)]
    days = [feast(symbol.name, year) for year in years if 2 <= year <= 9998]
    if symbol.direction and not symbol.year:
        days = [day for day in days if (day - anchor).days * symbol.direction > 0]
    nearest = min(days, key=lambda day: (abs((day - anchor).days), day > anchor), default=None)
    shifted = values.shifted(nearest, symbol.shift) if nearest else None
    return values.of_day(shifted) if shifted else None


def _season(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    assert symbol.name is not None
    code, first, last = lexicon.seasons[symbol.name]
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

    def distance(stretch: tuple[int, date, date]) -> tuple[int, bool]:
        _, start, stop = stretch
        away = 0 if start <= anchor <= stop else min(abs((start - anchor).days), abs((stop - anchor).days))
        return away, start > anchor

    year, start, stop = min(stretches, key=distance)
    return values.of_stretch(f"{year:04}-{code}", start, stop)


def _era(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    assert symbol.name is not None
    value, mod, first, last = lexicon.eras[symbol.name]
    bounds = {name: year for name, year in (("from", first), ("to", last)) if year != "-"}
    if len(bounds) == 1:
        bounds = {"notBefore": first} if first != "-" else {"notAfter": last}
    return Value("DATE", value, bounds, mod)


def _duration(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    assert symbol.unit is not None
    return values.of_length(symbol.unit.code, symbol.count, symbol.unit.times, symbol.half, symbol.mod)


def _span(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    length = _duration(symbol, anchor, tense, lexicon)
    other = _unit(symbol, anchor, tense, lexicon) if symbol.count else None
    if symbol.unit is None or length is None or other is None or symbol.unit.code[0] not in "DWMY":
        return length
    away = values.away(anchor, symbol.unit.code, (symbol.direction or 1) * (symbol.count or 0) * symbol.unit.times)
    if away is None:
        return length
    first, last = min(anchor, away), max(anchor, away)
    return Value("DURATION", length.value, {"from": f"{first}", "to": f"{last}"})


def _length(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    assert symbol.name is not None
    return Value("DURATION", symbol.name, {"dur-iso": symbol.name})


def _recurrence(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    assert symbol.name is not None
    return Value("SET", symbol.name, quant="EVERY")


def _set(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    if symbol.weekday:
        return Value("SET", f"XXXX-WXX-{symbol.weekday}", quant="EVERY")
    assert symbol.unit is not None
    if symbol.unit.code == "WE":
        return Value("SET", "XXXX-WXX-WE", quant="EVERY")
    length = values.of_length(symbol.unit.code, symbol.count, symbol.unit.times, False, None)
    return Value("SET", length.value, quant="EVERY") if length and symbol.count else None


def _clock(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    return values.of_day(anchor, clock=symbol.clock, mod=symbol.mod, zone=symbol.zone or "")


def _undated(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    return Value("DATE", symbol.name or "PRESENT_REF")


def _reference(symbol: Symbol, anchor: date, tense: int, lexicon: Lexicon) -> Value | None:
    # TIME, as French TimeBank has it: a moment that is no calendar day.
    return Value("TIME", symbol.name or "PRESENT_REF")


_READERS: dict[str, Callable[[Symbol, date, int, Lexicon], Value | None]] = {
    "calendar": _calendar,
    "days": _days,
    "weekday": _weekday,
    "weekday_number": _weekday_number,
    "weekday_in_week": _weekday_in_week,
    "unit": _unit,
    "century": _century,
    "decade": _decade,
    "quarter": _quarter,
    "feast": _feast,
    "season": _season,
    "era": _era,
    "duration": _duration,
    "span": _span,
    "length": _length,
    "recurrence": _recurrence,
    "set": _set,
    "clock": _clock,
    "reference": _reference,
    "undated": _undated,
}
