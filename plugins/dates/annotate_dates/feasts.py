"""The days that feasts fall on."""

from __future__ import annotations

import re
from datetime import date, timedelta

_EASTER = re.compile(r"EASTER([+-]\d+)")
_NTH = re.compile(r"(\d\d):(-?\d):(\d)")


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus, in Meeus, *Astronomical Algorithms*, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    x = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, day = divmod(h + x - 7 * m + 114, 31)
    return date(year, month, day + 1)


def feast(rule: str, year: int) -> date:
    """The day of a feast in a year from 2 to 9998. ``rule``: ``MM-DD``, ``EASTER+39``, or ``MM:N:WEEKDAY`` for the Nth
    such weekday of a month, the last for -1. Raises ValueError for anything else."""
    if match := _EASTER.fullmatch(rule):
        return easter(year) + timedelta(int(match[1]))
    if match := _NTH.fullmatch(rule):
        month, nth, weekday = int(match[1]), int(match[2]), int(match[3])
        if nth > 0:
            first = date(year, month, 1)
            return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        return last - timedelta((last.isoweekday() - weekday) % 7)
    return date(year, int(rule[:2]), int(rule[3:]))
