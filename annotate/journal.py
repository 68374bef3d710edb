"""The journal of a batch job: what has been done, so that a job that was stopped, by kill -9 too, goes on where
it was.

One JSON line per record in ``OUT/.annotate/journal.jsonl``, written after its results are in place; the last line
of a record counts. Done is what has the same text, was made by the same plugins, models, lists and settings, and
still lies where it was put, unchanged.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from annotate.errors import OutputError, UsageError
from annotate.index import Index
from annotate.outcome import DONE_BEFORE, OK, Outcome

FOLDER = ".annotate"
Entry = dict[str, Any]
_BEGINNING = b'{"id": "'
_DECODER = json.JSONDecoder()


class Journal:
    """What a job has done so far. One process at a time may hold it.

    ``folder``: where the job's results go; each shard keeps a journal of its own there. With ``resume``, what
    is in the journal counts; without, it begins anew. Raises UsageError if another job is writing into the
    folder, OutputError if the journal cannot be written.
    """

    def __init__(self, folder: Path, *, resume: bool, shard: tuple[int, int] | None = None) -> None:
        self.folder = folder
        self.path = folder / FOLDER / for_shard("journal.jsonl", shard)
        self.outdated = False  # whether it has lines that later ones make void
        self._known = Index()  # every record that has a line, and where it is
        self._intact: dict[str, str] = {}  # files looked at that hold several documents, with their digest
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = self.path.with_suffix(".lock").open("w")
            _lock(self._lock.fileno(), folder)
            if resume:
                for offset, line in whole_lines(self.path):
                    self._note(_key_of(line), offset)
                _cut_torn_line(self.path)
            self._out: BinaryIO = self.path.open("ab" if resume else "wb")
            self._in: BinaryIO = self.path.open("rb")
        except OSError as error:
            raise OutputError(f"cannot write the journal {self.path}: {error.strerror}") from error

    def _note(self, name: str, offset: int) -> None:
        if self._known.put(name, offset) is not None:
            self.outdated = True

    def done(self, id: str, sha256: str, fingerprint: str) -> Outcome | None:
        """What became of a document that need not be done again; None if it must."""
        offset = self._known.get(id)
        if offset is None:
            return None
        self._in.seek(offset)
        entry = json.loads(self._in.readline())
        if tuple(map(entry.get, ("id", "status", "sha256", "fingerprint"))) != (id, OK, sha256, fingerprint):
            return None
        if not all(self._lies_there(name, *seen) for name, seen in entry["outputs"].items()):
            return None
        places = tuple(f"{self.folder}/{name}" for name in entry["outputs"])
        return Outcome(id, entry["source"], OK, reason=DONE_BEFORE, outputs=places, sha256=sha256)

    def _lies_there(self, name: str, digest: str, size: int, modified: int) -> bool:
        """Whether a file is as it was left. As git does, it is read only if its size or its time is another."""
        path = f"{self.folder}/{name}"
        try:
            now = os.stat(path)  # noqa: PTH116 - a path object for each of a million is slow
        except OSError:
            return False
        if (now.st_size, now.st_mtime_ns) == (size, modified):
            return True
        if now.st_size != size:
            return False
        if name not in self._intact:
            self._intact = {name: sha256_of(Path(path))}
        return self._intact[name] == digest

    def add(self, outcome: Outcome, fingerprint: str, digests: Iterable[str]) -> None:
        """Record what became of a record. ``digests``: of its outputs, which are in place. Raises OutputError."""
        entry: Entry = {"id": outcome.id, "source": outcome.source, "status": outcome.status}
        if outcome.copy:
            entry["copy"] = outcome.copy
        if outcome.outputs:
            entry |= {"sha256": outcome.sha256, "fingerprint": fingerprint, "outputs": {}}
        try:
            for place, digest in zip(outcome.outputs, digests, strict=True):
                found = os.stat(place)  # noqa: PTH116 - the place is a name
                entry["outputs"][os.path.relpath(place, self.folder)] = [digest, found.st_size, found.st_mtime_ns]
            self._note(key(entry), self._out.tell())
            self._out.write(json.dumps(entry, ensure_ascii=True).encode() + b"\n")
            self._out.flush()  # in the system's hands: a killed process loses nothing
        except OSError as error:
            raise OutputError(f"cannot write the journal {self.path}: {error.strerror}") from error

    def close(self) -> None:
        """Let others have it."""
        try:
            self._out.close()
        except OSError as error:
            raise OutputError(f"cannot write the journal {self.path}: {error.strerror}") from error
        finally:
            self._in.close()
            self._lock.close()


def key(entry: Entry) -> str:
    """What tells a record from others: its id and, where several have the same, which one it is."""
    id: str = entry["id"]
    return f"{id}\0{entry['copy']}" if "copy" in entry else id


def entries(path: Path) -> Iterator[tuple[int, Entry]]:
    """The lines of a journal as data, and where they begin. Raises UsageError if one is none."""
    for offset, line in whole_lines(path):
        yield offset, json.loads(line)


def whole_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a journal and where they begin; the last one is left out if it was torn. Raises UsageError if
    one does not look as it should.
    """
    if not path.exists():
        return
    offset = 0
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n"):
                return
            if not line.startswith(_BEGINNING) or not line.endswith(b"}\n"):
                raise UsageError(f"{path}:{number}: the journal is damaged; begin anew with --restart")
            yield offset, line
            offset += len(line)


def _key_of(line: bytes) -> str:
    """The `key` of a line, of which no more is read than must be: a journal may have millions."""
    if b'"copy": ' in line:
        return key(json.loads(line))
    id: str = _DECODER.raw_decode(line.decode(), len(_BEGINNING) - 1)[0]
    return id


def for_shard(name: str, shard: tuple[int, int] | None) -> str:
    """The name of a shard's own file: ``journal.jsonl`` -> ``journal-2-of-4.jsonl``."""
    if shard is None:
        return name
    stem, dot, suffix = name.rpartition(".")
    return f"{stem or suffix}-{shard[0]}-of-{shard[1]}{dot if stem else ''}{suffix if stem else ''}"


def status(folder: Path) -> dict[str, Counter[str]]:
    """How many records of each status every journal of a folder of results has, by the journal's name."""
    return {
        path.name: Counter({key(entry): entry["status"] for _, entry in entries(path)}.values())
        for path in sorted((folder / FOLDER).glob("*.jsonl"))
    }


def sha256_of(path: Path) -> str:
    """The digest of a file; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _cut_torn_line(path: Path) -> None:
    """Take off what was being written when the process was killed."""
    if path.exists():
        with path.open("rb+") as file:
            size = end = file.seek(0, os.SEEK_END)
            while end and not _ends_line(file, end):
                end -= 1
            if end < size:
                file.truncate(end)


def _ends_line(file: BinaryIO, end: int) -> bool:
    file.seek(end - 1)
    return file.read(1) == b"\n"


def _lock(descriptor: int, folder: Path) -> None:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(f"another job is writing into {folder}; wait for it, or give another output folder") from error
