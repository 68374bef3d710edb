"""Pairs of quotation marks, of every kind, nested, re-opened at paragraphs, or damaged.

Knows no language. A quotation ends at the end of its block unless the next block opens it again with the same mark;
what is lost or stray is mended within the block. Linear in the length of the text, for any text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotate.offsets import Block

_MARKS = re.compile('[«»‹›„“”‟‘‚’"＂]')
_FAMILY = {"«": "«", "»": "«", "‹": "‹", "›": "‹", "„": "“", "“": "“", "”": "“", "‟": "“", "‘": "‘", "‚": "‘", "’": "‘"}
_STRAIGHT = '"＂'
_SENTENCE_END = re.compile(r"[.!?…](?=\s|\Z)")
_OPENING_NEIGHBOURS = "([{'’-–—/:«“‘"
# One straight mark may stand for either curly one.
_COMPATIBLE = {"“": ("“", '"'), '"': ('"', "“"), "«": ("«",), "‹": ("‹",), "‘": ("‘",)}


@dataclass(frozen=True, slots=True)
class Pair:
    """``text[start:end]``, marks included. ``inner``: where its content starts and ends. ``depth``: how many pairs it
    is in. ``mended``: one of its marks is not there."""

    start: int
    end: int
    inner: tuple[int, int]
    depth: int = 0
    mended: bool = False


@dataclass(slots=True)
class _Open:
    family: str
    start: int
    after: int
    block: int
    inside: int = field(default=0)


def pair_marks(text: str, blocks: Sequence[Block]) -> list[Pair]:
    """The pairs of quotation marks of a text, in the order of their starts."""
    pairing = _Pairing(text)
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        pairing.block(block, following)
    return _with_depth(pairing.pairs)


class _Pairing:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pairs: list[Pair] = []
        self.stack: list[_Open] = []
        self.open: Counter[str] = Counter()
        self.floor = 0  # behind the last mark

    def block(self, block: Block, following: Block | None) -> None:
        """Pair the marks of one block; what stays open is carried on or mended."""
        marks = list(self.marks_of(block))
        if self.stack and marks:
            marks = marks[1:]  # the mark that opens again what the block before left open
        closers = Counter(family for _, family, opening in marks if opening is False)
        straight = Counter(family for _, family, opening in marks if opening is None)
        for at, family, opening in marks:
            if opening is None:
                straight[family] -= 1
                opening = self.straight_opens(at, straight[family] + closers["“"])
            if opening and family == "‘" and closers[family] <= self.open[family]:
                continue  # an apostrophe that leans the wrong way
            if opening:
                to_come = closers[family] + straight['"'] * (family == "“")
                if self.open[family] and family != '"' and to_come <= self.open[family]:
                    self.mend_open(family, at)
                self.stack.append(_Open(family, at, at + 1, block.start))
                self.open[family] += 1
            else:
                closers[family] -= 1
                self.close(family, at, block)
            self.floor = at + 1
        self.end(block, following)

    def straight_opens(self, at: int, to_come: int) -> bool:
        """True if a straight mark opens: nothing is open that it could close, and something will close it or it leans
        so."""
        return not any(self.open[f] for f in _COMPATIBLE['"']) and (to_come > 0 or self.leans_right(at))

    def marks_of(self, block: Block) -> Iterator[tuple[int, str, bool | None]]:
        """Offset, family, and whether it opens (None: either) of each mark that is one."""
        text = self.text
        single = 0
        for match in _MARKS.finditer(text, block.start, block.end):
            at, mark = match.start(), match[0]
            before = text[at - 1] if at > block.start else " "
            after = text[at + 1] if at + 1 < block.end else " "
            if mark in _STRAIGHT:
                if not self.is_inch(block, at, before):
                    yield at, '"', None
            elif mark in "‘‚":
                if not after.isspace():
                    single += 1
                    yield at, "‘", True
            elif mark == "’":
                if single and not after.isalnum() and not before.isspace():
                    single -= 1
                    yield at, "‘", False
            else:
                yield at, _FAMILY[mark], _opens(mark, before, after)

    def is_inch(self, block: Block, at: int, before: str) -> bool:
        """True for 5": a figure before a straight mark, and nothing that it could close."""
        return before.isdigit() and not any(self.open.values()) and self.text.find('"', block.start, at) < 0

    def close(self, family: str, at: int, block: Block) -> None:
        """A closing mark: end the innermost open pair of its family; what was open inside that is mended."""
        fitting = _COMPATIBLE[family]
        if not any(self.open[f] for f in fitting):
            self.lost_opening(at, block)
            return
        while self.stack:
            top = self.pop()
            if top.family in fitting:
                self.add(top.start, at + 1, (top.after, at))
                return

    def mend_open(self, family: str, at: int) -> None:
        """A new mark opens where the closing one of the pair before is lost: end that pair with its first sentence."""
        while self.stack:
            top = self.pop()
            if top.family == family:
                self.add_mended(top, at)
                return

    def add_mended(self, top: _Open, limit: int) -> None:
        first = _SENTENCE_END.search(self.text, top.after, limit)
        end = first.end() if first else limit
        while end > top.after and self.text[end - 1].isspace():
            end -= 1
        if self.text[top.after : end].strip():
            self.add(top.start, end, (top.after, end), mended=True)

    def lost_opening(self, at: int, block: Block) -> None:
        """A closing mark with nothing open: the pair starts with its sentence, if a sentence stands there."""
        start = max(block.start, self.floor)
        if self.stack or (at > start and self.text[at - 1].isspace() and self.text[at] in _STRAIGHT):
            return
        ends = list(_SENTENCE_END.finditer(self.text, start, max(start, at - 1)))
        if ends:
            start = ends[-1].end()
        while start < at and (self.text[start].isspace() or self.text[start] in ",;:–—-"):
            start += 1
        if any(c.isalnum() for c in self.text[start:at]):
            self.add(start, at + 1, (start, at), mended=True)

    def leans_right(self, at: int) -> bool:
        """True if a straight mark can only open: space before it, none behind it."""
        before, after = self.text[at - 1 : at], self.text[at + 1 : at + 2]
        return (not before or before.isspace() or before in _OPENING_NEIGHBOURS) and bool(after) and after.isalnum()

    def end(self, block: Block, following: Block | None) -> None:
        """At the end of a block: carry the outermost open pair on if the next block opens it again, mend the rest."""
        while len(self.stack) > 1:
            self.pop()
        if not self.stack:
            return
        top = self.stack[0]
        if following is not None and top.family != '"' and self.opens_again(following, top.family):
            return
        self.pop()
        self.add_mended(top, block.end)

    def opens_again(self, block: Block, family: str) -> bool:
        at = block.start
        while at < block.end and self.text[at].isspace():
            at += 1
        return at < block.end and _FAMILY.get(self.text[at]) == family

    def pop(self) -> _Open:
        top = self.stack.pop()
        self.open[top.family] -= 1
        return top

    def add(self, start: int, end: int, inner: tuple[int, int], *, mended: bool = False) -> None:
        self.pairs.append(Pair(start, end, inner, 0, mended))


def _opens(mark: str, before: str, after: str) -> bool:
    """Whether a curly or angular mark opens; “ and ” may do either."""
    leading = before.isspace() or before in _OPENING_NEIGHBOURS
    if mark == "“":
        return leading or after.isalnum()
    if mark == "”":
        return leading and after.isalnum()
    return mark in "«‹„‟"


def _with_depth(pairs: list[Pair]) -> list[Pair]:
    """In the order of their starts, each with its depth; of pairs that would cross, the later is left out."""
    kept: list[Pair] = []
    ends: list[int] = []
    for pair in sorted(pairs, key=lambda p: (p.start, -p.end)):
        while ends and ends[-1] <= pair.start:
            ends.pop()
        if ends and pair.end > ends[-1]:
            continue
        kept.append(Pair(pair.start, pair.end, pair.inner, len(ends), pair.mended))
        ends.append(pair.end)
    return kept
