"""Applying the work to a stream of documents: here, or in worker processes that may hang or die.

Both yield one result per record, in input order, and both make the same windows of documents.
"""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import active_children, get_context, resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.document import Document
from annotate.errors import AnnotateError
from annotate.job import Limits
from annotate.outcome import FAILED, SKIPPED, Outcome
from annotate.runner import Fault
from annotate.source import Unreadable
from annotate.work import Result, Worker, WorkOrder

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

WINDOW_DOCUMENTS = 16  # more gains nothing: measured with spaCy's pipe
WINDOW_CODE_POINTS = 200_000
AHEAD = 3  # windows in flight per worker, so that none waits for its next
START_DEATHS = 3  # workers that may die in a row before one is ready
POLL_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Done:
    """A record that need not be worked on, with what became of it."""

    outcome: Outcome


Record = Document | Unreadable | Done
Window = list[Record]


class WorkersDie(AnnotateError):
    """Raised when worker processes die before they are ready to work."""


def windows(records: Iterable[Record], *, single: bool) -> Iterator[Window]:
    """Cut a stream into windows by number and size; into single records if ``single``."""
    window: Window = []
    size = 0
    for record in records:
        window.append(record)
        size += len(record.text) if isinstance(record, Document) else 0
        if single or len(window) >= WINDOW_DOCUMENTS or size >= WINDOW_CODE_POINTS:
            yield window
            window, size = [], 0
    if window:
        yield window


def unreadable(record: Unreadable) -> Result:
    """The result of a record that could not be read."""
    status = SKIPPED if record.passed_over else FAILED
    return Result(Outcome(record.id, record.where or record.id, status, reason=record.reason))


def _merged(window: Window, results: Iterable[Result]) -> Iterator[Result]:
    done = iter(results)
    for record in window:
        if isinstance(record, Document):
            yield next(done)
        else:
            yield Result(record.outcome) if isinstance(record, Done) else unreadable(record)


def _documents(window: Window) -> list[Document]:
    return [record for record in window if isinstance(record, Document)]


def run_here(worker: Worker, records: Iterable[Record], *, single: bool) -> Iterator[Result]:
    """Do the work in this process."""
    for window in windows(records, single=single):
        documents = _documents(window)
        if documents:
            worker.runner.prepare(documents)
        yield from _merged(window, map(worker.one, documents))


def run_in_workers(order: WorkOrder, limits: Limits, records: Iterable[Record]) -> Iterator[Result]:
    """Do the work in ``limits.jobs`` processes, each document within ``limits.timeout`` seconds.

    A plugin that hangs or kills its process loses its own layers of that document; the document is then done
    again without it. Raises WorkersDie if workers die before they can work.
    """
    with tempfile.TemporaryDirectory(prefix="annotate-") as folder:
        crew = _Crew(order, limits, Path(folder))
        try:
            yield from crew.results(records)
        except BaseException:
            crew.stop()
            raise
        crew.close()


@dataclass(slots=True)
class _Task:
    """A window on its way."""

    window: Window
    future: ProcessFuture[list[Result]] | None
    watch: Path


