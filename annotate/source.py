"""An input as a reader sees it, before anybody knows what it holds."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, cast

from annotate.document import Metadata

HEAD = 65536  # bytes that a reader may look at before it decides; also the buffer of every input
PIECE = 1 << 20  # bytes that are read at a time

# What a name's suffix says: that a file is compressed, and what is in it if that is said too; that it is an archive.
COMPRESSED = {".gz": "", ".zst": "", ".tgz": ".tar", ".tzst": ".tar"}
ARCHIVES = frozenset({".zip", ".tar", ".warc"})

Opener = Callable[[], BinaryIO | io.RawIOBase]
"""Gives the bytes of an input from the beginning."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much an input may be before it is refused.

    ``document``: bytes of the largest input that is read as one document, and of the longest line of JSON Lines.
    ``ratio``: how many bytes one compressed byte may become. ``depth``: how many containers may stand one inside
    the other.
    """

    document: int = 256 << 20
    ratio: int = 200
    depth: int = 4


class TooLarge(OSError):
    """Raised when an input is larger than what may be read as one document."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"it is larger than {limit:,} bytes, the most that is read as one document "
            "(input.limits.document in a job file, --input-limit document=SIZE)"
        )


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
    """One input: a file, standard input, bytes, or what a container (an archive, a compressed file) holds.

    ``name``: as the user gave it; ``-`` for standard input; ``news.zip/a.txt`` for a member. ``id``: what documents
    made from it are called, without suffix, with ``/`` for the folders to be mirrored. ``format``: the reader that
    the user asked for, or None. ``encoding``: declared by the user or the container, or None. ``bounds``: how much
    it may be. ``metadata``: what the container says of it; it counts where the input itself says nothing.
    ``inner_suffix``: of what a compressed file holds. ``path``: the file, if it is one by itself.
    """

    name: str
    id: str
    opener: Opener = field(repr=False)
    format: str | None = None
    encoding: str | None = None
    bounds: Bounds = field(default_factory=Bounds)
    metadata: Metadata | None = None
    inner_suffix: str | None = None
    path: Path | None = None
    _open: list[io.BufferedReader] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def from_path(
        cls, path: Path, *, id: str | None = None, format: str | None = None, encoding: str | None = None
    ) -> Source:
        """An input that is a file. ``id`` defaults to the file's name without its suffix."""
        return cls(
            str(path),
            id or stem(path.name),
            lambda: open(path, "rb", buffering=HEAD),
            format,
            encoding,
            path=path,
        )

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

    def member(
        self,
        path: str,
        opener: Opener,
        *,
        encoding: str | None = None,
        metadata: Metadata | None = None,
    ) -> Source:
        """An input that lies in this one, for a reader of containers to yield. ``path``: where in it, with ``/``.

        It is closed when it has been read, before the next one is asked for.
        """
        folder, slash, name = path.rpartition("/")
        return replace(
            self,
            name=f"{self.name}/{path}",
            id=f"{self.id}/{folder}{slash}{stem(name)}",
            opener=opener,
            encoding=self.encoding or encoding,
            metadata=metadata or self.metadata,
            inner_suffix=None,
            path=None,
            _open=[],
        )

    def beside(self, suffix: str) -> Source | None:
        """The file of the same name with another suffix, such as the text that annotations stand beside; None if there
        is none, or if this is no file by itself.
        """
        if self.path is None:
            return None
        path = self.path.with_name(self.path.name.removesuffix(self.path.suffix) + suffix)
        if not path.is_file():
            return None
        return replace(Source.from_path(path, id=self.id, encoding=self.encoding), bounds=self.bounds)

    def unpacked(self, opener: Opener) -> Source:
        """The same input without its compression."""
        return replace(self, opener=opener, inner_suffix=split_name(self.name)[1], path=None, _open=[])

    @property
    def suffix(self) -> str:
        """The last suffix of the name, lower case, with its dot: ``.txt``."""
        return Path(self.name).suffix.lower() if self.inner_suffix is None else self.inner_suffix

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
        """All of it. Raises OSError: TooLarge if it is larger than ``bounds.document``; a file is then not read."""
        limit = self.bounds.document
        stream = self.open()
        if _file_size(stream) > limit:
            raise TooLarge(limit)
        pieces: list[bytes] = []
        left = limit
        while piece := stream.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise TooLarge(limit)
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def close(self) -> None:
        """Close the stream, if it was opened."""
        for stream in self._open:
            stream.close()
        self._open.clear()


def _file_size(stream: io.BufferedReader) -> int:
    """Bytes of a regular file, 0 of anything else."""
    try:
        status = os.fstat(stream.fileno())
    except (OSError, AttributeError):  # no file stands behind it
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def split_name(name: str) -> tuple[str, str, str]:
    """What stands before a name's suffix, that suffix, and that of its compression, the latter two in lower case:
    ``a.jsonl.gz`` -> ``a``, ``.jsonl``, ``.gz``; ``a.tgz`` -> ``a``, ``.tar``, ``.tgz``.
    """
    base, suffix = os.path.splitext(name)  # noqa: PTH122 - a name, perhaps of no file
    packed = suffix.lower()
    if packed not in COMPRESSED:
        return base, packed, ""
    if COMPRESSED[packed]:
        return base, COMPRESSED[packed], packed
    base, suffix = os.path.splitext(base)  # noqa: PTH122
    return base, suffix.lower(), packed


def stem(name: str) -> str:
    """A file's name without what says its format: ``a.tei.xml`` -> ``a``, ``b.txt.gz`` -> ``b``.

    An archive keeps its whole name: it is the folder of its members.
    """
    base, suffix, _ = split_name(name)
    if suffix in ARCHIVES:
        return name
    return base[:-4] if suffix == ".xml" and base.lower().endswith(".tei") and len(base) > 4 else base
