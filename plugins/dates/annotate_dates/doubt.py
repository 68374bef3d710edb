"""What a doubt about a date is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the text, or the publication date, that speaks against a date.

    ``code``: one of the words in the README's table. ``sentence`` says why, for readers. ``rival``: the day that may be
    meant, ISO 8601, or None; ``certainty`` that it is: ``high``, ``medium`` or ``low``, as measured on planted errors
    (above four in five, above one in two, below).
    """

    code: str
    sentence: str
    rival: str | None = None
    certainty: str = "low"
