"""Publication dates as people give them: ISO 8601, as precise as known."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:?\d{2}.*)?)?)?", re.ASCII)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")


def check_date(value: str) -> str:
    """A date or date-time as an ISO date, as precise as stated: ``2024``, ``2024-02``, ``2024-02-20``.

    Of a date-time, the day is kept as written, in the publication's own offset: «hier» in a text published on the
    20th at 00:30+01:00 is the 19th, whatever day it was in UTC. Raises ValueError with a sentence.
    """
    match = _ISO.fullmatch(value.strip())
    if not match:
        raise ValueError(f"{value[:60]!r} is not a date; write it as 2024-02-20, 2024-02 or 2024")
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(f"{value[:60]!r} is not a date: {error}") from error
    return "-".join(part for part in (year, month, day) if part)


def date_in_name(name: str) -> str | None:
    """The one date in a file's name (``2024-02-20_x.txt``, ``20240220.html``), or None: also if there are several."""
    found = set()
    for match in _IN_NAME.finditer(name):
        try:
            found.add(check_date("-".join(match.groups())))
        except ValueError:
            continue
    return found.pop() if len(found) == 1 else None
