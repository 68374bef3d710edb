"""How sure the model is of a name: from the scores of its tags to a probability that the name is right, calibrated.

A name's evidence is the log odds of the geometric mean of its tags' probabilities, each tag taken by itself. A logistic
function of it, with one slope for all labels and one offset a label, fitted by training/calibrate.py, says how often
such names were right.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from annotate_entities.tagging import LABELS, tag

Floats = NDArray[np.floating]
_LIMIT = 1e-6


def evidence(scores: Floats, names: Sequence[tuple[int, int, str]]) -> Floats:
    """Log odds of the geometric mean of the probabilities of each name's tags. ``scores``: a row a token."""
    tokens = np.array([n for first, behind, _ in names for n in range(first, behind)], dtype=np.intp)
    tags = [tag(label, n == first, n == behind - 1) for first, behind, label in names for n in range(first, behind)]
    rows = scores[tokens].astype(np.float64)
    rows -= rows.max(axis=1, keepdims=True)
    logs = rows[np.arange(len(rows)), tags] - np.log(np.exp(rows).sum(axis=1))
    sizes = np.array([behind - first for first, behind, _ in names])
    means = np.exp(np.add.reduceat(logs, np.cumsum(sizes) - sizes) / sizes)
    means = np.clip(means, _LIMIT, 1 - _LIMIT)
    return np.asarray(np.log(means / (1 - means)))


def probabilities(evidence: Floats, labels: Sequence[str], calibration: Floats) -> list[float]:
    """The probability that each name is right, of three digits. ``calibration``: a slope, then each label's offset."""
    offsets = calibration[1:][[LABELS.index(label) for label in labels]]
    return [round(p, 3) for p in (1 / (1 + np.exp(-(calibration[0] * evidence + offsets)))).tolist()]
