"""Where sentences end, roughly: enough to tell whether two expressions stand in the same one."""

from __future__ import annotations

import re
from bisect import bisect_right

_END = re.compile(r"[.!?…](?=[\s»\"”)]|\Z)|[\n\r]")


class Sentences:
    """The sentences of a text, by number."""

    def __init__(self, text: str) -> None:
        self._ends = [match.end() for match in _END.finditer(text)]

    def number(self, offset: int) -> int:
        """The number of the sentence in which an offset lies."""
        return bisect_right(self._ends, offset)

    def bounds(self, offset: int, length: int) -> tuple[int, int]:
        """Start and end of the sentence in which an offset lies, in a text of this length."""
        number = self.number(offset)
        return (self._ends[number - 1] if number else 0, self._ends[number] if number < len(self._ends) else length)
