"""A job from its first input to its summary."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from annotate.engine import Engine, Here, Record, WorkersDie
from annotate.errors import OutputError, UsageError
from annotate.estimate import expected
from annotate.filenames import DuplicateOutput, clashes
from annotate.inputs import CONTAINERS, STDIN, Found, find
from annotate.interrupt import Drain
from annotate.job import Job
from annotate.ledger import Ledger
from annotate.observers import Observers
from annotate.outcome import DONE_BEFORE, FAILED, PARTIAL, Outcome, Summary
from annotate.output import FolderSink, Sink, open_sink
from annotate.plugins import Registry
from annotate.quarantine import Quarantine
from annotate.reading import Reading
from annotate.report import Report
from annotate.work import Result, Worker, WorkOrder
from annotate.writers import Format


def execute(
    job: Job,
    registry: Registry,
    on_outcome: Callable[[Outcome, Summary], None] = lambda o, s: None,
    *,
    drain: bool = False,
) -> Summary:
    """Do a job. ``on_outcome`` is called for every record, in input order. ``drain``: at Ctrl-C, finish first what
    was begun.

    Raises UsageError before anything is written if the job cannot work; KeyboardInterrupt and BrokenPipeError
    go through.
    """
    found, records = _inputs(job, registry)
    formats = {name: format for name, (_, format) in registry.formats.items()}
    records = _check_outputs(job, found, records, registry)
    order = WorkOrder.of(
        job.plan,
        registry,
        job.outputs.formats,
        job.header,
        skip_partial=job.limits.on_error != "partial",
        repeats=job.limits.cache,
    )
    summary = Summary(expected=expected(job, found))
    observers = Observers(registry, job)
    began = time.perf_counter()
    with Report(job.report) as report, Drain(wanted=drain) as ctrl_c:
        try:
            with _engine(job, order, registry) as engine:
                desk = _Desk(job, order, engine, formats)
                observers.started()
                try:
                    stream = ctrl_c.until_requested(iter(desk.ledger.sorted_out(records)))
                    for outcome in _outcomes(engine, stream, desk, summary):
                        summary.add(outcome)
                        summary.seconds = time.perf_counter() - began
                        report.add(outcome)
                        on_outcome(outcome, summary)
                        observers.done(outcome)
                        summary.stopped = _limit_reached(job, summary, outcome)
                        if summary.stopped:
                            break
                    desk.finish()
                finally:
                    desk.leave()
                    summary.losses = engine.losses
                    summary.interrupted = ctrl_c.requested
                    summary.seconds = time.perf_counter() - began
                    observers.finished(summary)
        except (OutputError, WorkersDie) as error:
            summary.stopped = str(error)
    return summary


def _outcomes(engine: Engine, records: Iterator[Record], desk: _Desk, summary: Summary) -> Iterator[Outcome]:
    """What became of each record; they end early if the engine cannot go on."""
    try:
        yield from map(desk.put_away, engine.results(records))
    except WorkersDie as error:
        summary.stopped = str(error)


class _Desk:
    """Where results are put away: into their place, into the quarantine, into the journal."""

    def __init__(self, job: Job, order: WorkOrder, engine: Engine, formats: Mapping[str, Format]) -> None:
        self.sink = open_sink(job.outputs, formats, resume=bool(job.resume), shard=job.inputs.shard)
        self.quarantine = Quarantine(job)
        self.ledger = Ledger(job, order, engine, self.sink)

    def put_away(self, result: Result) -> Outcome:
        """What became of a record, now that its results are stored. Raises OutputError."""
        outcome = self.quarantine.keep(_stored(result, self.sink), result.document)
        self.ledger.add(outcome, result)
        return outcome

    def finish(self) -> None:
        """All has been put away. Raises OutputError."""
        self.sink.close()
        self.ledger.settle()
        self.ledger.put_in_order()

    def leave(self) -> None:
        """The job has ended, well or not."""
        self.sink.discard()
        self.ledger.close()


def _engine(job: Job, order: WorkOrder, registry: Registry) -> Engine:
    """Who does the work."""
    if job.limits.engine == "dask":
        from annotate.cluster.engine import Cluster

        return Cluster(order, job.limits, job.outputs.folder, contained=job.outputs.container is not None)
    if job.limits.workers:
        from annotate.workers.supervisor import Workers

        return Workers(order, job.limits)
    single = STDIN in job.inputs.paths  # whoever feeds us line by line may wait for the answer
    return Here(Worker(order, registry), single)


def _inputs(job: Job, registry: Registry) -> tuple[list[Found], Iterator[Record]]:
    results = [path for path in (job.outputs.folder, job.outputs.file, job.report, job.quarantine) if path is not None]
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


def _stored(result: Result, sink: Sink) -> Outcome:
    if not (result.rendered or result.written) and result.outcome.reason != DONE_BEFORE:
        return result.outcome
    try:
        if result.written and isinstance(sink, FolderSink):
            places = sink.adopt(result.outcome.id, result.written)
        else:
            places = sink.store(result.outcome.id, result.rendered)
        return replace(result.outcome, outputs=places) if places else result.outcome
    except DuplicateOutput as error:
        return replace(result.outcome, status=FAILED, reason=str(error), copy=error.copy)


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
