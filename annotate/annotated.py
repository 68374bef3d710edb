"""Annotated files by path: our own TEI files as they are, and whatever else a reader reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotate.document import Document
from annotate.errors import UsageError
from annotate.inputs import STDIN, Found, find
from annotate.job import Inputs
from annotate.plugins import Registry
from annotate.reading import Reading
from annotate.source import HEAD
from annotate.tei.files import read_files, tei_files

_TEI = "tei"


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read. ``found``: as an input of other people's making; None for a TEI file, which is read as it
    is: its language and date are not looked for again.
    """

    path: Path
    found: Found | None = None


def files(paths: Iterable[Path], registry: Registry, format: str | None = None) -> Iterator[File]:
    """The files named. Of a folder: its TEI files, or those of the format, by the suffix that its writer gives them.

    Raises UsageError for what is not there, and a folder without such a file.
    """
    for path in paths:
        if str(path) == STDIN:
            yield from (File(path, found) for found in find(Inputs(paths=(STDIN,))))
        elif format in (None, _TEI) and (path.is_dir() or not path.exists() or _is_ours(path)):
            yield from map(File, tei_files([path]))
        else:
            pattern = f"*{registry.formats[format][1].suffix}" if format in registry.formats else "*"
            there = [f for f in find(Inputs(paths=(str(path),), include=(pattern,))) if f.path is not None]
            if not there:
                raise UsageError(f"{path}: there is no {pattern} in this folder")
            yield from (File(found.path or path, found) for found in there)


def _is_ours(path: Path) -> bool:
    from annotate.readers.tei import says_tei
    from annotate.tei.origin import is_ours

    try:
        with path.open("rb") as stream:
            if not says_tei(stream.read(HEAD)):
                return False
            stream.seek(0)
            return is_ours(stream)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error


def documents(
    given: Iterable[File], registry: Registry, format: str | None = None, encoding: str | None = None
) -> Iterator[tuple[File, Document]]:
    """The documents of each file. Raises UsageError for the first that cannot be read, with its line."""
    reading = Reading(registry, Inputs(format=format, encoding=encoding))
    for file in given:
        if file.found is None:
            yield from ((file, document) for document in read_files([file.path]))
            continue
        for record in reading.documents([file.found]):
            if not isinstance(record, Document):
                raise UsageError(f"{record.where or record.id}: {record.reason}")
            yield file, record
