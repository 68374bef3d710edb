"""Where a worker is: on which document, in which plugin. It can be read when the worker hangs, and after its death.

A small file, mapped into memory, because a note is left before every call of a plugin.
"""

from __future__ import annotations

import mmap
from pathlib import Path

NOWHERE, LOADING, PREPARING = -1, -2, -3  # in the place of a document's number
_NUMBER, _SIZE = 24, 512


class Whereabouts:
    """The worker's end: leaves notes."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _SIZE)
        self.document(LOADING)

    def document(self, number: int) -> None:
        """A document begins, or one of the stages that have no document."""
        self.plugin("")
        self._map[:_NUMBER] = str(number).encode().ljust(_NUMBER)

    def plugin(self, name: str) -> None:
        """A plugin gets control; an empty name: it is the core's turn."""
        self._map[_NUMBER:] = name.encode()[: _SIZE - _NUMBER].ljust(_SIZE - _NUMBER)


def blank(path: Path) -> None:
    """Make the file, of its full size, so that later notes need no room on the disk."""
    path.write_bytes(str(LOADING).encode().ljust(_SIZE))


def read(path: Path) -> tuple[int, str]:
    """The document's number, or the stage, and the plugin's name."""
    data = path.read_bytes()
    number = data[:_NUMBER].strip()
    return int(number) if number else NOWHERE, data[_NUMBER:].decode(errors="replace").strip()
