"""Hands out documents to workers, watches over them, and replaces those that are lost."""

from __future__ import annotations

import logging
import tempfile
import time
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from annotate.document import Document, PluginRun
from annotate.engine import Record, WorkersDie, windows
from annotate.errors import OutputError
from annotate.job import Limits
from annotate.outcome import Losses
from annotate.repeats import repeat_key
from annotate.runner import Fault
from annotate.work import Result, WorkOrder
from annotate.workers.judgement import judge
from annotate.workers.member import Events, Member, undisturbed
from annotate.workers.slots import Slots
from annotate.workers.tasks import Finished, Full, Gone, Item, Message, Ready, Task

IN_HAND = 2  # tasks of a worker: the present one, and the next, so that it need not wait
AHEAD_DOCUMENTS = 256  # per worker; how far the others may go on while one document takes its time
AHEAD_CODE_POINTS = 4_000_000
START_DEATHS = 3  # workers that may die in a row before one is ready, or between two documents
POLL_SECONDS = 1.0
BOOT_SECONDS = 60.0  # at least, for Python and the plugins' modules
PAUSE_SECONDS = 5.0  # if the supervisor looks less often, it was stopped or had to wait, and no worker is to blame
KNOWN_REPEATS = 20_000

log = logging.getLogger("annotate")


