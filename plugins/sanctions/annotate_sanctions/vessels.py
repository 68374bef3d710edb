"""Names of ships: the press puts a type before them («le pétrolier Evita»), the lists put prefixes («M/V»)."""

from __future__ import annotations

import re
from functools import cache

from annotate_sanctions.datafile import lines
from annotate_sanctions.edits import misspelt
from annotate_sanctions.words import french_words, words

_IMO = re.compile(r"\b(?:IMO|OMI)\W{0,3}(?:n[o°]\W?)?(\d{7})\b", re.I)
_PARENTHESIS = re.compile(r"\([^()]*\)")


@cache
def _types() -> frozenset[str]:
    return frozenset(lines("vessel_types.txt"))


def imo(written: str) -> str | None:
    """The IMO number that a name or a text gives, seven digits, or None."""
    match = _IMO.search(written)
    return match[1] if match else None


def name_words(written: str) -> tuple[str, ...]:
    """The words of a ship's name without type, prefix, parentheses and number; all, if there are no others."""
    found = french_words(_PARENTHESIS.sub(" ", _IMO.sub(" ", written))) or words(written)
    start = 0
    while start < len(found) - 1 and found[start] in _types():
        start += 1
    return found[start:]


def agreement(press: str, listed: str, *, lenient: bool = False) -> str | None:
    """``exact`` or ``joined`` if two ships' names agree without their types, ``imo`` if their IMO numbers do; with
    ``lenient``, ``spelling`` for a slip of the pen. Otherwise None: numbers in names and IMO numbers must agree.
    """
    numbers = imo(press), imo(listed)
    if all(numbers):
        return "imo" if numbers[0] == numbers[1] else None
    one, other = name_words(press), name_words(listed)
    if one == other:
        return "exact"
    if "".join(one) == "".join(other):
        return "joined"
    unlike = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if lenient and len(one) == len(other) > 1 and len(unlike) == 1:
        (pair,) = unlike
        return "spelling" if not any(word.isdigit() for word in pair) and misspelt(*pair) else None
    return None
