"""What runs in a worker process."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from annotate.document import PluginRun
from annotate.work import Worker, WorkOrder
from annotate.workers.tasks import Finished, Full, Message, Packed, Ready
from annotate.workers.whereabouts import NOWHERE, PREPARING, Whereabouts

WHERE_ARE_YOU = signal.SIGUSR1  # answered with the Python stack, also from within a regular expression


def main(
    parent: int, connection: Connection, order: WorkOrder, notes: Path, stacks: Path, max_memory: int | None
) -> None:
    """Load the models, then do task after task until there is no more, or the main process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's to handle
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    _die_with_parent(parent)
    with stacks.open("w") as out:
        faulthandler.enable(out)
        faulthandler.register(WHERE_ARE_YOU, out)
        at = Whereabouts(notes)
        worker = Worker(order, watch=at.plugin)
        worker.setup()
        at.document(NOWHERE)
        _say(connection, Ready(worker.runner.records(), resident()))
        runs: tuple[PluginRun, ...] = ()
        while (task := _next(connection)) is not None:
            runs = _do(task, worker, at, connection, runs)
            if max_memory is not None and (memory := resident()) > max_memory:
                _say(connection, Full(memory))
                break


def _next(connection: Connection) -> list[Packed] | None:
    try:
        task: list[Packed] | None = connection.recv()
    except (EOFError, OSError):
        return None
    return task


def _say(connection: Connection, message: Message) -> None:
    try:
        connection.send(message)
    except (BrokenPipeError, ConnectionResetError):
        raise SystemExit(1) from None  # the main process is gone


def _do(
    task: list[Packed], worker: Worker, at: Whereabouts, connection: Connection, runs: tuple[PluginRun, ...]
) -> tuple[PluginRun, ...]:
    """``runs``: how the plugins fared with the last document; returned for this task's last."""
    at.document(PREPARING)
    if not any(faults for _, _, faults in task):  # who died while it looked ahead is not asked to again
        worker.prepare([document for _, document, _ in task])
    for number, document, faults in task:
        at.document(number)
        result = worker.one(document, faults)
        before, runs = runs, result.outcome.runs
        same = runs == before
        if same:
            result = replace(result, outcome=replace(result.outcome, runs=()))
        _say(connection, Finished(number, result, same))
    at.document(NOWHERE)
    return runs


def resident() -> int:
    """Bytes of memory that this process holds; where the system does not say, the most that it ever held."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[1])
    except OSError:
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
    return pages * os.sysconf("SC_PAGE_SIZE")


def _die_with_parent(parent: int) -> None:
    """When the main process is killed, so is this one, even if a plugin never comes back (Linux; elsewhere it ends
    when it looks for its next task).
    """
    if sys.platform == "linux":
        import ctypes

        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit(1)  # it was killed before
