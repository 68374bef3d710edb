"""Tags and names: BIOES over five labels, and the best legal sequence of tags."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

LABELS = ("PER", "LOC", "ORG", "PRODUCT", "EVENT")
# 0 is O; then B I E S of each label. B and I must be followed by I or E of their label, nothing else may be.
SIZE = 1 + 4 * len(LABELS)
_POSITION = np.array([0, *([1, 2, 3, 4] * len(LABELS))])
_LABEL = np.array([-1, *np.repeat(np.arange(len(LABELS)), 4)])
_OPEN = (_POSITION == 1) | (_POSITION == 2)  # a name goes on behind
_CONTINUES = (_POSITION == 2) | (_POSITION == 3)  # a name goes on from before
LEGAL = (_OPEN[:, None] == _CONTINUES[None, :]) & (~_OPEN[:, None] | (_LABEL[:, None] == _LABEL[None, :]))


def tag(label: str, first: bool, last: bool) -> int:
    """The tag of a name's token."""
    position = 3 if first and last else 0 if first else 2 if last else 1
    return 1 + 4 * LABELS.index(label) + position


def spans(scores: NDArray[np.float32], line_ends: NDArray[np.intp]) -> list[tuple[int, int, str]]:
    """Names as ``(first token, behind the last token, label)``, from the best legal sequence of tags.

    ``scores`` has a row a token; at ``line_ends`` there is no name.
    """
    if not len(scores):
        return []
    scores[line_ends, 1:] = -np.inf
    best = scores.argmax(axis=1)
    bad = ~LEGAL[best[:-1], best[1:]]
    if bad.any() or _CONTINUES[best[0]] or _OPEN[best[-1]]:
        _repair(scores, best, bad)
    return list(_names(best.tolist()))


def _repair(scores: NDArray[np.float32], best: NDArray[np.intp], bad: NDArray[np.bool_]) -> None:
    """Replace each stretch between two O that holds an illegal step, and these, by its best legal sequence."""
    outside = np.flatnonzero(best == 0).tolist()
    bounds = [-1, *outside, len(best)]
    wrong = np.zeros(len(best), dtype=bool)
    wrong[:-1] |= bad
    wrong[1:] |= bad
    wrong[0] |= _CONTINUES[best[0]]
    wrong[-1] |= _OPEN[best[-1]]
    for before, behind in pairwise(bounds):
        first, last = max(before, 0), min(behind, len(best) - 1) + 1
        if behind - before > 1 and wrong[before + 1 : behind].any():
            best[first:last] = _viterbi(scores[first:last])


def _viterbi(scores: NDArray[np.float32]) -> list[int]:
    total = np.where(_CONTINUES, -np.inf, scores[0])
    back = []
    for row in scores[1:]:
        steps = np.where(LEGAL, total[:, None], -np.inf)
        back.append(steps.argmax(axis=0))
        total = steps.max(axis=0) + row
    path = [int(np.where(_OPEN, -np.inf, total).argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def _names(tags: list[int]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for at, number in enumerate(tags):
        if number:
            label, position = divmod(number - 1, 4)
            if position in (0, 3):
                start = at
            if position in (2, 3):
                yield start, at + 1, LABELS[label]
