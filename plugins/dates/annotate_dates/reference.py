"""The publication date, as precise as it is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from annotate_dates.value import day_in, days_of

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d).*)?)?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reference:
    """The first and the last day that the publication date may be; equal where it is known to the day."""

    first: date
    last: date

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