class _Crew:
    def __init__(self, order: WorkOrder, limits: Limits, folder: Path) -> None:
        from pebble import ProcessPool

        self.limits = limits
        self.folder = folder
        self.number = 0
        self.pool: ProcessPool = ProcessPool(
            max_workers=limits.jobs, context=get_context("spawn"), initializer=_start, initargs=(order, folder)
        )

    def results(self, records: Iterable[Record]) -> Iterator[Result]:
        waiting: deque[_Task] = deque()
        for window in windows(records, single=self.limits.timeout is not None):
            waiting.append(self.send(window))
            if len(waiting) >= self.limits.jobs * AHEAD:
                yield from self.receive(waiting.popleft())
        while waiting:
            yield from self.receive(waiting.popleft())

    def send(self, window: Window) -> _Task:
        documents = _documents(window)
        watch = self.folder / f"task-{self.number}"
        self.number += 1
        future = self.schedule(documents, {}, watch) if documents else None
        return _Task(window, future, watch)

    def schedule(self, documents: list[Document], faults: dict[str, Fault], watch: Path) -> ProcessFuture[list[Result]]:
        with _without_ctrl_c():
            return self.pool.schedule(_work, args=(documents, faults, watch), timeout=self.limits.timeout)

    def receive(self, task: _Task) -> Iterator[Result]:
        if task.future is None:
            return _merged(task.window, ())
        outcome = self.wait(task.future, task.watch)
        if isinstance(outcome, list):
            return _merged(task.window, outcome)
        documents = _documents(task.window)
        if len(documents) > 1:  # which one it was is not known: each by itself
            return _merged(task.window, (self.alone(document, {}, None) for document in documents))
        return _merged(task.window, [self.alone(documents[0], {}, outcome)])

    def alone(self, document: Document, faults: dict[str, Fault], blame: tuple[str, Fault] | None) -> Result:
        """One document, again and again, each time without the plugin that hung or died the last time."""
        while True:
            if blame is not None:
                plugin, fault = blame
                if not plugin or plugin in faults:
                    reason = f"{plugin or 'the worker process'}: {fault.reason}"
                    return Result(Outcome(document.id, document.origin, FAILED, reason=reason))
                faults[plugin] = fault
            watch = self.folder / f"task-{self.number}"
            self.number += 1
            outcome = self.wait(self.schedule([document], faults, watch), watch)
            if isinstance(outcome, list):
                return outcome[0]
            blame = outcome

    def wait(self, future: ProcessFuture[list[Result]], watch: Path) -> list[Result] | tuple[str, Fault]:
        """The results of a task, or the plugin that was running when it ended badly, and how it ended."""
        from concurrent.futures import wait
        from concurrent.futures.process import BrokenProcessPool

        from pebble import ProcessExpired

        while not wait([future], timeout=POLL_SECONDS).done:
            self.check_starts()
        try:
            results: list[Result] = future.result()
            return results
        except BrokenProcessPool as error:
            raise self.workers_die() from error
        except TimeoutError:
            fault = Fault("timeout", f"it took longer than {self.limits.timeout:g} s")
        except ProcessExpired as error:
            self.check_starts()
            fault = Fault("failed", f"its process died ({_cause(error.exitcode)})")
        finally:
            plugin = watch.read_text() if watch.exists() else ""
            watch.unlink(missing_ok=True)
        return plugin, fault

    def check_starts(self) -> None:
        """Raise WorkersDie if workers begin but do not become ready, instead of starting ever new ones."""
        lost = [p for p in self.folder.glob("starting-*") if not _alive(int(p.name.removeprefix("starting-")))]
        if len(lost) >= START_DEATHS:
            raise self.workers_die()

    def workers_die(self) -> WorkersDie:
        """The error that names the plugin at which the last worker died before it was ready."""
        plugins = {path.read_text() for path in self.folder.glob("starting-*")} - {""}
        at_work = f" while they load {' or '.join(sorted(plugins))}" if plugins else ""
        return WorkersDie(f"worker processes die{at_work}; run one document without -j and --timeout to see why")

    def close(self) -> None:
        self.pool.close()  # type: ignore[no-untyped-call]
        self.pool.join()

    def stop(self) -> None:
        self.pool.stop()  # type: ignore[no-untyped-call]
        for worker in active_children():  # before join, which takes away what a worker that still starts reads
            worker.terminate()
        self.pool.join()


@contextlib.contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """What starts in here never gets Ctrl-C, not even before it can say so: the main process handles it.

    Threads and processes inherit the mask of who starts them.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # multiprocessing's; starting it takes the signal out of the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _cause(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-exitcode).name
    return f"exit status {exitcode}"


# In the worker process -------------------------------------------------------------------------

_worker: Worker | None = None
_note: Path | None = None


def _start(order: WorkOrder, folder: Path) -> None:
    """Make the worker and load its models; a file in the folder says how far it got."""
    global _worker, _note
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's to handle
    _note = folder / f"starting-{os.getpid()}"
    _note.write_text("")
    _worker = Worker(order, watch=_watch)
    _worker.setup()
    _note.unlink()
    _note = None


def _watch(plugin: str) -> None:
    if _note is not None and plugin:
        _note.write_text(plugin)


def _work(documents: list[Document], faults: dict[str, Fault], watch: Path) -> list[Result]:
    global _note
    assert _worker is not None
    _note = watch
    if len(documents) == 1:
        if not faults:
            _worker.runner.prepare(documents)
        return [_worker.one(documents[0], faults)]
    return _worker.window(documents)
