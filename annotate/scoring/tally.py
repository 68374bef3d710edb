"""What comparing one document with gold comes to: counts, and the mistakes behind them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

Stretch = tuple[int, int]  # code points, half-open


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that gold and prediction do not agree on. ``kind`` is a word or two: ``missed``, ``spurious``,
    ``boundary``, ``wrong speaker``. ``detail`` says what was found and what was wanted.
    """

    kind: str
    start: int
    end: int
    detail: str = ""


@dataclass(slots=True)
class Tally:
    """The counts of one document, by name, and its mistakes."""

    counts: Counter[str] = field(default_factory=Counter)
    mistakes: list[Mistake] = field(default_factory=list)

    def count(self, name: str, number: int = 1) -> None:
        """Add to a count."""
        self.counts[name] += number

    def mistake(self, kind: str, span: Stretch, detail: str = "") -> None:
        """Note a mistake."""
        self.mistakes.append(Mistake(kind, span[0], span[1], detail))


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and F1 in percent, from the counts ``NAME.right``, ``NAME.predicted`` and ``NAME.gold``.

    Where one gold item may be met by several predictions, ``NAME.found`` counts the gold items that are met
    and ``NAME.right`` the predictions that meet one; otherwise both are the same.
    """

    name: str
    two_sided: bool = False

    def values(self, counts: Mapping[str, int]) -> dict[str, float]:
        """``f``, ``p`` and ``r``; zero where nothing is to be divided."""
        right = counts.get(f"{self.name}.right", 0)
        found = counts.get(f"{self.name}.found", 0) if self.two_sided else right
        p = _percent(right, counts.get(f"{self.name}.predicted", 0))
        r = _percent(found, counts.get(f"{self.name}.gold", 0))
        return {"f": 2 * p * r / (p + r) if p + r else 0.0, "p": p, "r": r}

    def parts(self, counts: Mapping[str, int]) -> dict[str, int]:
        """The counts that it is made of."""
        return {part: counts.get(f"{self.name}.{part}", 0) for part in ("gold", "predicted", "right")}


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole in percent, from the counts ``NAME.part`` and ``NAME.whole``."""

    name: str

    def values(self, counts: Mapping[str, int]) -> dict[str, float]:
        """``share``; zero of nothing."""
        return {"share": _percent(counts.get(f"{self.name}.part", 0), counts.get(f"{self.name}.whole", 0))}

    def parts(self, counts: Mapping[str, int]) -> dict[str, int]:
        """The counts that it is made of."""
        return {part: counts.get(f"{self.name}.{part}", 0) for part in ("part", "whole")}


Figure = Measure | Share


def overlap(a: Stretch, b: Stretch) -> int:
    """How many code points two stretches share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def likeness(a: Stretch, b: Stretch) -> float:
    """Intersection over union."""
    shared = overlap(a, b)
    return shared / (a[1] - a[0] + b[1] - b[0] - shared) if shared else 0.0


def overlapping(gold: Sequence[Stretch], predicted: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """The numbers of all pairs that share a code point."""
    by_start = sorted(range(len(predicted)), key=lambda j: predicted[j])
    starts = [predicted[j][0] for j in by_start]
    reach = list(accumulate((predicted[j][1] for j in by_start), max))  # how far any of the first ones goes
    for i, (start, end) in enumerate(gold):
        for k in range(bisect_left(starts, end) - 1, -1, -1):
            if reach[k] <= start:
                break
            if predicted[by_start[k]][1] > start:
                yield i, by_start[k]


def one_to_one(candidates: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Pairs of (gold, predicted) numbers, the most alike first, each used once.

    ``candidates``: (how alike, gold, predicted).
    """
    of: dict[int, int] = {}
    taken: set[int] = set()
    for _, wanted, got in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if wanted not in of and got not in taken:
            of[wanted] = got
            taken.add(got)
    return of


def in_text_order(gold: Sequence[Stretch], predicted: Sequence[Stretch]) -> dict[int, int]:
    """Pairs of (gold, predicted) numbers: each gold stretch, in its turn, with the free one that it shares most with.

    As TempEval's scorer pairs time expressions.
    """
    best: dict[int, list[tuple[int, int]]] = {}
    for i, j in overlapping(gold, predicted):
        best.setdefault(i, []).append((-overlap(gold[i], predicted[j]), j))
    of: dict[int, int] = {}
    taken: set[int] = set()
    for i in sorted(best):
        free = [j for _, j in sorted(best[i]) if j not in taken]
        if free:
            of[i] = free[0]
            taken.add(free[0])
    return of


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
