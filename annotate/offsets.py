"""Positions in text: lines and blocks, and code points <-> UTF-8 bytes <-> UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from typing import NamedTuple

# One line with its own end and any blank lines after it. Possessive, hence linear.
_BLOCK = re.compile(r"[^\r\n]*+(?:(?:\r\n|[\r\n])(?:[^\S\r\n]*+(?:\r\n|[\r\n]))*+(?:[^\S\r\n]++\Z)?)?")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")  # two units of UTF-16 each


class Block(NamedTuple):
    """A paragraph or a heading: ``text[start:end]``."""

    start: int
    end: int
    heading: bool = False


def split_blocks(text: str, headings: Collection[int] = ()) -> tuple[Block, ...]:
    """Cut a text into blocks: each one line, its line end, and the blank lines after it.

    Lines end in LF, CR LF or CR; a line of white space alone is blank. ``headings`` holds the offsets at which
    a heading's block starts. The blocks cover the text without gap; an empty text is one empty block.
    """
    blocks: list[Block] = []
    at = 0
    while at < len(text):
        match = _BLOCK.match(text, at)
        assert match is not None and match.end() > at
        blocks.append(Block(at, match.end(), at in headings))
        at = match.end()
    return tuple(blocks) or (Block(0, 0),)


class Utf16:
    """Offsets of one text in code points and in code units of UTF-16, as Java and JavaScript count."""

    def __init__(self, text: str) -> None:
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [at + before for before, at in enumerate(self._astral)]
        self.length = len(text) + len(self._astral)

    def units(self, codepoint: int) -> int:
        """The offset in code units of an offset in code points."""
        return codepoint + bisect_left(self._astral, codepoint)

    def codepoint(self, unit: int) -> int:
        """The offset in code points of one in code units. Raises ValueError if it is outside the text or within
        a character.
        """
        if not 0 <= unit <= self.length:
            raise ValueError(f"offset {unit} is outside the text of {self.length} units of UTF-16")
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] + 1 == unit:
            raise ValueError(f"offset {unit} is within a character: are these code points in place of UTF-16?")
        return unit - before
