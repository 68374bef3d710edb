"""Values in two spellings: TIMEX3 and the attributes of a TEI date. Well-formed by construction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date

_MODS = {"START": 0, "MID": 1, "END": 2}
_THIRDS_OF_MONTH = ((1, 10), (11, 20), (21, 31))
_THIRDS_OF_YEAR = ((1, 4), (5, 8), (9, 12))
_WELL_FORMED = re.compile(
    r"(?:\d{4}|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?)?"  # calendar, with a time
    r"(?:T(?:\d\d:\d\d(?:Z|[+-]\d\d:00)?|MO|MI|AF|EV|NI|DT))?"
    r"|XX\d\d-\d\d(?:-\d\d)?"  # a year of two figures
    r"|\d{2,3}"  # century, decade
    r"|(?:\d{4}|XXXX)-W(?:\d\d|XX)(?:-(?:WE|\d)(?:T(?:MO|MI|AF|EV|NI))?)?"  # ISO week
    r"|(?:\d{4}|XXXX)-(?:SP|SU|FA|WI|Q[1-4]|H[12])"
    r"|(?:PAST|PRESENT|FUTURE)_REF"
    r"|PT?(?:\d+|X)[YMWDHS](?:T?\d+[MDHS])?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression means. ``attributes``: of TEI's ``date``. ``day``: the day, where it is one, for what refers
    back to it. ``rival``: another reading of ``when`` that the expression's own wording speaks for."""

    type: str
    value: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    mod: str | None = None
    quant: str | None = None
    day: date | None = None
    rival: str | None = None


def well_formed(value: str) -> bool:
    """True if a value is TIMEX3 as this package writes it."""
    return bool(_WELL_FORMED.fullmatch(value))


def day_in(year: int, month: int, day: int) -> date | None:
    """The day, or None if the calendar has no such day."""
    if not (1 <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= days_of(year, month)):
        return None
    return date(year, month, day)


def days_of(year: int, month: int) -> int:
    """How many days a month has."""
    return (
        29
        if month == 2 and year % 4 == 0 and (year % 100 or year % 400 == 0)
        else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    )


