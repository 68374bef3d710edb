"""The day that a text is reckoned from, as precise as it is known, and who says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from annotate_dates.value import day_in, days_of

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d).*)?)?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reference:
    """The first and the last day that the publication date may be; equal where it is known to the day.

    ``certainty`` is None where it was stated, else ``high`` (a dateline), ``medium`` or ``low`` (inferred), and
    ``reason`` then says from what. ``roughly``: only the year is known; ``first`` is a day of that year that the text
    speaks of, good enough to tell which year a month belongs to and for nothing else.
    """

    first: date
    last: date
    certainty: str | None = None
    reason: str = ""
    roughly: bool = False

    @classmethod
    def parse(cls, iso: str | None) -> Reference | None:
        """From ``2024``, ``2024-02`` or ``2024-02-20``; None for anything else."""
        match = _ISO.fullmatch(iso or "")
        if not match:
            return None
        year, month, day = (int(n) if n else None for n in match.groups())
        if not year or (month and not 1 <= month <= 12):
            return None
        first = day_in(year, month or 1, day or 1)
        last = day_in(year, month or 12, day or days_of(year, month or 12))
        return cls(first, last) if first and last else None

    @property
    def ends(self) -> tuple[date, ...]:
        """The days whose readings must agree."""
        return (self.first,) if self.first == self.last else (self.first, self.last)

    @property
    def day(self) -> date | None:
        """The day itself, where it is known."""
        return self.first if self.first == self.last and not self.roughly else None

    def __str__(self) -> str:
        if self.roughly:
            return f"{self.first.year:04}"
        return f"{self.first}" if self.first == self.last else f"{self.first}/{self.last}"
