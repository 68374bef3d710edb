"""Results in containers of many documents, because a million small files are a burden to every file system.

A container is finished, with as many documents as it may hold, and then renamed; what was begun when a job is killed
is begun anew. Its bytes depend on its documents alone: no times, no owners.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, cast

from annotate.errors import OutputError
from annotate.filenames import Names, file_name
from annotate.job import CONTAINERS, Outputs
from annotate.journal import for_shard
from annotate.output import make_folder
from annotate.writers import Format
from annotate.zstd import zstd

LEVEL = 6  # of compression, with gzip


class ContainerSink:
    """See `annotate.output.Sink`."""

    def __init__(
        self,
        outputs: Outputs,
        formats: Mapping[str, Format],
        *,
        resume: bool = False,
        shard: tuple[int, int] | None = None,
    ) -> None:
        assert outputs.folder is not None
        assert outputs.container is not None
        self.folder = outputs.folder
        self.formats = formats
        self.kind = outputs.container
        self.per_container = outputs.per_container
        self.names = Names(self.folder)
        self.stem = for_shard("part", shard)
        self.documents = 0  # in the container at hand
        self.archive: _Tar | _Lines | None = None
        if self.kind.endswith(".zst"):
            zstd()  # said now, not at the first document
        make_folder(self.folder)
        there = self._there()
        if not resume:
            for path in there.values():
                path.unlink()
        self.number = max(there, default=0) if resume else 0

    @property
    def unfinished(self) -> bool:
        """See `Sink`."""
        return self.archive is not None

    def _there(self) -> dict[int, Path]:
        pattern = re.compile(rf"{re.escape(self.stem)}-(\d{{6,}})\.(?:{'|'.join(map(re.escape, CONTAINERS))})")
        found = ((pattern.fullmatch(path.name), path) for path in self.folder.iterdir())
        return {int(match[1]): path for match, path in found if match}

    def store(self, id: str, rendered: Mapping[str, bytes]) -> tuple[str, ...]:
        """See `Sink`. Raises DuplicateOutput for an id of which this job has stored a document already."""
        name = self.names.take(id)
        if not rendered:  # done before
            return ()
        try:
            if self.archive is None:
                self.number += 1
                self.path = self.folder / f"{self.stem}-{self.number:06}.{self.kind}"
                self.part = self.path.with_name(f".{self.path.name}.part")
                self.file = self.part.open("wb")
                self.archive = _archive(self.kind, self.file)
            self.archive.add(
                id, {format: (name + self.formats[format].suffix, data) for format, data in rendered.items()}
            )
            self.documents += 1
            if self.documents >= self.per_container:
                self._finish()
        except OSError as error:
            raise OutputError(f"cannot write {self.path}: {error.strerror}") from error
        return (str(self.path),)

    def _finish(self) -> None:
        assert self.archive is not None
        self.archive.close()
        _sync(self.file)
        self.file.close()
        self.part.replace(self.path)
        self.archive = None
        self.documents = 0

    def close(self) -> None:
        """See `Sink`."""
        try:
            if self.archive is not None:
                self._finish()
        except OSError as error:
            raise OutputError(f"cannot write {self.path}: {error.strerror}") from error

    def discard(self) -> None:
        """See `Sink`."""
        if self.archive is not None:
            self.archive = None
            self.file.close()
            self.part.unlink(missing_ok=True)


def prune(path: Path, kept: set[str]) -> None:
    """Leave in a container the documents whose files have these names, without suffix; if there are none, take it
    away. Raises OutputError.
    """
    try:
        if not kept:
            path.unlink(missing_ok=True)
            return
        kind = next(kind for kind in sorted(CONTAINERS, key=len, reverse=True) if path.name.endswith(f".{kind}"))
        part = path.with_name(f".{path.name}.part")
        with part.open("wb") as file, _opened(path, kind) as old:
            archive = _archive(kind, file)
            archive.take_over(old, kept)
            archive.close()
            _sync(file)
        part.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
    except (tarfile.TarError, EOFError, ValueError, zlib.error) as error:
        raise OutputError(f"{path} is damaged ({error}); take it away and resume the job") from error


class _Tar:
    """A tar archive that is being written."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._tar = tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115

    def add(self, id: str, files: Mapping[str, tuple[str, bytes]]) -> None:
        """Add a document's files: by format, their names and what they hold."""
        for name, data in files.values():
            self._add(name, data)

    def take_over(self, old: IO[bytes], kept: set[str]) -> None:
        """Add those documents of another archive whose files have these names, without suffix."""
        with tarfile.open(fileobj=old, mode="r|") as tar:
            for member in tar:
                content = tar.extractfile(member)
                dots = (match.start() for match in re.finditer(r"\.", member.name))
                if content is not None and any(member.name[:dot] in kept for dot in dots):
                    self._add(member.name, content.read())

    def _add(self, name: str, data: bytes) -> None:
        member = tarfile.TarInfo(name)  # of time 0, and of nobody
        member.size = len(data)
        self._tar.addfile(member, io.BytesIO(data))

    def close(self) -> None:
        """It is whole."""
        self._tar.close()
        self._out.close()


class _Lines:
    """JSON Lines that are being written: ``id`` and, by format, each result as text."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def add(self, id: str, files: Mapping[str, tuple[str, bytes]]) -> None:
        """See `_Tar`."""
        try:
            record = {"id": id} | {format: data.decode() for format, (_, data) in files.items()}
        except UnicodeDecodeError as error:
            raise OutputError(f"{id}: a format that is not text cannot stand in JSON Lines; take a tar") from error
        self._out.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")

    def take_over(self, old: IO[bytes], kept: set[str]) -> None:
        """See `_Tar`."""
        self._out.writelines(line for line in old if file_name(json.loads(line)["id"]) in kept)

    def close(self) -> None:
        """See `_Tar`."""
        self._out.close()


def _archive(kind: str, file: IO[bytes]) -> _Tar | _Lines:
    out = _packed(kind, file)
    return _Lines(out) if kind.startswith("jsonl") else _Tar(out)


def _packed(kind: str, file: IO[bytes]) -> IO[bytes]:
    """What compresses into a file; closing it leaves the file open."""
    if kind.endswith(".gz"):
        return cast(IO[bytes], gzip.GzipFile("", "wb", LEVEL, file, mtime=0))
    if kind.endswith(".zst"):
        return cast(IO[bytes], zstd().ZstdFile(file, "wb"))
    return cast(IO[bytes], open(file.fileno(), "wb", closefd=False))


@contextlib.contextmanager
def _opened(path: Path, kind: str) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        if kind.endswith(".gz"):
            yield cast(IO[bytes], gzip.GzipFile(fileobj=file))
        else:
            yield cast(IO[bytes], zstd().ZstdFile(file)) if kind.endswith(".zst") else file


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
