"""Names of ships: the press puts a type before them («le pétrolier Evita»), the lists put prefixes («M/V»)."""

from __future__ import annotations

from functools import cache

from annotate_sanctions.datafile import lines
from annotate_sanctions.words import words


@cache
def _types() -> frozenset[str]:
    return frozenset(lines("vessel_types.txt"))


def agreement(press: str, listed: str) -> str | None:
    """``exact`` or ``joined`` if two ships' names agree without their types, else None. Numbers must agree."""
    one, other = (
        tuple(word for word in words(name) if word not in _types()) or words(name) for name in (press, listed)
    )
    if one == other:
        return "exact"
    return "joined" if "".join(one) == "".join(other) else None
