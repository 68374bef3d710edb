"""Our TEI files by path: single ones, and all in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotate.document import Document
from annotate.errors import TeiError, UsageError

SUFFIX = ".tei.xml"


def tei_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and of folders all ``*.tei.xml`` by name. Raises UsageError if there is none."""
    for path in paths:
        if path.is_dir():
            found = sorted(path.rglob(f"*{SUFFIX}"))
            if not found:
                raise UsageError(f"{path}: there is no *{SUFFIX} in this folder")
            yield from found
        elif path.exists():
            yield path
        else:
            raise UsageError(f"{path}: no such file")


def read_files(paths: Iterable[Path]) -> Iterator[Document]:
    """The documents of files and of folders of them, one after the other. Raises UsageError for what is not there
    or no file of ours, with its line.
    """
    from annotate.tei.read import read_tei

    for file in tei_files(paths):
        try:
            yield read_tei(file)
        except OSError as error:
            raise UsageError(f"{file}: {error.strerror or error}") from error
        except TeiError as error:
            where = f"{file}:{error.line}" if error.line else f"{file}"
            raise UsageError(f"{where}: {error}") from error
