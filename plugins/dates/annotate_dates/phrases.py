"""Finds many fixed phrases in a text at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Generic, TypeVar

from annotate_dates.fold import fold

_WORD = re.compile(r"[^\W_]+")

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases, each with what it stands for. Capitals, apostrophes and kinds of blanks make no difference."""

    def __init__(self) -> None:
        self._by_first_word: dict[str, dict[str, list[T]]] = {}

    def add(self, written: str, meaning: T) -> None:
        """Add one phrase; it may be added more than once, with several meanings."""
        phrase = fold(written)
        first = _WORD.search(phrase)
        if first:
            self._by_first_word.setdefault(first[0], {}).setdefault(phrase, []).append(meaning)

    def find(self, folded: str) -> Iterator[tuple[int, int, list[T]]]:
        """``(start, end, meanings)`` of each phrase in a folded text, the longest at each word. At each word only the
        phrases that begin with it are compared."""
        for word in _WORD.finditer(folded):
            phrases = self._by_first_word.get(word[0])
            if phrases:
                at = word.start()
                found = [p for p in phrases if folded.startswith(p, at) and _is_whole(folded, at, at + len(p))]
                if found:
                    longest = max(found, key=len)
                    yield at, at + len(longest), phrases[longest]


def _is_whole(folded: str, start: int, end: int) -> bool:
    around = folded[max(0, start - 1) : start] + folded[end : end + 1]
    return "-" not in around and not folded[end : end + 1].isalnum()
