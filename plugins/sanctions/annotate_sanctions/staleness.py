"""How old a list is on a day, and whether that is too old. The day is always given, never the clock's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

POLICIES = ("warn", "error", "ignore")
LIMIT = 30  # days, unless the user says otherwise


def age(about: Mapping[str, Any], day: str | None) -> int | None:
    """Days from a list's date to a day: negative if the list is younger, None if either is not known.

    ``about``: one of `Index.lists`. Of a month or year, its first day counts. A snapshot that was still the current one
    on a later day is as young as that.
    """
    if not (day and about.get("date")):
        return None
    old = (_day(day) - _day(about["date"])).days
    return old if old < 0 or not about.get("checked") else max(0, min(old, (_day(day) - _day(about["checked"])).days))


def stale(lists: Iterable[Mapping[str, Any]], day: str | None, limit: int) -> list[str]:
    """A sentence for each list that is more than ``limit`` days old on a day."""
    return [
        f"the sanctions list {about['id']} is of {about['date']}, {old} days before {day}; the limit is {limit} "
        f"(annotate sanctions update {about['id'].partition('-')[0]})"
        for about in lists
        if (old := age(about, day)) is not None and old > limit
    ]


def _day(written: str) -> date:
    year, month, day = (*written[:10].split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(day))
