"""The report of a job: what became of every input, as JSON Lines; and its summary, for people."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from annotate.errors import OutputError, UsageError
from annotate.outcome import FAILED, OK, PARTIAL, SKIPPED, Outcome, Summary


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
    """An outcome as a line of the report."""
    data = asdict(outcome)
    data["plugins"] = {run.plugin: run.outcome for run in outcome.runs}
    data["seconds"] = {name: round(seconds, 6) for name, seconds in outcome.seconds.items()}
    del data["runs"]
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
    total = sum(summary.by_plugin.values())
    lines += [
        f"  {name:<12} {seconds:8.2f} s  {100 * seconds / total:3.0f} %"
        for name, seconds in summary.by_plugin.most_common()
        if total
    ]
    return lines
