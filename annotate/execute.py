"""A job from its first input to its summary."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from annotate.calling import Alone
from annotate.engine import Record, WorkersDie, run_here, run_in_workers
from annotate.errors import OutputError, UsageError
from annotate.inputs import STDIN, Found, Reading, find
from annotate.job import Job
from annotate.outcome import FAILED, OK, PARTIAL, SKIPPED, Outcome, Summary
from annotate.output import DuplicateOutput, Sink, clashes, open_sink
from annotate.plugins import Registry
from annotate.work import Result, WorkOrder

OBSERVING = frozenset({"annotate_job_started", "annotate_document_done", "annotate_job_finished"})
CONTAINERS = (".jsonl", ".ndjson", ".gz")  # inputs whose documents bring ids of their own

log = logging.getLogger("annotate")


def execute(
    job: Job, registry: Registry, on_outcome: Callable[[Outcome, Summary], None] = lambda o, s: None
) -> Summary:
    """Do a job. ``on_outcome`` is called for every record, in input order.

    Raises UsageError before anything is written if the job cannot work; KeyboardInterrupt and BrokenPipeError
    go through.
    """
    found, records = _inputs(job, registry)
    formats = {name: format for name, (_, format) in registry.formats.items()}
    records = _check_outputs(job, found, records, registry)
    skip_partial = job.limits.on_error != "partial"
    order = WorkOrder.of(job.plan, registry, job.outputs.formats, job.header, skip_partial=skip_partial)
    summary = Summary()
    observers = _Observers(registry, job)
    began = time.perf_counter()
    with Report(job.report) as report:
        try:
            sink = open_sink(job.outputs, formats)
        except OutputError as error:
            summary.stopped = str(error)
            return summary
        observers.started()
        try:
            for result in _results(order, job, registry, records):
                outcome = _stored(result, sink)
                summary.add(outcome)
                summary.seconds = time.perf_counter() - began
                report.add(outcome)
                on_outcome(outcome, summary)
                observers.done(outcome)
                summary.stopped = _limit_reached(job, summary, outcome)
                if summary.stopped:
                    break
            sink.close()
        except (OutputError, WorkersDie) as error:
            summary.stopped = str(error)
        finally:
            sink.discard()
            summary.seconds = time.perf_counter() - began
            observers.finished(summary)
    return summary


def _inputs(job: Job, registry: Registry) -> tuple[list[Found], Iterator[Record]]:
    results = [path for path in (job.outputs.folder, job.outputs.file, job.report) if path is not None]
    found = list(find(job.inputs, results))
    return found, islice(Reading(registry, job.inputs).documents(found), job.limits.limit)


def _check_outputs(job: Job, found: list[Found], records: Iterator[Record], registry: Registry) -> Iterator[Record]:
    """Whatever about the results can be known to be wrong before the first is written."""
    outputs = job.outputs
    readable = [item for item in found if not item.problem]
    if outputs.folder is not None:
        problems = clashes((item.id, item.name) for item in readable if not item.name.endswith(CONTAINERS))
        if problems:
            raise UsageError("\n".join(problems))
        return records
    if outputs.file is not None and any(i.path is not None and _same(i.path, outputs.file) for i in readable):
        raise UsageError(f"{outputs.file} is an input; results never take the place of their source")
    if len(outputs.formats) > 1:
        raise UsageError("several formats need a folder: -o DIR")
    name = outputs.formats[0]
    if registry.formats[name][1].stream:
        return records
    first = list(islice(records, 2))
    if len(first) > 1:
        raise UsageError(
            f"several documents cannot stand in one {name} file; give a folder with -o DIR, or use -t jsonl"
        )
    return chain(first, records)


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _results(order: WorkOrder, job: Job, registry: Registry, records: Iterable[Record]) -> Iterator[Result]:
    if job.limits.workers:
        return run_in_workers(order, job.limits, records)
    single = STDIN in job.inputs.paths  # whoever feeds us line by line may wait for the answer
    return run_here(order, registry, records, single=single)


def _stored(result: Result, sink: Sink) -> Outcome:
    if not result.rendered:
        return result.outcome
    try:
        return replace(result.outcome, outputs=sink.store(result.outcome.id, result.rendered))
    except DuplicateOutput as error:
        return replace(result.outcome, status=FAILED, reason=str(error))


def _limit_reached(job: Job, summary: Summary, outcome: Outcome) -> str:
    bad = summary.statuses[FAILED] + summary.statuses[PARTIAL]
    if job.limits.on_error == "fail" and outcome.status in (FAILED, PARTIAL):
        return f"{outcome.id} failed, and --on-error is fail"
    limit = job.limits.max_errors
    if limit is None:
        return ""
    if limit.endswith("%"):
        reached = summary.total >= 100 and bad * 100 > int(limit[:-1]) * summary.total
    else:
        reached = bad > int(limit)
    return f"more than {limit} of the documents failed" if reached else ""


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


class _Observers:
    """Plugins that watch a job. What fails in one is a warning, never the job's failure."""

    def __init__(self, registry: Registry, job: Job) -> None:
        self.names = job.plan.names
        self.watching = [Alone(p) for p in registry.plugins.values() if OBSERVING & set(p.hooks)]

    def _tell(self, hook: str, **arguments: Any) -> None:
        for observer in self.watching:
            if hook not in observer.plugin.hooks:
                continue
            try:
                observer.call(hook, **arguments)
            except Exception as error:
                who = f"plugin {observer.name!r} of {observer.plugin.distribution}"
                log.warning("%s failed in %s: %s: %s", who, hook, type(error).__name__, error)

    def started(self) -> None:
        """The job begins."""
        self._tell("annotate_job_started", names=self.names)

    def done(self, outcome: Outcome) -> None:
        """A record is done."""
        self._tell("annotate_document_done", outcome=outcome)

    def finished(self, summary: Summary) -> None:
        """The job has ended."""
        self._tell("annotate_job_finished", summary=summary)


def summary_lines(summary: Summary) -> list[str]:
    """The summary as a table for people."""
    counts = (
        ", ".join(f"{summary.statuses[s]} {s}" for s in (OK, PARTIAL, FAILED, SKIPPED) if summary.statuses[s])
        or "nothing"
    )
    rate = summary.words / summary.seconds if summary.seconds else 0
    lines = [
        f"{summary.total} documents: {counts}",
        f"{summary.words} words in {summary.seconds:.1f} s ({rate:.0f} words/s)",
    ]
    total = sum(summary.by_plugin.values())
    lines += [
        f"  {name:<12} {seconds:8.2f} s  {100 * seconds / total:3.0f} %"
        for name, seconds in summary.by_plugin.most_common()
        if total
    ]
    return lines
