"""Bytes out of containers: one stream for all kinds of them, which says in one way what is wrong, and stops bombs."""

from __future__ import annotations

import io
import posixpath
import zlib
from collections.abc import Callable

from annotate.source import Bounds

FREE = 16 << 20  # bytes that anything may unpack to, however small it was


class Damaged(OSError):
    """Raised when a container breaks off, is damaged or is refused. Its message is a sentence without a full stop."""


def bomb(size: int, packed: int, bounds: Bounds) -> str | None:
    """A sentence if so many bytes come out of so few that it cannot be meant well; else None."""
    if size <= FREE or size <= packed * bounds.ratio:
        return None
    return (
        f"{packed:,} bytes unpack to {size:,} or more: a decompression bomb "
        f"(the limit is {bounds.ratio} to 1: input.limits.ratio in a job file, --input-limit ratio=N)"
    )


class Tap:
    """A stream of packed bytes that counts what is taken from it, and gives what there is before it fails."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self.stream = stream
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """Bytes as they come: fewer than asked for, so that a live stream is answered at once."""
        data = self.stream.read1(size)
        self.taken += len(data)
        return data


class Unpacked(io.RawIOBase):
    """What is unpacked, as a stream.

    ``read``: gives at most so many bytes, none at the end. ``errors``: what it raises besides OSError. ``taken``:
    how many packed bytes it has used. Reading raises Damaged.
    """

    def __init__(
        self,
        read: Callable[[int], bytes],
        bounds: Bounds,
        *,
        errors: tuple[type[Exception], ...] = (),
        taken: Callable[[], int] | None = None,
    ) -> None:
        self._read = read
        self._bounds = bounds
        self._errors: tuple[type[Exception], ...] = (EOFError, zlib.error, *errors)
        self._taken = taken
        self._size = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer as far as one step of unpacking does."""
        try:
            data = self._read(len(buffer))
        except self._errors as error:
            raise Damaged(broken(error)) from error
        self._size += len(data)
        if self._taken is not None and (sentence := bomb(self._size, self._taken(), self._bounds)):
            raise Damaged(sentence)
        buffer[: len(data)] = data
        return len(data)


def broken(error: Exception) -> str:
    """The sentence for data that cannot be unpacked."""
    if isinstance(error, EOFError):
        return "the compressed data breaks off here"
    return f"the data breaks off or is damaged here: {error}"


def refusal(path: str) -> str | None:
    """Why a member of this name is refused, or None."""
    parts = path.replace("\\", "/").split("/")
    if posixpath.normpath(path) == ".":
        return "it has no name"
    if parts[0] == "" or (len(parts[0]) == 2 and parts[0][1] == ":"):
        return "its name is an absolute path"
    if ".." in parts:
        return "its name leads out of the archive"
    return None


def hidden(path: str) -> bool:
    """Whether a member is hidden, as a file in a folder would be."""
    return any(part.startswith(".") for part in posixpath.normpath(path).split("/"))
