"""Overlapping annotations side by side: which lane each takes, and the stretches between all their ends."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotate.annotation import Annotation
from annotate.document import Document
from annotate.views.facts import layers_of

DEEPEST = 3  # lanes of one layer; what lies deeper shares the last one


@dataclass(frozen=True, slots=True)
class Shown:
    """One annotation with spans. ``number``: its place among all; ``lane``: counted over all layers."""

    number: int
    annotation: Annotation
    lane: int


@dataclass(frozen=True, slots=True)
class Lanes:
    """All annotations that have spans, and of each lane the layer that it belongs to."""

    shown: Sequence[Shown]
    layers: Sequence[str]


def lanes(document: Document) -> Lanes:
    """Give every annotation a lane: each layer has its own, and further ones where its annotations overlap."""
    shown: list[Shown] = []
    layers: list[str] = []
    for name in layers_of(document):
        depth = 0
        busy: list[tuple[int, int]] = []  # (end, lane within the layer), the earliest end first
        for annotation in document.layer(name):
            if not annotation.spans:
                continue
            while busy and busy[0][0] <= annotation.start:
                heapq.heappop(busy)
            taken = {lane for _, lane in busy}
            lane = next((free for free in range(DEEPEST) if free not in taken), DEEPEST - 1)
            heapq.heappush(busy, (annotation.end, lane))
            depth = max(depth, lane + 1)
            shown.append(Shown(len(shown), annotation, len(layers) + lane))
        layers += [name] * max(depth, 1)
    return Lanes(shown, layers)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text in which no annotation begins or ends, and those that cover it, by number."""

    start: int
    end: int
    under: tuple[Shown, ...]


def stretches(shown: Sequence[Shown], start: int, end: int) -> Iterator[Stretch]:
    """The stretches of ``start`` to ``end``, in order and without gap. ``shown`` are those that lie there."""
    events: dict[int, tuple[list[Shown], list[Shown]]] = {start: ([], []), end: ([], [])}  # begin, end
    for one in shown:
        for span in one.annotation.spans:
            events.setdefault(max(span.start, start), ([], []))[0].append(one)
            events.setdefault(min(span.end, end), ([], []))[1].append(one)
    open_now: dict[int, Shown] = {}
    places = sorted(at for at in events if start <= at <= end)
    for at, next_at in pairwise(places):
        begin, finish = events[at]
        for one in finish:
            open_now.pop(one.number, None)
        for one in begin:
            open_now[one.number] = one
        yield Stretch(at, next_at, tuple(open_now[number] for number in sorted(open_now)))


def by_block(shown: Sequence[Shown], document: Document) -> list[list[Shown]]:
    """For each block of the document the annotations with a span in it."""
    blocks = document.blocks
    starts = [block.start for block in blocks]
    found: list[list[Shown]] = [[] for _ in blocks]
    for one in shown:
        touched: set[int] = set()
        for span in one.annotation.spans:
            first = max(bisect_right(starts, span.start) - 1, 0)
            last = max(bisect_left(starts, span.end) - 1, first)
            touched.update(range(first, last + 1))
        for number in sorted(touched):
            found[number].append(one)
    return found
