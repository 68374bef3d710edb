"""From what the user names to documents: files, folders, globs and standard input, each accounted for."""

from __future__ import annotations

import fnmatch
import itertools
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from zlib import crc32

from annotate import bookkeeping
from annotate.calling import Alone
from annotate.dates import date_in_name
from annotate.document import UNKNOWN_LANGUAGE, Document, Metadata
from annotate.errors import Declined, ReadError, UsageError
from annotate.job import Inputs
from annotate.plugins import Registry
from annotate.source import Source, Unreadable, stem

STDIN = "-"
CONTAINERS = (".jsonl", ".ndjson", ".gz")  # inputs whose documents bring ids of their own
DOCUMENTS = frozenset({"", ".txt", ".text", ".html", ".htm", ".xhtml", ".xml", ".jsonl", ".ndjson", ".gz"})
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


def _file(path: Path, relative: Path, *, in_folder: bool = False) -> Found:
    """A file; ``relative`` is its path within the folder that is mirrored."""
    try:
        mode = path.stat().st_mode
        problem = "" if stat.S_ISREG(mode) or stat.S_ISFIFO(mode) else "it is neither a file nor a folder"
    except OSError as error:
        problem = error.strerror or str(error)
    id = (relative.parent / stem(relative.name)).as_posix()
    return Found(str(path), id, relative.as_posix(), path, in_folder, problem)


def _globbed(pattern: str, inputs: Inputs, avoid: set[Path]) -> Iterator[Found]:
    fixed = Path(*itertools.takewhile(lambda part: not _MAGIC & set(part), Path(pattern).parts))
    wild = Path(pattern).relative_to(fixed)
    hidden_too = any(part.startswith(".") for part in wild.parts)
    base = inputs.base / fixed
    none = True
    for path in sorted(base.glob(str(wild / "*" if wild.name == "**" else wild))):
        relative = path.relative_to(base)
        hidden = not hidden_too and any(part.startswith(".") for part in relative.parts)
        if not (hidden or path.is_dir() or _avoided(path, avoid) or _excluded(path, inputs)):
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
            if not file.startswith(".") and not _avoided(path, avoid) and not _excluded(path, inputs):
                yield _file(path, path.relative_to(folder), in_folder=True)
    for error in problems:
        name = str(error.filename)
        yield Found(name, name, name, problem=error.strerror or str(error))


def _avoided(path: Path, avoid: set[Path]) -> bool:
    """Whether a path is one of the results or lies below one."""
    if not avoid:
        return False
    real = path.resolve()
    return not avoid.isdisjoint((real, *real.parents))


def _excluded(path: Path, inputs: Inputs) -> bool:
    return any(fnmatch.fnmatch(str(path), pattern) or fnmatch.fnmatch(path.name, pattern) for pattern in inputs.exclude)


class Reading:
    """Reads inputs with the readers of a registry, and completes what is known of each document."""

    def __init__(self, registry: Registry, inputs: Inputs) -> None:
        self.inputs = inputs
        readers = registry.implementing("annotate_read")
        wanted = [p for p in readers if inputs.format in (None, p.name)]
        if not wanted:
            names = ", ".join(sorted(p.name for p in readers))
            raise UsageError(f"unknown input format {inputs.format!r}; there are: {names}")
        self.readers = [Alone(plugin) for plugin in wanted]

    def documents(self, found: Iterable[Found]) -> Iterator[Document | Unreadable]:
        """Every document of every input, and for what cannot be read an Unreadable that says why."""
        for item in found:
            shared = item.path is None or item.name.endswith(CONTAINERS)
            if not shared and not self._mine(item.id):
                continue
            if item.problem:
                yield Unreadable(item.id, item.problem, item.name, passed_over=item.in_folder and item.path is None)
                continue
            source = self._source(item)
            try:
                for record in self._read(source, item):
                    if shared and not self._mine(record.id):
                        continue
                    yield self._completed(record, item) if isinstance(record, Document) else record
            finally:
                if item.path is not None:
                    source.close()

    def _mine(self, id: str) -> bool:
        """Whether a document belongs to this shard: by its id, so that it is the same one in every run."""
        if self.inputs.shard is None:
            return True
        number, of = self.inputs.shard
        return crc32(id.encode("utf-8", "surrogatepass")) % of == number - 1

    def _source(self, item: Found) -> Source:
        path = item.path
        source = Source.from_stream(sys.stdin.buffer) if path is None else Source.from_path(path, id=item.id)
        return replace(source, name=item.name, format=self.inputs.format, encoding=self.inputs.encoding)

    def _read(self, source: Source, item: Found) -> Iterator[Document | Unreadable]:
        reasons: dict[str, str] = {}
        try:
            for reader in self.readers:
                records = self._asked(reader, source, reasons)
                if records is not None:
                    none = Unreadable(item.id, "it holds no document", item.name, passed_over=True)
                    yield next(records, none)
                    yield from records
                    return
        except OSError as error:
            yield Unreadable(item.id, error.strerror or str(error), item.name)
            return
        except Exception as error:  # a reader that breaks: the input is a failed one, the others go on
            yield Unreadable(item.id, f"reader {reader.name}: {type(error).__name__}: {error}", item.name)
            return
        problem = ReadError(source.name, reasons)
        passed_over = item.in_folder and source.suffix not in DOCUMENTS
        yield Unreadable(item.id, str(problem).removeprefix(f"{source.name}: "), item.name, passed_over)

    def _asked(self, reader: Alone, source: Source, reasons: dict[str, str]) -> Iterator[Document | Unreadable] | None:
        """The records of an input, or None if this reader declines, which is then among the reasons."""
        try:
            records = iter(reader.call("annotate_read", source=source) or ())
            first = next(records, None)
        except Declined as error:
            reasons[reader.name] = str(error)
            return None
        return chain([first], records) if first is not None else iter(())

    def _completed(self, document: Document, item: Found) -> Document:
        """With source, language and date as the job has them: the option first, then what the input says."""
        meta = document.metadata
        language, language_from = self._language(document)
        date, date_from, date_cert = self._date(meta, item)
        known = replace(
            meta,
            source=meta.source if document.runs else item.label,
            language=language,
            language_from=language_from,
            date=date,
            date_from=date_from,
            date_cert=date_cert,
        )
        bookkeeping.describe(document, known, item.name)
        return document

    def _language(self, document: Document) -> tuple[str, str]:
        """The language and who said so."""
        if self.inputs.language:
            return self.inputs.language, "option"
        if document.language != UNKNOWN_LANGUAGE:
            return document.language, document.metadata.language_from
        from annotate.language import identify

        return identify(document.text), "identified"

    def _date(self, meta: Metadata, item: Found) -> tuple[str | None, str, str | None]:
        """The publication date, who gave it, and how sure it is."""
        for giver in self.inputs.date_from:
            if giver == "option" and self.inputs.date:
                return self.inputs.date, "option", None
            if giver == "metadata" and meta.date:
                return meta.date, meta.date_from, meta.date_cert
            if giver == "filename" and (date := date_in_name(Path(item.name).name)):
                return date, "filename", "medium"
        return None, "", None
