"""What the calendar alone says against a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from annotate_dates import value as values
from annotate_dates.doubt import Doubt
from annotate_dates.symbol import Symbol
from annotate_dates.value import Value

_REACH = 6  # years around a date in which a rival is looked for


def calendar_doubts(symbol: Symbol, value: Value, published: date | None) -> Iterator[Doubt]:
    """Days that do not exist, and days of the week that do not fit."""
    if symbol.meaning == "weekday_number" and value.day and value.day.isoweekday() != symbol.weekday:
        yield Doubt("weekday", "The day of the week does not fit the date.", _named(symbol.weekday, value.day))
    if symbol.meaning != "calendar" or not symbol.month or not symbol.day:
        return
    if value.day is None:
        yield from _impossible(symbol, value)
        return
    written = as_written(symbol, value.day)
    if symbol.eve and symbol.eve != value.day.isoweekday() and symbol.weekday in (None, written.isoweekday()):
        sentence = "The day of the week does not fit the evening of that night."
        yield Doubt("weekday", sentence, _named(symbol.eve, value.day))
    elif symbol.weekday and written.isoweekday() != symbol.weekday:
        meant = _fitting(symbol, written, published)
        sentence = "The day of the week does not fit the date."
        yield Doubt("weekday", sentence, meant)


def _impossible(symbol: Symbol, value: Value) -> Iterator[Doubt]:
    """A day that its month never has or, where the year is written, has not that year."""
    assert symbol.month is not None and symbol.day is not None
    leap_year = 2000
    year = leap_year if symbol.year is None or symbol.short_year else symbol.year
    if 1 <= symbol.month <= 12 and not values.day_in(year, symbol.month, symbol.day):
        month = values.bounds(value.attributes)
        yield Doubt("impossible", "The calendar has no such day.", f"{month[1]}" if month else None)


def as_written(symbol: Symbol, day: date) -> date:
    """The day that the words name, of a day reckoned beside it («la veille du 3 mai»)."""
    return values.shifted(day, -symbol.shift) or day


def _named(weekday: int | None, written: date) -> str | None:
    """The day of that name next to a date."""
    ahead = ((weekday or 0) - written.isoweekday() + 3) % 7 - 3
    named = values.shifted(written, ahead)
    return f"{named}" if named else None


def _fitting(symbol: Symbol, written: date, published: date | None) -> str | None:
    """The day that fits the weekday and differs from what is written in its month or its year only, if it lies nearer
    to the publication; else the day of that name next to the date."""
    assert symbol.month is not None and symbol.day is not None
    others = [(written.year, month) for month in range(1, 13)]
    if symbol.year is not None:
        others += [(written.year + n, symbol.month) for n in range(-_REACH, _REACH + 1)]
    days = [values.day_in(year, month, symbol.day) for year, month in others if year > 0]
    fitting = [day for day in days if day and day != written and day.isoweekday() == symbol.weekday]
    nearest = min(fitting, key=lambda day: abs((day - (published or written)).days), default=None)
    if nearest and published and abs((nearest - published).days) < abs((written - published).days):
        return f"{nearest}"
    return _named(symbol.weekday, written)
