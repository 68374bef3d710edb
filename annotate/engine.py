"""What applies the work to a stream of documents: an engine. The plain one works in this process.

Every engine takes a work order and a stream of records, and yields one result per record, in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Protocol, Self

from annotate.document import Document, PluginRun
from annotate.errors import AnnotateError
from annotate.outcome import FAILED, PARTIAL, SKIPPED, Losses, Outcome
from annotate.source import Unreadable
from annotate.work import Result, Worker

WINDOW_DOCUMENTS = 16  # more gains nothing: measured with spaCy's pipe
WINDOW_CODE_POINTS = 200_000


@dataclass(frozen=True, slots=True)
class Done:
    """A record that need not be worked on, with what became of it."""

    outcome: Outcome


Record = Document | Unreadable | Done
Window = list[Record]


class WorkersDie(AnnotateError):
    """Raised when worker processes die or hang before they are ready to work, or whenever they are not at work."""


class Engine(Protocol):
    """Does the work of an order. It is a context manager: when left, nothing of it is running any more.

    ``losses``: what it lost on the way, to be told at the end.
    """

    losses: Losses

    def made_by(self) -> list[PluginRun]:
        """What is known of each plugin before any document, its models and data included; loads them."""

    def results(self, records: Iterable[Record]) -> Iterator[Result]:
        """One result per record, in order. A result that is not ``ok`` holds its document."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


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


def without_work(record: Unreadable | Done) -> Result:
    """The result of a record that is not to be worked on."""
    if isinstance(record, Done):
        return Result(record.outcome)
    status = SKIPPED if record.passed_over else FAILED
    return Result(Outcome(record.id, record.where or record.id, status, reason=record.reason))


def with_document(result: Result, document: Document) -> Result:
    """A result that holds its document if something is wrong with it."""
    return replace(result, document=document) if result.outcome.status in (FAILED, PARTIAL) else result


@dataclass
class Here:
    """The engine that works in this process. ``single``: one record at a time, for whoever waits for each answer."""

    worker: Worker
    single: bool = False
    losses: Losses = field(default_factory=Losses)

    def made_by(self) -> list[PluginRun]:
        """See `Engine`."""
        return self.worker.runner.records()

    def results(self, records: Iterable[Record]) -> Iterator[Result]:
        """See `Engine`."""
        for window in windows(records, single=self.single):
            documents = [record for record in window if isinstance(record, Document)]
            if documents:
                self.worker.prepare(documents)
            for record in window:
                if isinstance(record, Document):
                    yield with_document(self.worker.one(record), record)
                else:
                    yield without_work(record)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is running besides this process."""
