"""Days that are left open, as periods: sorted, apart from each other, both ends included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from annotate_dates.reference import Reference


class Period(NamedTuple):
    """From a first day to a last one, both included."""

    first: date
    last: date


ALWAYS = Period(date(1900, 1, 1), date(2199, 12, 31))  # what inference looks at


def period(first: str, last: str) -> Period:
    """From two dates as data files have them: a year, month or day each; ``-`` for no end. Raises ValueError."""
    begin, end = Reference.parse(first), Reference.parse(last)
    if begin is None or (end is None and last != "-"):
        raise ValueError(f"no period: {first} {last}")
    return Period(begin.first, end.last if end else ALWAYS.last)


def common(one: Sequence[Period], other: Iterable[Period]) -> list[Period]:
    """The days that lie in both."""
    both = (Period(max(a.first, b.first), min(a.last, b.last)) for b in other for a in one)
    return sorted({p for p in both if p.first <= p.last})


def years(periods: Iterable[Period]) -> set[int]:
    """The years that some of the days lie in."""
    return {year for p in periods for year in range(p.first.year, p.last.year + 1)}
