"""Publication dates as inputs state them."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:?\d{2}.*)?)?)?", re.ASCII)


def iso_date(stated: str) -> str:
    """The ISO date in a stated date or date-time, as precise as stated: ``2024``, ``2024-02``, ``2024-02-20``.

    Of a date-time, the day is kept as written, in the publication's own offset: «hier» in a text
    published on the 20th at 00:30+01:00 is the 19th, whatever day it was in UTC. Raises ValueError
    with a sentence.
    """
    match = _DATE.fullmatch(stated.strip())
    if match is None:
        raise ValueError(f"date {stated[:60]!r} is not an ISO 8601 date such as 2024-02-20")
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(f"date {stated[:60]!r} does not exist") from None
    return "-".join(part for part in (year, month, day) if part)