def shifted(day: date, days: int) -> date | None:
    """A day so many days away, or None outside the calendar (years 1 to 9999)."""
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def month_away(year: int, month: int, months: int) -> tuple[int, int] | None:
    """Year and month so many months away, or None outside the calendar."""
    index = year * 12 + month - 1 + months
    return (index // 12, index % 12 + 1) if 12 <= index < (MAXYEAR + 1) * 12 else None


def of_day(
    day: date, *, part: str | None = None, clock: tuple[int, int] | None = None, mod: str | None = None, zone: str = ""
) -> Value:
    """A day, a part of it, or a minute of it. ``zone``: ``Z`` for Universal Time, ``-04:00``, or nothing."""
    if clock:
        time = f"{clock[0]:02}:{clock[1]:02}"
        return Value("TIME", f"{day}T{time}{zone}", {"when": f"{day}T{time}:00{zone}"}, mod, day=day)
    return Value("TIME" if part else "DATE", f"{day}T{part}" if part else f"{day}", {"when": f"{day}"}, mod, day=day)


def of_month(year: int, month: int, mod: str | None = None) -> Value:
    """A month, or the third of it that ``mod`` names."""
    value = f"{year:04}-{month:02}"
    if mod not in _MODS:
        return Value("DATE", value, {"when": value}, mod)
    first, last = _THIRDS_OF_MONTH[_MODS[mod]]
    last = min(last, days_of(year, month))
    return Value("DATE", value, {"notBefore": f"{value}-{first:02}", "notAfter": f"{value}-{last:02}"}, mod)


def of_year(year: int, mod: str | None = None) -> Value:
    """A year, or the third of it that ``mod`` names."""
    value = f"{year:04}"
    if mod not in _MODS:
        return Value("DATE", value, {"when": value}, mod)
    first, last = _THIRDS_OF_YEAR[_MODS[mod]]
    return Value(
        "DATE",
        value,
        {"notBefore": f"{value}-{first:02}-01", "notAfter": f"{value}-{last:02}-{days_of(year, last)}"},
        mod,
    )


def of_week(day: date, mod: str | None = None) -> Value:
    """The ISO week of a day."""
    year, week, _ = day.isocalendar()
    value = f"{year:04}-W{week:02}"
    return Value("DATE", value, {"when-iso": value}, mod)


def of_weekend(day: date) -> Value | None:
    """The week-end of a day's ISO week."""
    year, week, weekday = day.isocalendar()
    saturday, sunday = shifted(day, 6 - weekday), shifted(day, 7 - weekday)
    if not (saturday and sunday):
        return None
    return Value("DATE", f"{year:04}-W{week:02}-WE", {"from": f"{saturday}", "to": f"{sunday}"})


def of_stretch(value: str, first: date, last: date) -> Value:
    """A season, decade or century: all of it."""
    return Value("DATE", value, {"from": f"{first}", "to": f"{last}"})


def of_months(year: int, months: int, month: int) -> Value:
    """The quarter (three months) or half (six) of a year that a month lies in."""
    number = (month - 1) // months + 1
    last = number * months
    value = f"{year:04}-{'Q' if months == 3 else 'H'}{number}"
    return of_stretch(value, date(year, last - months + 1, 1), date(year, last, days_of(year, last)))


def of_decade(year: int, mod: str | None = None) -> Value:
    """The ten years from ``year`` on, or the third of them that ``mod`` names."""
    return _of_years(f"{year // 10:03}", year, year + 9, mod, (3, 6))


def of_century(number: int, mod: str | None = None) -> Value | None:
    """A century, or the third of it that ``mod`` names; None outside the calendar."""
    if not 1 <= number <= 99:
        return None
    return _of_years(f"{number - 1:02}", number * 100 - 99, number * 100, mod, (33, 66))


def _of_years(value: str, first: int, last: int, mod: str | None, cuts: tuple[int, int]) -> Value:
    if mod not in _MODS:
        return of_stretch(value, date(first, 1, 1), date(last, 12, 31))
    parts = ((first, first + cuts[0]), (first + cuts[0] + 1, first + cuts[1]), (first + cuts[1] + 1, last))
    begin, end = parts[_MODS[mod]]
    return Value("DATE", value, {"notBefore": f"{begin:04}-01-01", "notAfter": f"{end:04}-12-31"}, mod)


def away(day: date, code: str, count: int) -> date | None:
    """The day so many days, weeks, months or years away, the last of its month where that is shorter."""
    if code in ("D", "W"):
        return shifted(day, count * (7 if code == "W" else 1))
    month = month_away(day.year, day.month, count * (12 if code == "Y" else 1))
    return day_in(*month, min(day.day, days_of(*month))) if month else None


def bounds(attributes: Mapping[str, str]) -> tuple[date, date] | None:
    """The first and the last day that the attributes of a TEI date leave open; None without a year."""
    first = attributes.get("when") or attributes.get("from") or attributes.get("notBefore")
    last = attributes.get("when") or attributes.get("to") or attributes.get("notAfter")
    if not (first and last) or first[0] == "-" or ":" in first[:4]:
        return None
    begin = [int(n) for n in first.partition("T")[0].split("-")]
    end = [int(n) for n in last.partition("T")[0].split("-")]
    month = end[1] if len(end) > 1 else 12
    final = end[2] if len(end) > 2 else days_of(end[0], month)
    return date(*[*begin, 1, 1][:3]), date(end[0], month, final)


def of_length(code: str, count: int | None, times: int, half: bool, mod: str | None) -> Value | None:
    """A duration. ``code`` as in the data: ``Y``, ``M``, ``W``, ``D``, ``TH``, ``TM``, ``TS``; no count: an unknown
    number. None for half of what has no even half."""
    time, letter = ("T", code[1]) if code.startswith("T") else ("", code)
    if count is None:
        return Value("DURATION", f"P{time}X{letter}", {}, mod)
    total = count * times
    value = f"P{time}{total}{letter}"
    if half and times > 1:
        value = f"P{time}{total + times // 2}{letter}"
    elif half and code not in _HALVES:
        return None
    elif half:
        mark, text = _HALVES[code]
        value = f"P{mark or time}{text}" if total == 0 else f"{value}{mark}{text}"
    return Value("DURATION", value, {"dur-iso": value}, mod)


# Half a unit: the mark that its own part of the value needs, and the half.
_HALVES = {
    "Y": ("", "6M"),
    "M": ("", "15D"),
    "D": ("T", "12H"),
    "TH": ("", "30M"),
    "TM": ("", "30S"),
}
