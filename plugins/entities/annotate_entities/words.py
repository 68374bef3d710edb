"""The words of a text as the network takes them, with a memory of the words seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate_entities.features import ROWS, USES, hashed, key, spellings

REMEMBERED = 50_000  # words


class Words(NamedTuple):
    """``rows``: feature rows of each distinct word; ``types``: each token's word; ``same``: its word without case."""

    rows: NDArray[np.int32]
    types: NDArray[np.intp]
    same: NDArray[np.intp]


class Vocabulary:
    """Feature rows of words. What is remembered are whole numbers, so memory never changes a result."""

    def __init__(self, table: Mapping[str, NDArray[Any]]) -> None:
        """``table``: keys, sorted, and for each the row of its vector and its degree of frequency."""
        self._keys = table["keys"]
        self._rows = table["rows"].astype(np.int32)
        self._uses = table["uses"].astype(np.int32)
        self._known: dict[str, NDArray[np.int32]] = {}

    def words(self, forms: list[str]) -> Words:
        """Look up the tokens of a text."""
        numbers: dict[str, int] = {}
        types = [numbers.setdefault(form, len(numbers)) for form in forms]
        lowered: dict[str, int] = {}
        folded = [lowered.setdefault(form.lower(), len(lowered)) for form in numbers]
        if len(self._known) > REMEMBERED:
            self._known.clear()
        new = [form for form in numbers if form not in self._known]
        if new:
            self._known.update(zip(new, self._look_up(new), strict=True))
        rows = np.array([self._known[form] for form in numbers])
        at = np.array(types)
        return Words(rows, at, np.array(folded)[at])

    def _look_up(self, forms: list[str]) -> NDArray[np.int32]:
        wanted = np.array([[key(s) for s in spellings(form)] for form in forms], dtype=np.uint32)
        at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        known = self._keys[at] == wanted
        vectors, uses = np.where(known, self._rows[at], 0), np.where(known, self._uses[at], 0)
        as_is, capitalised, lower, last, last_lower = vectors.T
        capitals = np.array([form.isupper() for form in forms])
        cased = _first(as_is, np.where(capitals, capitalised, 0), lower, last)
        use = ROWS - USES**3 + (uses[:, 0] * USES + uses[:, 1]) * USES + uses[:, 2]
        letters = [hashed(form) for form in forms]
        return np.column_stack([cased, _first(lower, last_lower), letters, use]).astype(np.int32)


def _first(*choices: NDArray[np.int32]) -> NDArray[np.int32]:
    """The first of the choices that is not 0, else 0."""
    found = choices[0]
    for choice in choices[1:]:
        found = np.where(found, found, choice)
    return found
