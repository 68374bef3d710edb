"""Reading a list's CSV file: what is not what it should be is an error with file and line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

_END_OF_FILE = "\x1a"  # the official OFAC files end in it, a habit of DOS


def rows(
    path: Path, data: bytes, columns: int | None, *, may_be_empty: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Line number and fields of each record. Blank lines and a final Ctrl-Z are skipped.

    Raises ValueError for what is not UTF-8, not CSV, a web page, empty, or of another number of columns (None: any).
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"{path}:{line}: not UTF-8: {error.reason}") from None
    if text.lstrip()[:1] == "<":
        raise ValueError(f"{path}:1: a web page or XML, not a CSV file; was the download refused?")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    empty = True
    line = 1
    try:
        for fields in reader:
            if fields and fields[0] != _END_OF_FILE:
                if columns is not None and len(fields) != columns:
                    raise ValueError(f"{path}:{line}: {len(fields)} columns where there should be {columns}")
                yield line, fields
                empty = False
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"{path}:{line}: not CSV: {error}") from None
    if empty and not may_be_empty:
        raise ValueError(f"{path}:1: the file holds no entry")
