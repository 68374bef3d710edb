"""Overlapping spans as elements that nest: whatever crosses another is cut into fragments."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotate.annotation import Span
from annotate.offsets import Block

DEEPEST = 32  # elements open at once; fragments are as many at the most, for each end of a span


class Piece(NamedTuple):
    """A stretch of one block that an item covers. ``item``: a number, the outer one's first where two coincide."""

    item: int
    start: int
    end: int


@dataclass(slots=True)
class Fragment:
    """An element around ``text[start:end]`` that stands for an item, or for a part of it."""

    item: int
    start: int
    end: int


def shallow(hulls: Sequence[Span]) -> list[bool]:
    """For spans in text order, whether each may stand where at most `DEEPEST` are open at once."""
    open_ends: list[int] = []
    kept = []
    for start, end in hulls:
        while open_ends and open_ends[0] <= start:
            heapq.heappop(open_ends)
        kept.append(len(open_ends) < DEEPEST)
        if kept[-1]:
            heapq.heappush(open_ends, end)
    return kept


def pieces(spans: Iterable[tuple[int, Span]], blocks: Sequence[Block]) -> Iterator[list[Piece]]:
    """For each block the pieces in it, in any order. ``spans``: with their items, in text order."""
    waiting: list[tuple[int, Span]] = []
    rest = iter(spans)
    coming = next(rest, None)
    for block in blocks:
        while coming is not None and coming[1].start < block.end:
            waiting.append(coming)
            coming = next(rest, None)
        yield [Piece(item, max(start, block.start), min(end, block.end)) for item, (start, end) in waiting]
        waiting = [(item, span) for item, span in waiting if span.end > block.end]


def nested(of_block: Iterable[Piece], cannot_hold: Callable[[int, int], bool]) -> list[Fragment]:
    """Fragments in the order in which their elements begin: each ends before or where the one that it stands in ends.

    ``cannot_hold(outer, inner)``: whether the element of one item must not stand in that of another. An item that
    is cut goes on in a further fragment, where the one before ends.
    """
    starting: defaultdict[int, list[Piece]] = defaultdict(list)
    places: set[int] = set()
    for piece in of_block:
        starting[piece.start].append(piece)
        places.update(piece[1:])
    found: list[Fragment] = []
    stack: list[tuple[Piece, Fragment]] = []
    for at in sorted(places):
        begun = starting.get(at, [])
        keep = next((n for n, (piece, _) in enumerate(stack) if _must_end(piece, at, begun, cannot_hold)), len(stack))
        for piece, fragment in stack[keep:]:
            fragment.end = at
            if piece.end > at:
                begun.append(piece)
        del stack[keep:]
        for piece in _ordered(begun, cannot_hold):
            fragment = Fragment(piece.item, at, piece.end)
            found.append(fragment)
            stack.append((piece, fragment))
    return found


def _must_end(piece: Piece, at: int, begun: list[Piece], cannot_hold: Callable[[int, int], bool]) -> bool:
    return piece.end == at or any(cannot_hold(piece.item, other.item) for other in begun)


def _ordered(begun: list[Piece], cannot_hold: Callable[[int, int], bool]) -> list[Piece]:
    """The longest first, save that what cannot hold another comes behind it."""
    ordered: list[Piece] = []
    for piece in sorted(begun, key=lambda p: (-p.end, p.item)):
        place = next((n for n, before in enumerate(ordered) if cannot_hold(before.item, piece.item)), len(ordered))
        ordered.insert(place, piece)
    return ordered
