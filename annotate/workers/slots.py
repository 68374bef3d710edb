"""The order of records: whatever is finished first, results come out in the order in which records went in."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from annotate.document import Document
from annotate.engine import Record, with_document, without_work
from annotate.work import Result


@dataclass(slots=True)
class _Slot:
    record: Record
    result: Result | None = None


class Slots:
    """Records that are on their way, by number. ``code_points``: of their texts together."""

    def __init__(self) -> None:
        self.code_points = 0
        self._slots: deque[_Slot] = deque()
        self._first = 0  # the number of the first of them

    def __len__(self) -> int:
        return len(self._slots)

    def take(self, record: Record) -> int:
        """Let a record in; return its number. What is not to be worked on is finished."""
        if isinstance(record, Document):
            self.code_points += len(record.text)
            self._slots.append(_Slot(record))
        else:
            self._slots.append(_Slot(record, without_work(record)))
        return self._first + len(self._slots) - 1

    def finish(self, number: int, result: Result) -> None:
        """There is a result for a document."""
        slot = self._slots[number - self._first]
        assert isinstance(slot.record, Document)
        slot.result = with_document(result, slot.record)

    def finished(self) -> Iterator[Result]:
        """Let out the results whose turn it is."""
        while self._slots and (result := self._slots[0].result) is not None:
            slot = self._slots.popleft()
            self._first += 1
            self.code_points -= len(slot.record.text) if isinstance(slot.record, Document) else 0
            yield result

    @property
    def blocked(self) -> bool:
        """Whether the first of them, if there is one, is not finished."""
        return not self._slots or self._slots[0].result is None