class Workers:
    """The engine that works in ``limits.jobs`` processes, each document within ``limits.timeout`` seconds."""

    def __init__(self, order: WorkOrder, limits: Limits) -> None:
        self.order = order
        self.limits = limits
        self.losses = Losses()
        self._members: list[Member] = []
        self._started = 0
        self._deaths_in_a_row = 0
        self._made_by: list[PluginRun] | None = None
        self._events: Events = SimpleQueue()
        self._slots = Slots()
        self._waiting: deque[Task] = deque()
        self._homes: OrderedDict[bytes, Task | Member] = OrderedDict()  # who has done a text, and does its repeats
        self._looked = time.monotonic()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="annotate-")))
        except OSError as error:
            raise OutputError(f"cannot make a temporary folder: {error.strerror}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for member in self._members:
            if kind is None:
                member.dismiss()
            else:
                member.process.kill()
        for member in self._members:
            member.bury()
        self._stack.close()

    def made_by(self) -> list[PluginRun]:
        """See `Engine`. Raises WorkersDie."""
        while self._made_by is None:
            if not self._members:
                self._start()
            self._wait()
        return self._made_by

    def results(self, records: Iterable[Record]) -> Iterator[Result]:
        """See `Engine`. Raises WorkersDie."""
        stream = windows(records, single=self.limits.timeout is not None)
        more = True
        while more or self._slots:
            while more and self._has_room():
                window = next(stream, None)
                more = window is not None
                self._take(window or [])
            self._hand_out()
            if self._slots.blocked:
                self._wait()
            yield from self._slots.finished()

    # Handing out

    def _has_room(self) -> bool:
        jobs = self.limits.jobs
        if self._slots.code_points >= jobs * AHEAD_CODE_POINTS or len(self._slots) >= jobs * AHEAD_DOCUMENTS:
            return False
        return len(self._waiting) < jobs

    def _take(self, window: list[Record]) -> None:
        """Give each record its place, and what must be worked on to the tasks; repeats to who has the first."""
        new = Task([])
        for record in window:
            number = self._slots.take(record)
            if not isinstance(record, Document):
                continue
            item = Item(number, record, repeat_key(record) if self.limits.cache else b"")
            home = self._homes.get(item.key)
            if isinstance(home, Task) and home in self._waiting:
                home.items.append(item)
            elif isinstance(home, Member) and home in self._members and not home.full:
                home.give(Task([item]))
            else:
                new.items.append(item)
                self._remember(item, new)
        if new.items:
            self._waiting.append(new)

    def _remember(self, item: Item, home: Task | Member) -> None:
        """Where the repeats of a document are to go."""
        if item.key:
            self._homes[item.key] = home
            if len(self._homes) > KNOWN_REPEATS:
                self._homes.popitem(last=False)

    def _hand_out(self) -> None:
        while len(self._members) < self.limits.jobs and self._free() < len(self._waiting):
            self._start()
        for in_hand in range(IN_HAND):
            for member in self._members:
                if self._waiting and member.ready and not member.full and len(member.tasks) == in_hand:
                    self._give(member, self._waiting.popleft())

    def _free(self) -> int:
        """Workers that have nothing in hand, or will have nothing when they are ready."""
        return sum(not member.tasks and not member.full for member in self._members)

    def _give(self, member: Member, task: Task) -> None:
        for item in task.items:
            self._remember(item, member)
        member.give(task)

    def _start(self) -> None:
        self._started += 1
        try:
            with undisturbed():  # until it is known, and is ended with the others
                member = Member(self.order, self._folder, self._started, self.limits.max_worker_memory, self._events)
                self._members.append(member)
        except OSError as error:
            raise WorkersDie(f"cannot start a worker process: {error.strerror}") from error

    # Waiting

    def _wait(self) -> None:
        """Until something happens; then all that has happened."""
        try:
            event = self._events.get(timeout=self._patience())
            while True:
                self._handle(*event)
                event = self._events.get_nowait()
        except Empty:
            self._look_round()

    def _patience(self) -> float:
        limit = self.limits.timeout
        if limit is None:
            return POLL_SECONDS
        now = time.monotonic()
        return min([POLL_SECONDS, *(max(0.01, m.since + limit - now) for m in self._members if m.tasks)])

    def _handle(self, member: Member, when: float, message: Message) -> None:
        if member not in self._members:
            return  # said after it was given up for dead
        if isinstance(message, Finished):
            self._slots.finish(message.number, member.completed(message))
            task = member.tasks[0]
            task.items.pop(0)
            if not task.items:
                member.tasks.popleft()
            member.since, member.warned = when, False
            self._deaths_in_a_row = 0
        elif isinstance(message, Ready):
            self._check_memory(message.memory)
            member.ready = True
            member.since = when
            self._deaths_in_a_row = 0
            self._made_by = message.made_by
        elif isinstance(message, Full):
            member.full = True
        else:
            self._members.remove(member)
            self._lost(member)
            member.bury()

    def _look_round(self) -> None:
        """Give up workers that take too long."""
        now = time.monotonic()
        if now - self._looked > PAUSE_SECONDS:
            for member in self._members:
                member.since += now - self._looked
        self._looked = now
        for member in list(self._members):
            if member.given_up is not None:
                continue
            if not member.process.is_alive():
                if member.seen_dead:
                    self._events.put((member, now, Gone()))  # a process of a plugin's holds its pipe open
                member.seen_dead = True
            elif not member.ready:
                self._check_start(member, now)
            elif member.tasks:
                self._check_progress(member, now)

    def _check_start(self, member: Member, now: float) -> None:
        _, plugin = member.whereabouts
        if plugin != member.loading:
            member.loading, member.since = plugin, now  # each plugin has its time
        limit = self.limits.start_timeout if plugin else max(self.limits.start_timeout, BOOT_SECONDS)
        if now - member.since > limit:
            raise WorkersDie(
                f"a worker process is not ready after {limit:g} s{_loading(plugin)}; if that is how long it takes, "
                "give a longer start_timeout in the job file"
            )

    def _check_progress(self, member: Member, now: float) -> None:
        timeout, stall = self.limits.timeout, self.limits.stall
        taken = now - member.since
        if timeout is not None:
            if taken > timeout:
                member.give_up(Fault("timeout", f"it took longer than {timeout:g} s"))
        elif taken > 2 * stall:
            member.give_up(Fault("timeout", f"it took longer than {2 * stall:g} s"))
        elif taken > stall and not member.warned:
            member.warned = True
            item = member.tasks[0].items[0]
            _, plugin = member.whereabouts
            log.warning(
                "%s: no progress for %g s, %s at work; given up after as long again",
                *(item.document.origin or item.document.id, stall, plugin or "the core"),
            )

    def _check_memory(self, memory: int) -> None:
        limit = self.limits.max_worker_memory
        if limit is not None and memory > limit:
            raise WorkersDie(
                f"a worker holds {memory >> 20}M before its first document; max_worker_memory, {limit >> 20}M, must be "
                "well above that"
            )

    # Losses

    def _lost(self, member: Member) -> None:
        """A worker has ended. What it had in hand goes to others; what it died of is tried again, or blamed."""
        if member.full:
            self.losses.recycled += 1
            self._again(*member.tasks)
            return
        self.losses.died += 1
        cause = member.cause_of_death()
        number, plugin = member.whereabouts
        if not member.tasks:
            self._deaths_in_a_row += 1
            if self._deaths_in_a_row >= START_DEATHS:
                raise WorkersDie(
                    f"worker processes die{_loading(plugin)} ({cause}); run one document without -j and --timeout "
                    "to see why"
                )
            return
        fault = member.given_up or Fault("failed", f"its process died ({cause})")
        fault = replace(fault, traceback=member.stack)
        judgement = judge(member.tasks, (number, plugin), fault)
        if judgement.failed is not None:
            item, result = judgement.failed
            self._slots.finish(item.number, result)
        self._again(*judgement.again)

    def _again(self, *tasks: Task) -> None:
        """Tasks for the next worker that is free, before all others, in their order."""
        self._waiting.extendleft(reversed(tasks))


def _loading(plugin: str) -> str:
    return f" while they load {plugin}" if plugin else ""
