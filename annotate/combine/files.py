"""Single files of ours, read and written by commands."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from annotate.document import Document
from annotate.errors import UsageError
from annotate.output import write_atomically


def read_file(path: Path) -> Document:
    """The document of one file. Raises UsageError if there is none, with its line."""
    from annotate.tei.files import read_files

    if path.is_dir():
        raise UsageError(f"{path}: this is a folder; one file is wanted")
    return next(read_files([path]))


def tei_bytes(document: Document) -> bytes:
    """A document as TEI."""
    from annotate.tei.write import write_tei

    out = io.BytesIO()
    write_tei(document, out)
    return out.getvalue()


def write_file(document: Document, path: Path | None) -> None:
    """Write a document as TEI to a file, whole or not at all, or to standard output. Raises OutputError."""
    if path is not None:
        write_atomically(path, tei_bytes(document))
    else:
        sys.stdout.buffer.write(tei_bytes(document))
        sys.stdout.buffer.flush()
