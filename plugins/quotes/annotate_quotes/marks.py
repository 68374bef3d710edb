"""Pairs of quotation marks, of every kind, nested, re-opened at paragraphs, or damaged.

Knows no language. A quotation ends at the end of its block unless the next block opens it again with the same mark;
what is lost or stray is mended within the block. Linear in the length of the text, for any text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from annotate.offsets import Block
from annotate_quotes.mark_signs import FAMILY, STRAIGHT, leaning, marks_of, straight_roles, turned_inwards

_AHEAD = 6  # marks behind an opening one that are looked at
_INCISE = 1500  # code points that are searched for the end of a quotation
_SENTENCE_END = re.compile(r"[.!?…](?=\s|\Z)")
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


class Hints(Protocol):
    """What a language knows about where a quotation ends or starts whose mark is lost."""

    def end(self, start: int, limit: int) -> int | None:
        """Where the words from ``start`` on end because the writer speaks again: «, a-t-il dit»; ``text[start - 1]`` is
        the mark that opens them."""

    def beginning(self, start: int, limit: int, sentence: int) -> int | None:
        """Where, between two offsets, quoted words may begin: behind a gap, or, in the last sentence, which starts at
        ``sentence``, behind a colon, a «que», a reporting verb."""


def pair_marks(text: str, blocks: Sequence[Block], hints: Hints | None = None) -> list[Pair]:
    """The pairs of quotation marks of a text, in the order of their starts."""
    pairing = _Pairing(text, hints)
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        pairing.block(block, following)
    pairs = _with_depth(pairing.pairs)
    inside = list(plus_pairs(text, [pair for pair in pairs if pair.depth == 0]))
    return _with_depth([*pairs, *inside]) if inside else pairs


class _Pairing:
    def __init__(self, text: str, hints: Hints | None) -> None:
        self.text, self.hints = text, hints
        self.inverted = turned_inwards(text)
        self.pairs: list[Pair] = []
        self.stack: list[_Open] = []
        self.open: Counter[str] = Counter()
        self.floor = 0  # behind the last mark

    def block(self, block: Block, following: Block | None) -> None:
        """Pair the marks of one block; what stays open is carried on or mended."""
        marks = list(marks_of(self.text, block, inverted=self.inverted))
        if self.stack and marks:
            marks = marks[1:]  # the mark that opens again what the block before left open
        openers = Counter(family for _, family, opening in marks if opening is True)
        closers = Counter(family for _, family, opening in marks if opening is False)
        straight = Counter(family for _, family, opening in marks if opening is None)
        curly = any(family == "“" for _, family, _ in marks)
        roles = {} if curly else straight_roles(self.text, [at for at, _, opening in marks if opening is None])
        for n, (at, family, opening) in enumerate(marks):
            if opening is None:
                straight[family] -= 1
                opening = roles.get(at)
                if opening is None:
                    opening = self.straight_opens(at, straight[family] + closers["“"])
            if opening and family == "‘" and closers[family] <= self.open[family]:
                continue  # an apostrophe that leans the wrong way
            if opening:
                to_come = closers[family] + straight['"'] * (family == "“")
                lacking = self.open[family] and family != '"' and to_come < openers[family] + self.open[family]
                if lacking and not _nests(marks, n):
                    self.mend_open(family, at)
                openers[family] -= 1
                self.stack.append(_Open(family, at, at + 1, block.start))
                self.open[family] += 1
            else:
                closers[family] -= 1
                self.close(family, at, block)
            self.floor = at + 1
        self.end(block, following)

    def straight_opens(self, at: int, to_come: int) -> bool:
        """True if a straight mark among curly ones opens: nothing is open that it could close, and something will close
        it or it leans so."""
        leans = leaning(self.text, at) is True
        return not any(self.open[f] for f in _COMPATIBLE['"']) and (to_come > 0 or leans)

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
        incise = self.hints.end(top.after, min(limit, top.after + _INCISE)) if self.hints else None
        end = incise if incise is not None else first.end() if first else limit
        while end > top.after and self.text[end - 1].isspace():
            end -= 1
        if self.text[top.after : end].lstrip()[:1].islower() and self.text[end - 1] == ".":
            end = top.after + len(self.text[top.after : end - 1].rstrip())  # of the writer's sentence
        if self.text[top.after : end].strip():
            self.add(top.start, end, (top.after, end), mended=True)

    def lost_opening(self, at: int, block: Block) -> None:
        """A closing mark with nothing open: the pair starts with its sentence, if a sentence stands there."""
        start = max(block.start, self.floor)
        if self.stack or (at > start and self.text[at - 1].isspace() and self.text[at] in STRAIGHT):
            return
        ends = list(_SENTENCE_END.finditer(self.text, start, max(start, at - 1)))
        sentence = ends[-1].end() if ends else start
        said = self.hints.beginning(start, at, sentence) if self.hints else None
        start = sentence if said is None else said
        while start < at and (self.text[start].isspace() or self.text[start] in ",;:–—-"):
            start += 1
        if any(c.isalnum() for c in self.text[start:at]):
            self.add(start, at + 1, (start, at), mended=True)

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
        return at < block.end and FAMILY.get(self.text[at]) == family

    def pop(self) -> _Open:
        top = self.stack.pop()
        self.open[top.family] -= 1
        return top

    def add(self, start: int, end: int, inner: tuple[int, int], *, mended: bool = False) -> None:
        self.pairs.append(Pair(start, end, inner, 0, mended))


def _nests(marks: Sequence[tuple[int, str, bool | None]], n: int) -> bool:
    """True if the next two marks of a family behind the opening mark ``n`` close: it is in a pair that is whole."""
    family = marks[n][1]
    behind = [opening for _, other, opening in marks[n + 1 : n + 1 + _AHEAD] if other == family]
    return behind[:2] == [False, False]


_PLUS = re.compile(r"(?<![\w+])\+(?=\w)[^+\r\n]{0,200}[\w.!?…]\+(?![\w+])")


def plus_pairs(text: str, outer: Sequence[Pair]) -> Iterator[Pair]:
    """+Words+ between plus signs, as agencies write a quotation in one of the ``outer`` quotations."""
    for pair in outer:
        for match in _PLUS.finditer(text, *pair.inner):
            yield Pair(match.start(), match.end(), (match.start() + 1, match.end() - 1))


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
