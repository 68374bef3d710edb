"""An input as a reader sees it, before anybody knows what it holds."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

HEAD = 65536  # bytes that a reader may look at before it decides; also the buffer of every input


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record of an input that could not be read. It counts as a failed document.

    ``id``: as a document would have had it. ``reason``: a sentence. ``where``: input and line. ``passed_over``:
    nobody asked for this very input, and it does not look like a document; it counts as skipped.
    """

    id: str
    reason: str
    where: str = ""
    passed_over: bool = False


@dataclass(frozen=True)
class Source:
    """One input: a file, standard input, or bytes.

    ``name``: as the user gave it; ``-`` for standard input. ``id``: what documents made from it are called,
    without suffix, with ``/`` for the folders to be mirrored. ``format``: the reader that the user asked for,
    or None. ``encoding``: declared by the user, or None.
    """

    name: str
    id: str
    opener: Callable[[], BinaryIO] = field(repr=False)
    format: str | None = None
    encoding: str | None = None
    _open: list[io.BufferedReader] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def from_path(
        cls, path: Path, *, id: str | None = None, format: str | None = None, encoding: str | None = None
    ) -> Source:
        """An input that is a file. ``id`` defaults to the file's name without its suffix."""
        return cls(str(path), id or stem(path.name), lambda: open(path, "rb", buffering=HEAD), format, encoding)

    @classmethod
    def from_bytes(
        cls,
        data: bytes,
        *,
        name: str = "bytes",
        id: str = "document",
        format: str | None = None,
        encoding: str | None = None,
    ) -> Source:
        """An input in memory."""
        return cls(name, id, lambda: io.BytesIO(data), format, encoding)

    @classmethod
    def from_stream(
        cls,
        stream: BinaryIO,
        *,
        name: str = "-",
        id: str = "stdin",
        format: str | None = None,
        encoding: str | None = None,
    ) -> Source:
        """An input that can be read once, such as standard input."""
        return cls(name, id, lambda: stream, format, encoding)

    @property
    def suffix(self) -> str:
        """The last suffix of the name, lower case, with its dot: ``.txt``."""
        return Path(self.name).suffix.lower()

    @property
    def head(self) -> bytes:
        """The first bytes, at most `HEAD` of them, without consuming them. Raises OSError."""
        return self.open().peek(HEAD)[:HEAD]

    def open(self) -> io.BufferedReader:
        """The input's bytes from the beginning, as one stream: whoever reads on, consumes. Raises OSError."""
        if not self._open:
            stream = self.opener()
            buffered = (
                stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream), HEAD)
            )
            self._open.append(cast(io.BufferedReader, buffered))
        return self._open[0]

    def read(self) -> bytes:
        """All of it."""
        return self.open().read()

    def close(self) -> None:
        """Close the stream, if it was opened."""
        for stream in self._open:
            stream.close()
        self._open.clear()


def stem(name: str) -> str:
    """A file's name without what says its format: ``a.tei.xml`` -> ``a``, ``b.txt`` -> ``b``."""
    for suffix in (".tei.xml", ".jsonl.gz"):
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    base, dot, _ = name.rpartition(".")
    return base if dot and base else name
