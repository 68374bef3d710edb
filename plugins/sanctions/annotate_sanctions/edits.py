"""Whether one word may be another misspelt: a weighted distance between words, and what it may come to.

The distance is that of Damerau (a letter more, less or another, or two neighbours exchanged), with letters that are
easily taken for one another costing less (``data/confusions.tsv``). It may come to more in long words than in short
ones.
"""

from __future__ import annotations

from functools import cache, lru_cache

from annotate_sanctions import romanise
from annotate_sanctions.datafile import lines, table
from annotate_sanctions.scripts import latin_forms

_VOWELS = frozenset("aeiouy")
_BUDGETS = ((4, 0.0), (5, 0.8), (8, 1.0), (10, 1.6))  # letters below which a slip may cost so much
_LONG = 2.0  # that of longer words
_ENDING = 0.3  # less, where a Slavic ending takes up much of the word
_KEPT = 2  # last letters that an ending keeps where a letter before them is lost
_SURNAME = 8  # letters of a Slavic family name in which a consonant may be another


@cache
def _costs() -> dict[str, float]:
    found: dict[str, float] = {}
    for what, cost in table("confusions.tsv", 2):
        found[what] = found[what[::-1] if len(what) == 2 else what] = float(cost)
    return found


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(lines("family_endings.txt"), key=lambda ending: (-len(ending), ending)))


@lru_cache(maxsize=1 << 14)
def misspelt(one: str, other: str, *, personal: bool = True) -> float | None:
    """What it costs to make one word of the other, if one may be the other with a slip of the pen; else None.

    Not if the first letters or the numbers differ; in ``personal`` names neither if the endings do that tell men from
    women and one Slavic family name from another, nor if both are given names of their own («Maria», «Marina»).
    """
    pairs = zip(latin_forms(one), latin_forms(other), strict=False)
    found = [cost for pair in pairs if (cost := _slip(*map(_letters, pair), personal)) is not None]
    return min(found, default=None)


def _slip(one: str, other: str, personal: bool) -> float | None:
    if one == other:
        return 0.0
    size = max(len(one), len(other))
    budget = next((cost for below, cost in _BUDGETS if size < below), _LONG)
    if not budget or not one or not other or one.isdigit() or other.isdigit():
        return None
    if one[0] != other[0] and f"{one[0]}{other[0]}" not in _costs():
        return None
    if personal:
        if one.rstrip("ae") == other.rstrip("ae") or not _same_ending(one, other):
            return None
        first, second = romanise.given_name(one), romanise.given_name(other)
        if first and second and first != second:
            return None
        if _ending(one) and _ending(other):
            budget = budget - _ENDING if size >= _SURNAME else min(budget, _costs()["swap"])
    found = distance(one, other, budget)
    return found if found <= budget else None


def _same_ending(one: str, other: str) -> bool:
    """Whether two Slavic family names end alike; one whose ending is broken («Lukashnko») keeps its last letters."""
    first, second = _ending(one), _ending(other)
    return first == second or (not (first and second) and one[-_KEPT:] == other[-_KEPT:])


def _letters(word: str) -> str:
    """A word with the letters that its digits look like, unless it is a number."""
    return word if word.isalpha() or word.isdigit() else word.translate(_lookalikes())


@cache
def _lookalikes() -> dict[int, str]:
    found: dict[int, str] = {}
    for what, _ in table("confusions.tsv", 2):
        if len(what) == 2 and what[0].isdigit():
            found.setdefault(ord(what[0]), what[1])
    return found


def _ending(word: str) -> str:
    key = romanise.slavic_key(word)
    return next((ending for ending in _endings() if key.endswith(ending)), "")


def distance(one: str, other: str, limit: float) -> float:
    """The weighted distance of two words, or any value above ``limit`` as soon as it must be more."""
    costs = _costs()
    before: list[float] = []
    row = [0.0]
    for letter in other:
        row.append(row[-1] + (costs["extra"] if letter in _VOWELS else 1.0))
    for i, a in enumerate(one, 1):
        last = one[i - 2] if i > 1 else ""
        new = [row[0] + (costs["extra"] if a in _VOWELS else 1.0)]
        for j, b in enumerate(other, 1):
            prior = other[j - 2] if j > 1 else ""
            best = row[j - 1] + _another(a, b, costs)
            best = min(best, row[j] + _more(a, last, costs), new[j - 1] + _more(b, prior, costs))
            if i > 1 and j > 1 and a == prior and b == last and a != b:
                best = min(best, before[j - 2] + costs["swap"])
            new.append(best)
        if min(new) > limit:
            return min(new)
        before, row = row, new
    return row[-1]


def _another(a: str, b: str, costs: dict[str, float]) -> float:
    if a == b:
        return 0.0
    return costs.get(a + b, costs["vowel"] if a in _VOWELS and b in _VOWELS else 1.0)


def _more(letter: str, before: str, costs: dict[str, float]) -> float:
    if letter == before:
        return costs["double"]
    return costs["extra"] if letter in _VOWELS else 1.0
