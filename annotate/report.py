"""The report of a job: what became of every input, as JSON Lines; and its summary, for people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TextIO

from annotate.errors import OutputError, UsageError
from annotate.outcome import FAILED, OK, PARTIAL, SKIPPED, Cost, Outcome, Summary


class Report:
    """One JSON line per record, written as soon as the record is done."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.out: TextIO | None = None

    def __enter__(self) -> Report:
        if self.path is not None:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.out = self.path.open("w", encoding="utf-8")
            except OSError as error:
                raise UsageError(f"cannot write the report {self.path}: {error.strerror}") from error
        return self

    def __exit__(self, *exception: object) -> None:
        if self.out is not None:
            self.out.close()

    def add(self, outcome: Outcome) -> None:
        """Write one record. Raises OutputError."""
        if self.out is None:
            return
        try:
            self.out.write(
                json.dumps(report_record(outcome), ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
                + "\n"
            )
            self.out.flush()
        except OSError as error:
            raise OutputError(f"cannot write the report {self.path}: {error.strerror}") from error


def report_record(outcome: Outcome) -> dict[str, Any]:
    """An outcome as a line of the report. Keys without a value are left out."""
    data = {
        "id": outcome.id,
        "source": outcome.source,
        "status": outcome.status,
        "reason": outcome.reason,
        "traceback": outcome.traceback,
        "seconds": {name: round(seconds, 6) for name, seconds in outcome.seconds.items()},
        "outputs": outcome.outputs,
        "sha256": outcome.sha256,
        "words": outcome.words or None,
        "annotations": outcome.annotations,
        "same_as": outcome.same_as,
        "quarantine": outcome.quarantine,
        "copy": outcome.copy or None,
        "plugins": {run.plugin: run.outcome for run in outcome.runs},
    }
    return {key: value for key, value in data.items() if value not in ("", (), {}, None)}


def summary_lines(summary: Summary) -> list[str]:
    """The summary as a table for people."""
    before = f" ({summary.done_before} of them done before)" if summary.done_before else ""
    counts = (
        ", ".join(f"{summary.statuses[s]} {s}" for s in (OK, PARTIAL, FAILED, SKIPPED) if summary.statuses[s])
        or "nothing"
    )
    rate = summary.words / summary.seconds if summary.seconds else 0
    lines = [
        f"{summary.total} document{'' if summary.total == 1 else 's'}: {counts}{before}",
        f"{summary.words} words in {summary.seconds:.1f} s ({rate:.0f} words/s)",
    ]
    lines += [f"  {name:<12} {cost.seconds:8.2f} s  {share:3.0f} %" for name, cost, share in _by_share(summary)]
    losses = summary.losses
    notes = {
        "exact repeats, not annotated again": summary.repeats,
        "worker processes that died or were given up": losses.died,
        "worker processes replaced because of their memory": losses.recycled,
    }
    return lines + [f"{text}: {count}" for text, count in notes.items() if count]


def profile_lines(summary: Summary) -> list[str]:
    """Where the time went, by plugin, as a table for people. Seconds are those of all workers together."""
    head = f"{'plugin':<16} {'documents':>10} {'seconds':>10} {'share':>6} {'ms/document':>12} {'words/s':>10}"
    return [head] + [
        f"{name:<16} {cost.documents:>10} {cost.seconds:>10.2f} {share:>5.0f}% "
        f"{1000 * cost.seconds / cost.documents:>12.2f} {cost.words / (cost.seconds or 1e-9):>10.0f}"
        for name, cost, share in _by_share(summary)
    ]


def _by_share(summary: Summary) -> list[tuple[str, Cost, float]]:
    """The plugins with their cost and its share in percent, the most expensive first; none if there was no cost."""
    total = sum(cost.seconds for cost in summary.by_plugin.values())
    ordered = sorted(summary.by_plugin.items(), key=lambda item: (-item[1].seconds, item[0]))
    return [(name, cost, 100 * cost.seconds / total) for name, cost in ordered if total]
