"""Which stretches of one text stand in another, in the same order.

Common lines first, then common words between them. Tokens that occur once in both texts are anchors, as in Bram
Cohen's patience diff, and the longest ascending row of anchors counts. Where no token is unique, ``difflib`` compares
short pieces, one after the other: so the work grows as n log n, in a text of one line too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from annotate.annotation import Span

_ROUNDS = 8  # how often anchors are looked for again between anchors
_SHORT = 100  # tokens that are compared each with each
_CHUNK = 4096


class Common(NamedTuple):
    """A stretch of ``length`` code points that stands at ``old`` in the one text and at ``new`` in the other."""

    old: int
    new: int
    length: int


class Alignment:
    """What two texts have in common, in order."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self.common = tuple(_joined(_aligned(old, new)))
        self._starts = [stretch.old for stretch in self.common]

    def around(self, start: int, end: int) -> Common | None:
        """The common stretch that holds a span of the old text whole."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or end > self.common[at].old + self.common[at].length:
            return None
        return self.common[at]

    def moved(self, spans: Sequence[Span]) -> tuple[Span, ...] | None:
        """Spans of the old text in the new one; None if any of the text in them has changed."""
        found = []
        for start, end in spans:
            stretch = self.around(start, end)
            if stretch is None:
                return None
            by = stretch.new - stretch.old
            found.append(Span(start + by, end + by))
        return tuple(found)

    def changes(self) -> Iterator[tuple[Span, Span]]:
        """Where the texts differ: a span of the old text and one of the new; either may be empty."""
        old = new = 0
        for stretch in (*self.common, Common(len(self.old), len(self.new), 0)):
            if stretch.old > old or stretch.new > new:
                yield Span(old, stretch.old), Span(new, stretch.new)
            old, new = stretch.old + stretch.length, stretch.new + stretch.length


def _aligned(old: str, new: str) -> Iterator[Common]:
    lines = _matched(_LINES, old, Span(0, len(old)), new, Span(0, len(new)))
    old_at = new_at = 0
    for stretch in (*_joined(lines), Common(len(old), len(new), 0)):
        yield from _matched(_WORDS, old, Span(old_at, stretch.old), new, Span(new_at, stretch.new))
        yield stretch
        old_at, new_at = stretch.old + stretch.length, stretch.new + stretch.length


class _Tokens(NamedTuple):
    """What to cut texts into. After ``border`` a token ends."""

    token: re.Pattern[str]
    border: re.Pattern[str]


_LINES = _Tokens(re.compile(r"[^\n]*\n|[^\n]+"), re.compile(r"\n"))
_WORDS = _Tokens(re.compile(r"\w+|\s+|[^\w\s]"), re.compile(r"\s(?=\S)"))


def _matched(cut: _Tokens, old: str, old_span: Span, new: str, new_span: Span) -> Iterator[Common]:
    """Common stretches of a span of each text, in whole tokens: the edges, which cost least, then what is between."""
    (start, end), (new_start, new_end) = old_span, new_span
    first, last = _edges(old[start:end], new[new_start:new_end], cut.border)
    yield Common(start, new_start, first)
    yield Common(end - last, new_end - last, last)
    a = cut.token.findall(old, start + first, end - last)
    b = cut.token.findall(new, new_start + first, new_end - last)
    a_offsets = list(accumulate(map(len, a), initial=start + first))
    b_offsets = list(accumulate(map(len, b), initial=new_start + first))
    for i, j, count in _matching(a, b):
        yield Common(a_offsets[i], b_offsets[j], a_offsets[i + count] - a_offsets[i])


def _edges(old: str, new: str, border: re.Pattern[str]) -> tuple[int, int]:
    """How many code points the texts begin and end with in common, up to the last border and from the first one."""
    limit = min(len(old), len(new))
    first = 0
    while first < limit and old[first : first + _CHUNK] == new[first : first + _CHUNK]:
        first = min(limit, first + _CHUNK)
    while first < limit and old[first] == new[first]:
        first += 1
    if first == len(old) == len(new):
        return first, 0
    first = max((found.end() for found in border.finditer(old, 0, first)), default=0)
    limit -= first
    last = 0
    while last < limit and old[-last - _CHUNK : len(old) - last] == new[-last - _CHUNK : len(new) - last]:
        last = min(limit, last + _CHUNK)
    while last < limit and old[-last - 1] == new[-last - 1]:
        last += 1
    found = border.search(old, len(old) - last)
    return first, len(old) - found.end() if found else 0


def _matching(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Common runs of tokens: where in ``a``, where in ``b``, how many."""
    gaps = [(0, len(a), 0, len(b), 0)]
    while gaps:
        i, a_end, j, b_end, rounds = gaps.pop()
        count = 0
        while i + count < a_end and j + count < b_end and a[i + count] == b[j + count]:
            count += 1
        yield i, j, count
        i, j = i + count, j + count
        count = 0
        while a_end - count > i and b_end - count > j and a[a_end - count - 1] == b[b_end - count - 1]:
            count += 1
        a_end, b_end = a_end - count, b_end - count
        yield a_end, b_end, count
        if i == a_end or j == b_end:
            continue
        anchors = _anchors(a[i:a_end], b[j:b_end]) if rounds < _ROUNDS else []
        if anchors:
            before = (i, j)
            for x, y in anchors:
                gaps.append((before[0], i + x, before[1], j + y, rounds + 1))
                before = (i + x, j + y)
            gaps.append((before[0], a_end, before[1], b_end, rounds + 1))
        else:
            a_short, b_short = a[i : min(i + _SHORT, a_end)], b[j : min(j + _SHORT, b_end)]
            ends = len(a_short), len(b_short)
            for x, y, count in SequenceMatcher(None, a_short, b_short, autojunk=False).get_matching_blocks()[:-1]:
                yield i + x, j + y, count
                ends = x + count, y + count
            gaps.append((i + ends[0], a_end, j + ends[1], b_end, _ROUNDS))


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Where tokens stand that occur once in each: the longest row that ascends in both."""
    in_a, in_b = Counter(a), Counter(b)
    where = {token: at for at, token in enumerate(b) if in_b[token] == 1}
    pairs = [(at, where[token]) for at, token in enumerate(a) if in_a[token] == 1 and token in where]
    ends: list[int] = []  # the least last place in b of an ascending row, by its length
    last: list[int] = []  # the pair that it ends with
    before: list[int] = []  # by pair, the one before it in its row
    for at, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [at]
    row = []
    at = last[-1] if last else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _joined(stretches: Iterable[Common]) -> Iterator[Common]:
    """In order, without empty ones, those that touch in both texts as one."""
    held = Common(0, 0, 0)
    for stretch in sorted(s for s in stretches if s.length):
        if (held.old + held.length, held.new + held.length) == (stretch.old, stretch.new):
            held = Common(held.old, held.new, held.length + stretch.length)
        else:
            if held.length:
                yield held
            held = stretch
    if held.length:
        yield held
