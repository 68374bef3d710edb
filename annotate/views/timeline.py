"""The dates of a document on one axis: points and bars in percent of its width."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from annotate.annotation import Annotation
from annotate.views.facts import dates

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")


@dataclass(frozen=True, slots=True)
class Bar:
    """When an expression places itself. ``left`` and ``width`` in percent of the axis; ``open`` where one moment
    somewhere between two bounds is meant, or the value is doubted.
    """

    annotation: Annotation
    first: date
    last: date
    left: float
    width: float
    open: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The axis and what lies on it, the earliest first. ``undated``: expressions without a place on it."""

    first: date | None
    last: date | None
    bars: tuple[Bar, ...]
    undated: tuple[Annotation, ...]


def timeline(annotations: Iterable[Annotation]) -> Timeline:
    """Lay out the date annotations of a document."""
    placed: list[tuple[date, date, bool, Annotation]] = []
    undated: list[Annotation] = []
    for annotation in annotations:
        stretch = extent(annotation)
        if stretch is None:
            undated.append(annotation)
        else:
            placed.append((*stretch, annotation))
    if not placed:
        return Timeline(None, None, (), tuple(undated))
    placed.sort(key=lambda p: (p[0], p[1], p[3].start))
    first, last = min(p[0] for p in placed), max(p[1] for p in placed)
    days = (last - first).days + 1
    bars = tuple(
        Bar(a, begin, end, 100 * (begin - first).days / days, 100 * ((end - begin).days + 1) / days, is_open)
        for begin, end, is_open, a in placed
    )
    return Timeline(first, last, bars, tuple(undated))


def extent(annotation: Annotation) -> tuple[date, date, bool] | None:
    """First and last day, and whether they are bounds of one unknown moment; None if there is no year to it."""
    found = dates(annotation.markup)
    if "when" in found:
        days = _days(found["when"])
        return (*days, False) if days else None
    starts = [d[0] for d in _all_days(found, ("from", "notBefore", "from-iso"))]
    ends = [d[1] for d in _all_days(found, ("to", "notAfter", "to-iso"))]
    known = starts + ends
    if not known:
        return None
    return min(known), max(known), not ({"from", "to"} <= found.keys())


def _all_days(found: dict[str, str], names: Iterable[str]) -> Iterator[tuple[date, date]]:
    for name in names:
        days = _days(found.get(name, ""))
        if days is not None:
            yield days


def _days(value: str) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day. None for what has no year, or one before 1."""
    match = _PARTIAL.fullmatch(value)
    if match is None or match[1] == "0000":
        return None
    year, month, day = int(match[1]), match[2], match[3]
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, int(month), 1), date(year, int(month), monthrange(year, int(month))[1])
    whole = date(year, int(month), int(day))
    return whole, whole
