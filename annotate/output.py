"""Where results go: standard output, one file, or a folder with one file per document.

A file appears whole or not at all: it is written beside its place and then renamed.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from annotate.errors import OutputError
from annotate.filenames import Names
from annotate.job import Outputs
from annotate.writers import Format


@dataclass(frozen=True, slots=True)
class Written:
    """A result in a file on the disk that holds the folder for results, and its sha256."""

    path: Path
    sha256: str


class Sink(Protocol):
    """A place for results."""

    @property
    def unfinished(self) -> bool:
        """Whether something that was stored is not in its place yet."""

    def store(self, id: str, rendered: Mapping[str, bytes]) -> tuple[str, ...]:
        """Keep one document's bytes, by format; return where. Raises OutputError or DuplicateOutput."""

    def close(self) -> None:
        """All has been stored."""

    def discard(self) -> None:
        """Take away what was begun and not finished. Nothing happens after `close`."""


def open_sink(
    outputs: Outputs,
    formats: Mapping[str, Format],
    stdout: BinaryIO | None = None,
    *,
    resume: bool = False,
    shard: tuple[int, int] | None = None,
) -> Sink:
    """The place for results that a job asks for. ``resume``: what lies there stays; a ``shard`` has containers of its
    own. Raises OutputError if it cannot be had.
    """
    if outputs.container is not None and outputs.folder is not None:
        from annotate.containers import ContainerSink

        return ContainerSink(outputs, formats, resume=resume, shard=shard)
    if outputs.folder is not None:
        return FolderSink(outputs.folder, formats)
    if outputs.file is not None:
        return FileSink(outputs.file, formats)
    if stdout is None and sys.stdout is None:
        raise OutputError("standard output is closed")
    return StreamSink(stdout or sys.stdout.buffer, formats)


class _Joined:
    """What documents come to one after the other: a format's header stands before the first one only."""

    def __init__(self, formats: Mapping[str, Format]) -> None:
        self._formats = formats
        self._begun: set[str] = set()

    def pieces(self, rendered: Mapping[str, bytes]) -> Iterator[bytes]:
        """The bytes to write for a document, by format."""
        for name, data in rendered.items():
            yield data.removeprefix(self._formats[name].header) if name in self._begun else data
            self._begun.add(name)


class StreamSink:
    """Standard output: each result is flushed, so that the next program of a pipeline can go on."""

    unfinished = False

    def __init__(self, out: BinaryIO, formats: Mapping[str, Format]) -> None:
        self.out = out
        self.joined = _Joined(formats)

    def store(self, id: str, rendered: Mapping[str, bytes]) -> tuple[str, ...]:
        """See `Sink`. Raises BrokenPipeError if the reader has gone away."""
        try:
            for data in self.joined.pieces(rendered):
                self.out.write(data)
            self.out.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"cannot write to standard output: {error.strerror}") from error
        return ("-",)

    def close(self) -> None:
        """See `Sink`."""

    def discard(self) -> None:
        """See `Sink`: what was written is gone already."""


class FileSink:
    """One file. It takes its place when the job ends."""

    unfinished = True

    def __init__(self, path: Path, formats: Mapping[str, Format]) -> None:
        self.path = path
        self.joined = _Joined(formats)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        except OSError as error:
            raise OutputError(f"cannot write {path}: {error.strerror}") from error
        self.part = Path(name)
        self.out = os.fdopen(descriptor, "wb")
        self.stored = False

    def store(self, id: str, rendered: Mapping[str, bytes]) -> tuple[str, ...]:
        """See `Sink`."""
        try:
            for data in self.joined.pieces(rendered):
                self.out.write(data)
        except OSError as error:
            raise OutputError(f"cannot write {self.path}: {error.strerror}") from error
        self.stored = self.stored or bool(rendered)
        return (str(self.path),)

    def close(self) -> None:
        """See `Sink`. If nothing was stored, a file that was there before stays."""
        try:
            self.out.close()
            if self.stored:
                _permit(self.part)
                self.part.replace(self.path)
            else:
                self.part.unlink()
        except OSError as error:
            with contextlib.suppress(OSError):
                self.part.unlink(missing_ok=True)
            raise OutputError(f"cannot write {self.path}: {error.strerror}") from error

    def discard(self) -> None:
        """See `Sink`."""
        with contextlib.suppress(OSError):  # a full disk takes no last bytes either
            self.out.close()
        with contextlib.suppress(OSError):
            self.part.unlink(missing_ok=True)


class FolderSink:
    """A folder with one file per document and format, and sub-folders as in the ids."""

    unfinished = False

    def __init__(self, folder: Path, formats: Mapping[str, Format]) -> None:
        self.folder = folder
        self.formats = formats
        self.names = Names(folder)
        self.made: set[Path] = set()
        self._make(folder)

    def _make(self, folder: Path) -> None:
        if folder not in self.made:
            make_folder(folder)
            self.made.add(folder)

    def store(self, id: str, rendered: Mapping[str, bytes]) -> tuple[str, ...]:
        """See `Sink`. Raises DuplicateOutput for an id whose file this job has written already."""
        name = self.names.take(id)
        places: list[str] = []
        for format, data in rendered.items():
            path = self.folder / (name + self.formats[format].suffix)
            self._make(path.parent)
            write_atomically(path, data)
            places.append(str(path))
        return tuple(places)

    def adopt(self, id: str, written: Mapping[str, Written]) -> tuple[str, ...]:
        """As `store`, for what lies in files already: they are moved to their places."""
        name = self.names.take(id)
        places = []
        for format, file in written.items():
            path = self.folder / (name + self.formats[format].suffix)
            self._make(path.parent)
            try:
                file.path.replace(path)
            except OSError as error:
                raise OutputError(f"cannot write {path}: {error.strerror}") from error
            places.append(str(path))
        return tuple(places)

    def close(self) -> None:
        """See `Sink`."""

    def discard(self) -> None:
        """See `Sink`: each file is finished when it is stored."""


def make_folder(folder: Path) -> None:
    """Make a folder if it is not there. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise OutputError(f"cannot write into {folder}: it is a file") from error
    except OSError as error:
        raise OutputError(f"cannot make the folder {folder}: {error.strerror}") from error


def write_atomically(path: Path, data: bytes) -> None:
    """Put bytes into a file so that it is never seen half-written. Raises OutputError.

    Until it is whole it is called ``.NAME.part``: what a killed process leaves, the next attempt takes away.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        _remove(part)
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
    except BaseException:  # Ctrl-C
        _remove(part)
        raise


def _remove(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


def _permit(part: Path) -> None:
    """Temporary files are private; results have the permissions that the user's umask gives."""
    part.chmod(0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
