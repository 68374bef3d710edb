"""The journal as a job sees it: which records are done, what is to be noted, what is to be put in order at the end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import annotate
from annotate.document import Document, PluginRun
from annotate.engine import Done, Engine, Record
from annotate.errors import OutputError
from annotate.filenames import file_name
from annotate.index import Index
from annotate.job import Job
from annotate.journal import Entry, Journal, entries, key, sha256_of
from annotate.outcome import DONE_BEFORE, Outcome
from annotate.output import Sink
from annotate.tei.characters import text_sha256
from annotate.work import Result, WorkOrder


class Ledger:
    """What a job has done and does; without a journal, nothing was done before and nothing is kept."""

    def __init__(self, job: Job, order: WorkOrder, engine: Engine, sink: Sink) -> None:
        self.order = order
        self.sink = sink
        self.plugins = job.plan.names
        self.contained = job.outputs.container is not None
        self.journal: Journal | None = None
        self.fingerprint = ""
        self._last: tuple[tuple[PluginRun, ...], str] | None = None
        self._waiting: list[tuple[Outcome, str, list[str]]] = []  # stored, but not in place yet
        if job.resume is not None and job.outputs.folder is not None:
            self.journal = Journal(job.outputs.folder, resume=job.resume, shard=job.inputs.shard)
        if job.resume:
            self.fingerprint = fingerprint(order, self.plugins, engine.made_by())

    def sorted_out(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records, with what has been done before in the place of documents that need not be done again."""
        for record in records:
            if self.journal is None or not self.fingerprint or not isinstance(record, Document):
                yield record
            else:
                before = self.journal.done(record.id, text_sha256(record.text), self.fingerprint)
                yield record if before is None else Done(before)

    def add(self, outcome: Outcome, result: Result) -> None:
        """Note what became of a record, as soon as its results are in place. Raises OutputError."""
        if self.journal is None or outcome.reason == DONE_BEFORE:
            return
        made_by = self._made_by(outcome.runs) if outcome.outputs else ""
        digests = [] if self.contained else result.digests()
        self._waiting.append((outcome, made_by, digests if outcome.outputs else []))
        if not self.sink.unfinished:
            self.settle()

    def _made_by(self, runs: tuple[PluginRun, ...]) -> str:
        """The fingerprint of a document, which is that of the one before if its plugins fared the same."""
        if self._last is None or self._last[0] is not runs:
            self._last = runs, fingerprint(self.order, self.plugins, runs)
        return self._last[1]

    def settle(self) -> None:
        """What was stored is in place now. Raises OutputError."""
        if self.journal is None:
            return
        containers: dict[str, str] = {}
        for outcome, made_by, digests in self._waiting:
            if self.contained and outcome.outputs:
                (place,) = outcome.outputs
                digests = [containers.get(place) or containers.setdefault(place, sha256_of(Path(place)))]
            self.journal.add(outcome, made_by, digests)
        self._waiting.clear()

    def close(self) -> None:
        """Let others have the journal."""
        if self.journal is not None:
            self.journal.close()

    def put_in_order(self) -> None:
        """Leave in the journal one line for each record. Raises OutputError."""
        if self.journal is not None and self.journal.outdated:
            self._put_in_order(self.journal)

    def _put_in_order(self, journal: Journal) -> None:
        """Take out of the journal what later lines make void, and out of containers what they hold of it."""
        last = Index()
        for offset, entry in entries(journal.path):
            last.put(key(entry), offset)
        pruned = self._prune(journal, last) if self.contained else {}
        part = journal.path.with_name(f".{journal.path.name}.part")
        try:
            with part.open("w", encoding="ascii") as out:
                for entry in _lasting(journal.path, last):
                    for name in pruned.keys() & entry.get("outputs", {}).keys():
                        entry["outputs"][name] = pruned[name]
                    out.write(json.dumps(entry, ensure_ascii=True) + "\n")
            part.replace(journal.path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise OutputError(f"cannot write the journal {journal.path}: {error.strerror}") from error

    def _prune(self, journal: Journal, last: Index) -> dict[str, list[Any]]:
        """Take documents that have gone elsewhere out of their old containers; return what these are like now."""
        from annotate.containers import prune

        live: dict[str, set[str]] = {}
        for offset, entry in entries(journal.path):
            if last.get(key(entry)) != offset:
                live |= {name: set() for name in entry.get("outputs", ())}
        for entry in _lasting(journal.path, last):
            for name in live.keys() & entry.get("outputs", {}).keys():
                live[name].add(file_name(entry["id"]))
        pruned = {}
        for name, kept in live.items():
            path = journal.folder / name
            prune(path, kept)
            if kept:
                found = path.stat()
                pruned[name] = [sha256_of(path), found.st_size, found.st_mtime_ns]
        return pruned


def _lasting(path: Path, last: Index) -> Iterator[Entry]:
    return (entry for offset, entry in entries(path) if last.get(key(entry)) == offset)


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
