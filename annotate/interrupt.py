"""Ctrl-C during a batch job: the first one ends the stream of documents, so that what was begun is finished and
kept; the second stops at once.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Self, TypeVar

T = TypeVar("T")

SAID = b"\nannotate: finishing the documents that were begun; Ctrl-C again stops at once\n"


class Drain:
    """Waits for Ctrl-C while it is entered. ``requested``: whether it came. It does nothing unless ``wanted``, nor in
    a process that was started to ignore Ctrl-C, as a shell's background jobs are.
    """

    def __init__(self, *, wanted: bool) -> None:
        self.wanted = wanted and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
        self.requested = False
        self._reading = False

    def __enter__(self) -> Self:
        if self.wanted:
            self._before = signal.signal(signal.SIGINT, self._asked)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.wanted:
            signal.signal(signal.SIGINT, self._before)

    def _asked(self, number: int, frame: FrameType | None) -> None:
        if self.requested:
            raise KeyboardInterrupt
        self.requested = True
        os.write(2, SAID)  # not through Python's streams, whose writing this may have interrupted
        if self._reading:
            raise KeyboardInterrupt  # an input may be a pipe that gives nothing for hours

    def until_requested(self, stream: Iterator[T]) -> Iterator[T]:
        """A stream that ends when Ctrl-C comes, also while it waits for its next."""
        while not self.requested:
            self._reading = True
            try:
                item = next(stream)
            except StopIteration:
                return
            except KeyboardInterrupt:
                if not self.requested:
                    raise
                return
            finally:
                self._reading = False
            yield item
