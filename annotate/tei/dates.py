"""Dates as TEI's attributes hold them: the W3C's date types of ``@when``, and those of ISO 8601 in ``@when-iso``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_YEAR = r"(?P<year>-?(?:[1-9][0-9]{3,}|0(?!000)[0-9]{3}))"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_W3C = [
    re.compile(pattern + _ZONE)
    for pattern in (
        f"{_YEAR}(?:-{_MONTH}(?:-{_DAY}(?:T{_TIME})?)?)?",
        f"--{_MONTH}(?:-{_DAY})?",
        f"(?:---{_DAY}|{_TIME})",
    )
]
_DURATION = re.compile(r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?", re.ASCII)
_ISO = re.compile(r"[0-9.,DHMPRSTWYZ/:+-]+")  # as TEI has it: the characters, no more
_LEAP_YEAR = 2000


def is_w3c_date(text: str) -> bool:
    """True if the text may stand in ``@when``: a year, month, day, time or part of them, and a day that exists."""
    return any(_exists(match) for pattern in _W3C if (match := pattern.fullmatch(text)))


def is_iso_date(text: str) -> bool:
    """True if the text may stand in ``@when-iso`` or ``@dur-iso``."""
    return _ISO.fullmatch(text) is not None


def _exists(match: re.Match[str]) -> bool:
    parts = match.groupdict()
    if not parts.get("month") or not parts.get("day"):
        return True
    year = abs(int(parts["year"][-4:])) if parts.get("year") else _LEAP_YEAR
    try:  # the calendar repeats every 400 years
        date(_LEAP_YEAR + year % 400, int(parts["month"]), int(parts["day"]))
    except ValueError:
        return False
    return True


def date_faults(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Attributes of an element that should hold a date or a duration and do not, with their values."""
    for name, value in element.items():
        is_right = _DATES.get(str(name))
        if is_right is not None and not is_right(str(value)):
            yield str(name), str(value)


def _is_duration(text: str) -> bool:
    return _DURATION.fullmatch(text) is not None


_DATES: dict[str, Callable[[str], bool]] = {
    "dur": _is_duration,
    "dur-iso": is_iso_date,
    **dict.fromkeys(("when", "notBefore", "notAfter", "from", "to"), is_w3c_date),
    **dict.fromkeys(("when-iso", "notBefore-iso", "notAfter-iso", "from-iso", "to-iso"), is_iso_date),
}
