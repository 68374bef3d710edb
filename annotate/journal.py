"""The journal of a batch job: what has been done, so that a job that was stopped, by kill -9 too, goes on where
it was.

One JSON line per document in ``OUT/.annotate/journal.jsonl``, written after its results are in place. Done is
what has the same text, was made by the same plugins, models, lists and settings, and still lies where it was
put, unchanged.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import annotate
from annotate.document import Document, PluginRun
from annotate.engine import Done, Record
from annotate.errors import OutputError, UsageError
from annotate.job import Job
from annotate.outcome import DONE_BEFORE, OK, Outcome
from annotate.tei.characters import text_sha256
from annotate.work import Result, Worker, WorkOrder

FOLDER = ".annotate"


class Journal:
    """What a job has done so far. One process at a time may hold it.

    ``folder``: where the job's results go; each shard keeps a journal of its own there. With ``resume``, what
    is in the journal counts; without, it begins anew. Raises UsageError if another job is writing into the
    folder, OutputError if the journal cannot be written.
    """

    def __init__(self, folder: Path, *, resume: bool, shard: tuple[int, int] | None = None) -> None:
        self.folder = folder
        self.path = folder / FOLDER / for_shard("journal.jsonl", shard)
        self._offsets: dict[str, int] = {}  # of each document's last line; a million lines would fill the memory
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = self.path.with_suffix(".lock").open("w")
            _lock(self._lock.fileno(), folder)
            if resume:
                self._offsets = {entry["id"]: offset for offset, entry in _entries(self.path)}
                _cut_torn_line(self.path)
            self._out: BinaryIO = self.path.open("ab" if resume else "wb")
            self._in: BinaryIO = self.path.open("rb")
        except OSError as error:
            raise OutputError(f"cannot write the journal {self.path}: {error.strerror}") from error

    def done(self, id: str, sha256: str, fingerprint: str) -> Outcome | None:
        """What became of a document that need not be done again; None if it must."""
        if id not in self._offsets:
            return None
        self._in.seek(self._offsets[id])
        entry = json.loads(self._in.readline())
        if (entry["sha256"], entry["fingerprint"]) != (sha256, fingerprint):
            return None
        for name, digest in entry["outputs"].items():
            if _sha256(self.folder / name) != digest:
                return None
        places = tuple(str(self.folder / name) for name in entry["outputs"])
        return Outcome(id, entry["source"], OK, reason=DONE_BEFORE, outputs=places, sha256=sha256)

    def add(self, outcome: Outcome, fingerprint: str, rendered: Iterable[bytes]) -> None:
        """Record a document whose results are in place. What is not ``ok`` is not done. Raises OutputError."""
        if outcome.status != OK or not outcome.outputs:
            return
        digests = (hashlib.sha256(data).hexdigest() for data in rendered)
        names = (os.path.relpath(place, self.folder) for place in outcome.outputs)
        entry = {
            "id": outcome.id,
            "source": outcome.source,
            "sha256": outcome.sha256,
            "fingerprint": fingerprint,
            "outputs": dict(zip(names, digests, strict=True)),
        }
        try:
            self._out.write(json.dumps(entry, ensure_ascii=True).encode() + b"\n")
            self._out.flush()  # in the system's hands: a killed process loses nothing
        except OSError as error:
            raise OutputError(f"cannot write the journal {self.path}: {error.strerror}") from error

    def close(self) -> None:
        """Let others have it."""
        self._out.close()
        self._in.close()
        self._lock.close()


def _entries(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a journal and where they begin; the last one is left out if it was torn."""
    if not path.exists():
        return
    offset = 0
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n"):
                return
            try:
                yield offset, json.loads(line)
            except ValueError as error:
                raise UsageError(f"{path}:{number}: the journal is damaged; begin anew with --restart") from error
            offset += len(line)


def for_shard(name: str, shard: tuple[int, int] | None) -> str:
    """The name of a shard's own file: ``journal.jsonl`` -> ``journal-2-of-4.jsonl``."""
    if shard is None:
        return name
    stem, dot, suffix = name.rpartition(".")
    return f"{stem or suffix}-{shard[0]}-of-{shard[1]}{dot if stem else ''}{suffix if stem else ''}"


def status(folder: Path) -> dict[str, int]:
    """How many documents each journal of a folder of results says are done, by the journal's name."""
    return {path.name: len({e["id"] for _, e in _entries(path)}) for path in sorted((folder / FOLDER).glob("*.jsonl"))}


def fingerprint(order: WorkOrder, plugins: Iterable[str], runs: Iterable[PluginRun]) -> str:
    """What decides about the results of a job besides the text: versions, settings, models, lists, formats.

    ``plugins``: those of the job; what others added to a file that was read before does not count.
    """
    names = frozenset(plugins)
    made_by = [
        [run.plugin, run.distribution, run.version, [[r.name, r.version, r.sha256] for r in run.resources]]
        for run in runs
        if run.plugin in names
    ]
    data = [annotate.__version__, order.header, list(order.formats), order.skip_partial, sorted(made_by)]
    return hashlib.sha256(json.dumps(data).encode()).hexdigest()


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _cut_torn_line(path: Path) -> None:
    """Take off what was being written when the process was killed."""
    if path.exists():
        data = path.read_bytes()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            os.truncate(path, whole)


def _lock(descriptor: int, folder: Path) -> None:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(f"another job is writing into {folder}; wait for it, or give another output folder") from error


class Ledger:
    """The journal as a job sees it; without one, nothing was done before and nothing is kept."""

    def __init__(self, job: Job, order: WorkOrder, worker: Worker | None) -> None:
        self.order = order
        self.plugins = job.plan.names
        self.journal: Journal | None = None
        self.fingerprint = ""
        if job.resume is not None and job.outputs.folder is not None:
            self.journal = Journal(job.outputs.folder, resume=job.resume, shard=job.inputs.shard)
        if job.resume and worker is not None:
            self.fingerprint = fingerprint(order, self.plugins, worker.runner.records())

    def sorted_out(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records, with what has been done before in the place of documents that need not be done again."""
        for record in records:
            if self.journal is None or not self.fingerprint or not isinstance(record, Document):
                yield record
            else:
                before = self.journal.done(record.id, text_sha256(record.text), self.fingerprint)
                yield record if before is None else Done(before)

    def add(self, outcome: Outcome, result: Result) -> None:
        """Note that a document's results are in place."""
        if self.journal is not None and outcome.reason != DONE_BEFORE:
            made_by = fingerprint(self.order, self.plugins, outcome.runs)
            self.journal.add(outcome, made_by, result.rendered.values())

    def close(self) -> None:
        """The job has ended."""
        if self.journal is not None:
            self.journal.close()
