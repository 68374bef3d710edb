"""How many documents a job has, as far as that can be known before they are read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from annotate.inputs import CONTAINERS, Found
from annotate.job import Job

LINES = (".jsonl", ".ndjson")
SAMPLE = 1 << 18  # bytes of which the length of lines is judged


def expected(job: Job, found: Iterable[Found]) -> int | None:
    """The number of records, about right where inputs hold lines; None where one does not show it."""
    total = 0.0
    for item in found:
        if item.problem or item.path is None or not item.name.endswith(CONTAINERS):
            total += 1
        elif item.name.endswith(LINES):
            total += _lines(item.path)
        else:
            return None
        if item.path is None and not item.problem:
            return None  # standard input
    if job.inputs.shard is not None:
        total /= job.inputs.shard[1]
    count = round(total)
    return count if job.limits.limit is None else min(count, job.limits.limit)


def _lines(path: Path) -> float:
    """How many lines a file has, by its size and the length of the first ones."""
    try:
        size = os.stat(path).st_size  # noqa: PTH116 - a FIFO has none, and must not be opened twice
        if not size:
            return 0
        with path.open("rb") as file:
            sample = file.read(SAMPLE)
    except OSError:
        return 0  # the reader says what is wrong with it
    return size / len(sample) * max(1, sample.count(b"\n"))
