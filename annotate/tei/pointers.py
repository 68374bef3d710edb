"""``string-range`` pointers: spans of a document <-> offset and length within its blocks.

A span within a block is ``#string-range(pN,OFFSET,LENGTH)`` in code points from 0; more pairs are
further parts within the block; a further block takes a pointer of its own, separated by a blank. The id
is a bare one: no XPath. (TEI P5, chapter on linking: the
``string-range()`` pointer scheme.)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from annotate.annotation import Span
from annotate.offsets import Block

# 15 digits are more than any text has, and spare us integers of a million digits
_POINTER = re.compile(r"#string-range\(([^\W\d][\w.-]*),([0-9]{1,15}),([0-9]{1,15})((?:,[0-9]{1,15},[0-9]{1,15})*)\)")
_FAR = re.compile(r"#string-range\([^\W\d][\w.-]*(?:,[0-9]+,[0-9]+)+\)")  # the same, with as many digits as there are
_BLOCK_ID = re.compile(r"p([1-9][0-9]{0,14})")
MARK = "#string-range("


class PointerError(ValueError):
    """Raised when a pointer leads nowhere. ``code``: ``syntax``, ``block``, ``bounds``, ``empty`` or ``order``."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class Pointers:
    """The pointers into the blocks of one text."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._starts = [block.start for block in blocks]

    def format(self, spans: Iterable[Span]) -> str:
        """Spans of the whole text, in order and without overlap, as the value of ``@target``.

        Raises ValueError for a span that leads beyond the text.
        """
        pointers: list[str] = []
        inside = -1  # the block of the pointer that is still open
        for start, end in spans:
            if end > self._blocks[-1].end:
                raise ValueError(f"span ({start}, {end}) leads beyond the text of {self._blocks[-1].end} code points")
            while start < end:
                block = bisect_right(self._starts, start) - 1
                offset, border = self._starts[block], min(end, self._blocks[block].end)
                pair = f"{start - offset},{border - start}"
                if block == inside:
                    pointers[-1] += f",{pair}"
                else:
                    pointers.append(f"{MARK}p{block + 1},{pair}")
                    inside = block
                start = border
        return ") ".join(pointers) + ")"

    def parse(self, target: str) -> tuple[Span, ...]:
        """The spans of the whole text that a value of ``@target`` points at; parts that touch are one span.

        Raises PointerError.
        """
        spans: list[Span] = []
        for pointer in target.split():
            match = _POINTER.fullmatch(pointer)
            if match is None and _FAR.fullmatch(pointer):
                raise PointerError("bounds", f"{pointer[:100]} leads beyond any text")
            if match is None:
                raise PointerError("syntax", f"{pointer} is not #string-range(ID,OFFSET,LENGTH) with a bare id")
            block = self._block(match[1], pointer)
            for offset, length in _pairs(match):
                start = block.start + offset
                if length == 0:
                    raise PointerError("empty", f"{pointer} points at nothing: its length is 0")
                if start + length > block.end:
                    raise PointerError(
                        "bounds", f"{pointer} leads beyond the {block.end - block.start} code points of {match[1]}"
                    )
                if spans and start < spans[-1].end:
                    raise PointerError("order", f"{pointer} goes back or overlaps what the target has named before")
                if spans and start == spans[-1].end:
                    spans[-1] = Span(spans[-1].start, start + length)
                else:
                    spans.append(Span(start, start + length))
        if not spans:
            raise PointerError("syntax", "the target is empty")
        return tuple(spans)

    def _block(self, id: str, pointer: str) -> Block:
        match = _BLOCK_ID.fullmatch(id)
        if match is None or int(match[1]) > len(self._blocks):
            raise PointerError("block", f"{pointer} names {id}, which is not a block of the text")
        return self._blocks[int(match[1]) - 1]


def _pairs(match: re.Match[str]) -> list[tuple[int, int]]:
    """The offsets and lengths of a pointer."""
    pairs = [(int(match[2]), int(match[3]))]
    if match[4]:
        more = [int(number) for number in match[4].split(",")[1:]]
        pairs += zip(more[::2], more[1::2], strict=True)
    return pairs
