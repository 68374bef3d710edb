"""What goes to a worker and comes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotate.document import Document, PluginRun
from annotate.runner import Fault
from annotate.work import Result


@dataclass(slots=True)
class Item:
    """A document on its way. ``number``: its place among all records; ``key``: the same for exact repeats.

    ``faults``: plugins that are not called for it any more, because they hung or died. ``deaths``: of workers that
    had it in hand, since the last such plugin was found.
    """

    number: int
    document: Document
    key: bytes = b""
    faults: dict[str, Fault] = field(default_factory=dict)
    deaths: int = 0


@dataclass(slots=True, eq=False)
class Task:
    """Documents that a worker gets together. ``deaths``: of workers while they looked ahead at them."""

    items: list[Item]
    deaths: int = 0

    def halves(self) -> Iterable[Task]:
        """Two smaller ones, which have died as often."""
        middle = len(self.items) // 2
        return Task(self.items[:middle], self.deaths), Task(self.items[middle:], self.deaths)

    def packed(self) -> list[Packed]:
        """What the worker needs of it."""
        return [(item.number, item.document, item.faults) for item in self.items]


Packed = tuple[int, Document, dict[str, Fault]]


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has loaded its models. ``memory``: bytes that it holds."""

    made_by: list[PluginRun]
    memory: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A worker has finished a document. ``same_runs``: its plugins fared as with the worker's document before, and are
    left out, because packing them for every document is dear.
    """

    number: int
    result: Result
    same_runs: bool = False


@dataclass(frozen=True, slots=True)
class Full:
    """A worker has become too large and ends; what it has not begun is for another."""

    memory: int


@dataclass(frozen=True, slots=True)
class Gone:
    """There will be no more of this worker."""


Message = Ready | Finished | Full | Gone
