"""Positions in text: lines and blocks, and code points <-> UTF-8 bytes <-> UTF-16 units."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

# One line with its own end and any blank lines after it. Possessive, hence linear.
_BLOCK = re.compile(r"[^\r\n]*+(?:(?:\r\n|[\r\n])(?:[^\S\r\n]*+(?:\r\n|[\r\n]))*+(?:[^\S\r\n]++\Z)?)?")


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
