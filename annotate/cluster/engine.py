"""The main process's side of a cluster."""

from __future__ import annotations

import logging
import pickle
import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from annotate.cluster.remote import Window, made_by, work
from annotate.document import Document, PluginRun
from annotate.engine import Record, WorkersDie, windows, without_work
from annotate.errors import OutputError, UsageError
from annotate.job import Limits
from annotate.outcome import FAILED, Losses, Outcome
from annotate.work import Result, WorkOrder

if TYPE_CHECKING:
    from distributed import Client, Future

WINDOWS_PER_THREAD = 3  # in flight, so that no worker waits for its next
DEATHS = 1  # of workers that a window may cost before its documents are tried one by one; of our own cluster
RETRIES = 2  # of a task that raised; one whose worker was lost is done again besides


@dataclass(slots=True)
class _Sent:
    records: list[Record]
    window: Window | None
    future: Future[list[Result]] | None


class Cluster:
    """The engine on a Dask cluster: that at ``limits.scheduler``, or one of ``limits.jobs`` processes on this machine.

    ``folder``: the folder for results, which every worker reaches under the same path. Raises UsageError without the
    extra ``dask``, without a scheduler at the address, and for what a cluster cannot do.
    """

    def __init__(self, order: WorkOrder, limits: Limits, folder: Path | None, *, contained: bool) -> None:
        if folder is None or contained:
            raise UsageError("--engine dask writes files into a folder: neither standard output nor containers")
        if limits.timeout is not None or limits.max_worker_memory is not None:
            raise UsageError("--engine dask has neither timeout nor max_worker_memory: those are the local engine's")
        self.order = pickle.dumps(order)
        self.limits = limits
        self.parts = folder.resolve() / ".annotate" / "parts"
        self.losses = Losses()
        self._stack = ExitStack()
        self._client: Client | None = None

    def __enter__(self) -> Self:
        try:
            import distributed
            from dask import config as dask_config
        except ImportError as error:
            raise UsageError("--engine dask needs the extra dask: pip install 'annotate-tei[dask]'") from error
        dask: Any = distributed  # which is not typed throughout
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # a lost worker is told of here
        address: Any = self.limits.scheduler
        self._stack.enter_context(dask_config.set({"distributed.scheduler.allowed-failures": DEATHS}))
        try:
            self._clear()
            self.parts.mkdir(parents=True)
        except OSError as error:
            raise OutputError(f"cannot make the folder {self.parts}: {error.strerror}") from error
        try:
            if address is None:
                address = self._stack.enter_context(
                    dask.LocalCluster(
                        n_workers=self.limits.jobs,
                        threads_per_worker=1,
                        processes=True,
                        dashboard_address=None,
                        silence_logs=logging.CRITICAL,
                    )
                )
            self._client = self._stack.enter_context(dask.Client(address, timeout=20))
        except (OSError, ValueError) as error:
            self._stack.close()
            raise UsageError(f"no Dask scheduler answers at {address}: {error}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        self._clear()

    def made_by(self) -> list[PluginRun]:
        """See `Engine`. Raises WorkersDie."""
        try:
            found: list[PluginRun] = self._open.submit(made_by, self.order, pure=False).result()
        except Exception as error:
            raise WorkersDie(f"the workers of the cluster cannot begin: {_said(error)}") from error
        return found

    def results(self, records: Iterable[Record]) -> Iterator[Result]:
        """See `Engine`. Raises WorkersDie."""
        sent: deque[_Sent] = deque()
        number = 0
        for window in windows(records, single=False):
            sent.append(self._send(window, number))
            number += len(window)
            if len(sent) >= self._room():
                yield from self._receive(sent.popleft())
        while sent:
            yield from self._receive(sent.popleft())

    @property
    def _open(self) -> Client:
        assert self._client is not None, "the engine has not been entered"
        return self._client

    def _room(self) -> int:
        """How many windows may be on their way: workers come and go."""
        return WINDOWS_PER_THREAD * max(1, sum(self._open.nthreads().values()))  # type: ignore[no-untyped-call]

    def _send(self, records: list[Record], number: int) -> _Sent:
        documents = tuple(record for record in records if isinstance(record, Document))
        if not documents:
            return _Sent(records, None, None)
        window = Window(self.order, self.parts, number, documents)
        return _Sent(records, window, self._submit(window))

    def _submit(self, window: Window) -> Future[list[Result]]:
        return self._open.submit(work, window, pure=False, retries=RETRIES)

    def _receive(self, sent: _Sent) -> Iterator[Result]:
        done = iter(self._done(sent.window, sent.future) if sent.window and sent.future else ())
        for record in sent.records:
            yield next(done) if isinstance(record, Document) else without_work(record)

    def _done(self, window: Window, future: Future[list[Result]]) -> list[Result]:
        from distributed import KilledWorker

        try:
            results: list[Result] = future.result()
            return results
        except KilledWorker:  # one of its documents kills every worker that it meets: which?
            self.losses.died += 1
            if len(window.documents) == 1:
                document = window.documents[0]
                reason = "every worker that had it in hand was lost"
                return [Result(Outcome(document.id, document.origin, FAILED, reason=reason), document=document)]
            alone = [
                Window(window.order, window.parts, number, (document,))
                for number, document in enumerate(window.documents, window.number)
            ]
            return [result for one in alone for result in self._done(one, self._submit(one))]
        except OutputError:
            raise
        except Exception as error:
            raise WorkersDie(f"the workers of the cluster cannot go on: {_said(error)}") from error
        finally:
            future.release()  # type: ignore[no-untyped-call]

    def _clear(self) -> None:
        """Take away parts that a stopped job left."""
        shutil.rmtree(self.parts, ignore_errors=True)


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:500]
