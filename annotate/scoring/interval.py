"""How far a figure would move with other documents of the same kind: the bootstrap over documents."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from annotate.scoring.tally import Figure

SEED = 20240220  # any; the same every time, so that the same files give the same intervals


def intervals(
    figures: Sequence[Figure], documents: Sequence[Mapping[str, int]], samples: int, level: float = 0.95
) -> dict[str, tuple[float, float]]:
    """For each figure's first value, the interval in percent that holds ``level`` of the resampled values.

    ``documents``: the counts of each. The percentile bootstrap of B. Efron (1979): as many documents as there
    are, drawn with replacement, ``samples`` times.
    """
    if not documents or samples < 1:
        return {}
    draw = random.Random(SEED)  # noqa: S311 - statistics, not secrets
    values: dict[str, list[float]] = {figure.name: [] for figure in figures}
    for _ in range(samples):
        counts: Counter[str] = Counter()
        for number, times in Counter(draw.choices(range(len(documents)), k=len(documents))).items():
            for name, count in documents[number].items():
                counts[name] += count * times
        for figure in figures:
            values[figure.name].append(next(iter(figure.values(counts).values())))
    cut = (1 - level) / 2
    found = {}
    for name, drawn in values.items():
        drawn.sort()
        found[name] = drawn[int(cut * samples)], drawn[min(samples - 1, int((1 - cut) * samples))]
    return found
