"""One worker process, as the supervisor sees it."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import get_context, resource_tracker
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from annotate.document import PluginRun
from annotate.runner import Fault
from annotate.work import Result, WorkOrder
from annotate.workers import child, whereabouts
from annotate.workers.tasks import Finished, Gone, Message, Packed, Task

STACK_SECONDS = 0.5  # to wait for a hanging worker's stack
FAREWELL_SECONDS = 5.0  # for a worker to end by itself

Events = SimpleQueue[tuple["Member", float, Message]]


class Member:
    """A worker process with a thread that writes to it and one that reads from it: neither a worker that is stopped
    in the middle of a message nor one whose pipe is full makes the supervisor wait.

    ``tasks``: what it has in hand, the first being worked on. ``since``: the time at which it began its present
    document or, until it is ready, was started. ``given_up``: why the supervisor killed it. ``warned``, ``seen_dead``,
    ``loading``: what the supervisor noticed when it last looked.
    """

    def __init__(self, order: WorkOrder, folder: Path, number: int, max_memory: int | None, events: Events) -> None:
        self.ready = False
        self.full = False
        self.tasks: deque[Task] = deque()
        self.since = time.monotonic()
        self.given_up: Fault | None = None
        self.warned = False
        self.seen_dead = False
        self.loading = ""
        self._runs: tuple[PluginRun, ...] = ()
        self._notes, self._stacks = folder / f"{number}.at", folder / f"{number}.stack"
        whereabouts.blank(self._notes)
        self._outbox: SimpleQueue[list[Packed] | None] = SimpleQueue()
        context = get_context("spawn")
        self._connection, other = context.Pipe()
        with undisturbed():
            arguments = (os.getpid(), other, order, self._notes, self._stacks, max_memory)
            self.process = context.Process(target=child.main, args=arguments, name=f"worker-{number}")
            self.process.start()
            other.close()
            self._reader = Thread(target=self._read, args=(events,), daemon=True)
            self._reader.start()
            self._writer = Thread(target=self._write, daemon=True)
            self._writer.start()

    def give(self, task: Task) -> None:
        """Hand it a task."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        self._outbox.put(task.packed())

    def completed(self, message: Finished) -> Result:
        """The result of a document with how its plugins fared."""
        result = message.result
        if message.same_runs:
            return replace(result, outcome=replace(result.outcome, runs=self._runs))
        self._runs = result.outcome.runs
        return result

    @property
    def whereabouts(self) -> tuple[int, str]:
        """Its document's number, or a stage of `whereabouts`, and the plugin at work, or an empty string."""
        return whereabouts.read(self._notes)

    @property
    def stack(self) -> str:
        """What it said of its Python stack when it crashed or was asked."""
        try:
            return self._stacks.read_text(errors="replace")
        except FileNotFoundError:
            return ""

    def give_up(self, fault: Fault) -> None:
        """Ask where it is, and kill it."""
        self.given_up = fault
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, child.WHERE_ARE_YOU)
        deadline = time.monotonic() + STACK_SECONDS
        while not self.stack and self.process.is_alive() and time.monotonic() < deadline:
            time.sleep(0.01)
        self.process.kill()

    def dismiss(self) -> None:
        """Let it end by itself if it has nothing in hand; kill it otherwise."""
        self._outbox.put(None)
        if self.tasks or not self.ready:
            self.process.kill()

    def cause_of_death(self) -> str:
        """How the process ended, for people. It has ended, or is ended now."""
        self.process.join(FAREWELL_SECONDS)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        code = self.process.exitcode
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                return signal.Signals(-code).name
        return f"exit status {code}"

    def bury(self) -> None:
        """Take away what is left of it."""
        self.cause_of_death()
        self._outbox.put(None)
        for thread in (self._reader, self._writer):
            thread.join(FAREWELL_SECONDS)  # closing what a thread is about to use would be an error in it
        self._connection.close()
        for path in (self._notes, self._stacks):
            path.unlink(missing_ok=True)

    @property
    def _pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def _read(self, events: Events) -> None:
        try:
            while True:
                events.put((self, time.monotonic(), self._connection.recv()))
        except (EOFError, OSError):
            pass
        finally:
            events.put((self, time.monotonic(), Gone()))

    def _write(self) -> None:
        with contextlib.suppress(OSError):  # it is gone; the reader says so
            while (packed := self._outbox.get()) is not None:
                self._connection.send(packed)
            self._connection.send(None)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C and SIGTERM wait until this is over. What starts in here never gets Ctrl-C, not even before it can say
    so: the main process handles it.

    Threads and processes inherit the mask of who starts them; a worker takes SIGTERM out of it again.
    """
    resource_tracker.ensure_running()  # multiprocessing's; starting it takes the signals out of the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
