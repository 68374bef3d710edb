"""From what the user names to inputs: files, folders, globs, lists of files and standard input, each accounted for."""

from __future__ import annotations

import fnmatch
import itertools
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotate.errors import UsageError
from annotate.job import FileList, Inputs
from annotate.source import ARCHIVES, COMPRESSED, HEAD, Source, stem

STDIN = "-"
CONTAINERS = (".jsonl", ".ndjson", *COMPRESSED, *sorted(ARCHIVES))  # inputs whose documents bring ids of their own
PAPERS = (".pdf", ".docx", ".docm", ".dotx", ".odt", ".ott", ".epub", ".rss", ".atom", ".eml", ".mbox")
DOCUMENTS = frozenset({"", ".txt", ".text", ".html", ".htm", ".xhtml", ".xml", *PAPERS, *CONTAINERS})
_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Found:
    """One input that will be read, or ``problem``, why it cannot be.

    ``name``: as the user can find it again. ``id``: what its document is called. ``label``: what a file says of
    where its text came from, the same wherever the folder lies. ``path``: None for standard input.
    ``in_folder``: the user did not name it but its folder.
    """

    name: str
    id: str
    label: str
    path: Path | None = None
    in_folder: bool = False
    problem: str = ""

    def source(self, inputs: Inputs) -> Source:
        """The input, to be opened. Only one without a problem has one."""
        return Source(self.name, self.id, self._opened, inputs.format, inputs.encoding, inputs.bounds, path=self.path)

    def _opened(self) -> BinaryIO:
        return sys.stdin.buffer if self.path is None else open(self.path, "rb", buffering=HEAD)


def find(inputs: Inputs, leave_out: Iterable[Path] = ()) -> Iterator[Found]:
    """All inputs in the order given, those of a folder by name. ``leave_out``: folders and files that hold
    results.
    """
    avoid = {path.resolve() for path in leave_out}
    for given in inputs.paths:
        path = inputs.base / given
        if given == STDIN:
            if sys.stdin is None:
                raise UsageError("standard input is closed")
            yield Found(STDIN, "stdin", "stdin")
        elif _MAGIC & set(given) and not os.path.lexists(path):
            yield from _globbed(given, inputs, avoid)
        elif os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
            none = Found(str(path), path.name, path.name, None, True, "there is no document in it")
            inside = _folder(path, inputs, avoid)
            yield next(inside, none)
            yield from inside
        else:
            yield _file(path, Path(path.name))
    for listed in inputs.lists:
        for name in _names(listed):
            # As tar does: absolute names and those that lead upwards are mirrored from where they are the same.
            parts = [part for part in Path(os.path.normpath(name)).parts if part not in (os.sep, os.pardir)]
            yield _file(listed.base / name, Path(*parts), listed=True)


def _file(path: Path, relative: Path, *, in_folder: bool = False, listed: bool = False) -> Found:
    """A file; ``relative`` is its path within the folder that is mirrored. A FIFO is read if the user named it and
    nothing else: who opens one that nobody writes to waits for ever.
    """
    try:
        mode = path.stat().st_mode
        problem = "" if stat.S_ISREG(mode) else "it is neither a file nor a folder"
        if stat.S_ISFIFO(mode):
            problem = "it is a FIFO; to read it, name it as an input of its own" if in_folder or listed else ""
        if stat.S_ISDIR(mode):
            problem = "it is a folder; a list names files only"
    except OSError as error:
        problem = error.strerror or str(error)
    id = (relative.parent / stem(relative.name)).as_posix()
    return Found(str(path), id, relative.as_posix(), path, in_folder, problem)


def _names(listed: FileList) -> Iterator[str]:
    """The names in a list, as they stand there: no globs. Empty ones are passed over. Raises UsageError."""
    try:
        with _list_opened(listed) as stream:
            piece = stream.read(HEAD)
            null = listed.null or b"\0" in piece  # no name holds one
            for number, name in enumerate(_split(piece, stream, b"\0" if null else b"\n"), 1):
                if b"\0" in name:
                    raise UsageError(
                        f"{listed.path}:{number}: NUL in a list of lines; do its names end with NUL? Try -0"
                    )
                if name := name if null else name.removesuffix(b"\r"):
                    yield os.fsdecode(name)
    except OSError as error:
        raise UsageError(f"{listed.path}: the list of files cannot be read: {error.strerror or error}") from error


def _list_opened(listed: FileList) -> AbstractContextManager[BinaryIO]:
    if listed.path != STDIN:
        return open(listed.base / listed.path, "rb")
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    return nullcontext(sys.stdin.buffer)


def _split(piece: bytes, stream: BinaryIO, end: bytes) -> Iterator[bytes]:
    """What stands before each ``end``, and behind the last, of a stream whose first piece has been read."""
    rest = b""
    while piece:
        *names, rest = (rest + piece).split(end)
        yield from names
        piece = stream.read(HEAD)
    yield rest


def _globbed(pattern: str, inputs: Inputs, avoid: set[Path]) -> Iterator[Found]:
    fixed = Path(*itertools.takewhile(lambda part: not _MAGIC & set(part), Path(pattern).parts))
    wild = Path(pattern).relative_to(fixed)
    hidden_too = any(part.startswith(".") for part in wild.parts)
    base = inputs.base / fixed
    none = True
    for path in sorted(base.glob(str(wild / "*" if wild.name == "**" else wild))):
        relative = path.relative_to(base)
        hidden = not hidden_too and any(part.startswith(".") for part in relative.parts)
        if not (hidden or path.is_dir() or _avoided(path, avoid) or left_out(str(path), str(relative), inputs)):
            none = False
            yield _file(path, relative, in_folder=True)
    if none:
        yield Found(pattern, pattern, pattern, problem="no file matches")


def _folder(folder: Path, inputs: Inputs, avoid: set[Path]) -> Iterator[Found]:
    problems: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=problems.append):
        kept = sorted(f for f in folders if not f.startswith(".") and not _avoided(Path(here, f), avoid))
        folders[:] = [f for f in kept if not Path(here, f).is_symlink()]
        for link in kept:
            if link not in folders:
                path = Path(here, link)
                relative = path.relative_to(folder).as_posix()
                yield Found(str(path), relative, relative, None, True, "a symbolic link to a folder is not followed")
        for file in sorted(files):
            path = Path(here, file)
            relative_path = path.relative_to(folder)
            if not (file.startswith(".") or _avoided(path, avoid) or left_out(str(path), str(relative_path), inputs)):
                yield _file(path, relative_path, in_folder=True)
    for error in problems:
        name = str(error.filename)
        yield Found(name, name, name, problem=error.strerror or str(error))


def _avoided(path: Path, avoid: set[Path]) -> bool:
    """Whether a path is one of the results or lies below one."""
    if not avoid:
        return False
    real = Path(os.path.realpath(path))  # which, unlike resolve(), takes links that lead round in a circle
    return not avoid.isdisjoint((real, *real.parents))


def left_out(name: str, relative: str, inputs: Inputs) -> bool:
    """Whether a file of a folder or an archive is not to be read. A glob may be about its whole name, its path within
    the folder or archive, or the last part of it.
    """
    names = (name, relative, relative.rpartition("/")[2])
    included = not inputs.include or any(fnmatch.fnmatch(n, pattern) for pattern in inputs.include for n in names)
    return not included or any(fnmatch.fnmatch(n, pattern) for pattern in inputs.exclude for n in names)


def may_hold_several(name: str) -> bool:
    """Whether a name is one of an input whose documents bring ids of their own."""
    return name.lower().endswith(CONTAINERS)
