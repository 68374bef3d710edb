"""What in a date does not fit: the date itself stays as it is written, and the doubt carries the rival."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from annotate_dates import value as values
from annotate_dates.reference import Reference
from annotate_dates.symbol import Symbol
from annotate_dates.value import Value

_NEAR = 3  # days from the publication date within which «ce 20 février» is no surprise
_REACH = 6  # years around a date in which a rival is looked for
_PAST = 3  # days ago: a future tense with such a date does not fit


@dataclass(frozen=True, slots=True)
class Doubt:
    """``code``: ``impossible``, ``weekday``, ``demonstrative``, ``tense`` or ``dateline``. ``rival``: the day that may
    be meant, ISO 8601, or None. ``sentence`` says why, for readers."""

    code: str
    sentence: str
    rival: str | None = None


def doubts(
    symbol: Symbol, value: Value, reference: Reference | None, *, announced: bool, head: bool
) -> tuple[Doubt, ...]:
    """What speaks against the value of one expression.

    ``announced``: its verb is in the future. ``head``: it is the dateline of a text whose publication date is stated.
    """
    if symbol.meaning != "calendar" or not symbol.month or not symbol.day:
        return ()
    return tuple(_doubts(symbol, value.day, reference.day if reference else None, announced, head))


def _doubts(symbol: Symbol, day: date | None, published: date | None, announced: bool, head: bool) -> Iterator[Doubt]:
    assert symbol.month is not None and symbol.day is not None
    if day is None:
        if symbol.year is None or symbol.short_year or values.day_in(symbol.year, symbol.month, symbol.day):
            return
        rival = date(symbol.year, symbol.month, values.days_of(symbol.year, symbol.month))
        yield Doubt("impossible", "The calendar has no such day.", f"{rival}")
        return
    written = values.shifted(day, -symbol.shift) or day
    if symbol.weekday and written.isoweekday() != symbol.weekday:
        meant = _fitting(symbol, written, published)
        yield Doubt("weekday", "The day of the week does not fit the date.", f"{meant}" if meant else None)
    if published is None:
        return
    if head and abs((written - published).days) > _NEAR:
        yield Doubt("dateline", "The dateline is not of the day of publication.", f"{published}")
        return
    away = (written - published).days
    confirmed = symbol.weekday and written.isoweekday() == symbol.weekday
    if symbol.demonstrative and not confirmed and symbol.year is None and abs(away) > _NEAR and not symbol.direction:
        same = written.day == published.day
        sentence = "A demonstrative with a date far from the day of publication."
        yield Doubt("demonstrative", sentence, f"{published}" if same else None)
    elif symbol.year is None and away < -_PAST and not symbol.direction and announced:
        next_year = values.day_in(written.year + 1, symbol.month, symbol.day)
        yield Doubt("tense", "A verb in the future with a date in the past.", f"{next_year}" if next_year else None)


def _fitting(symbol: Symbol, written: date, published: date | None) -> date | None:
    """The day that fits the weekday and differs from what is written in its month or its year only, if it lies nearer
    to the publication; else the day of that name next to the date."""
    assert symbol.month is not None and symbol.day is not None and symbol.weekday is not None
    others = [(written.year, month) for month in range(1, 13)]
    if symbol.year is not None:
        others += [(written.year + n, symbol.month) for n in range(-_REACH, _REACH + 1)]
    days = [values.day_in(year, month, symbol.day) for year, month in others if year > 0]
    fitting = [day for day in days if day and day != written and day.isoweekday() == symbol.weekday]
    nearest = min(fitting, key=lambda day: abs((day - (published or written)).days), default=None)
    if nearest and published and abs((nearest - published).days) < abs((written - published).days):
        return nearest
    ahead = (symbol.weekday - written.isoweekday() + 3) % 7 - 3  # the day of that name in the days around it
    return values.shifted(written, ahead)
