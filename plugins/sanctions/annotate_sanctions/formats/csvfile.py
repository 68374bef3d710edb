"""Reading a list's CSV file as a stream: what is not what it should be is an error with file and line."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

_END_OF_FILE = "\x1a"  # the official OFAC files end in it, a habit of DOS
_LONGEST = 1 << 24  # characters of a field; Python's own limit of 131,072 is too small for some lists of addresses


def rows(path: Path, columns: int | None, *, may_be_empty: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Line number and fields of each record. Blank lines and a final Ctrl-Z are skipped.

    Raises ValueError for what is not UTF-8, not CSV, a web page, empty, or of another number of columns (None: any).
    """
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST))
    empty = True
    line = 1
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            for fields in reader:
                if empty and fields and fields[0].lstrip()[:1] == "<":
                    raise ValueError(f"{path}:1: a web page or XML, not a CSV file; was the download refused?")
                if fields and fields[0] != _END_OF_FILE:
                    if columns is not None and len(fields) != columns:
                        raise ValueError(f"{path}:{line}: {len(fields)} columns where there should be {columns}")
                    yield line, fields
                    empty = False
                line = reader.line_num + 1
        except csv.Error as error:
            raise ValueError(f"{path}:{line}: not CSV: {error}") from None
        except UnicodeDecodeError as error:
            raise ValueError(f"{path}:{_undecodable(path)}: not UTF-8: {error.reason}") from None
    if empty and not may_be_empty:
        raise ValueError(f"{path}:1: the file holds no entry")


def records(
    path: Path, needed: Iterable[str], *, skipped: str = "", may_be_empty: bool = False
) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields by column of each record of a file with a header. ``skipped``: how a first line begins
    that stands before the header. Raises ValueError as `rows`, and for a column of ``needed`` that is missing.
    """
    header: list[str] = []
    for line, fields in rows(path, None, may_be_empty=may_be_empty):
        if not header:
            if skipped and fields[0].startswith(skipped):
                continue
            header = [field.strip() for field in fields]
            if missing := [name for name in needed if name not in header]:
                raise ValueError(f"{path}:{line}: the column {missing[0]!r} is missing")
            continue
        if len(fields) != len(header):
            raise ValueError(f"{path}:{line}: {len(fields)} columns where there should be {len(header)}")
        yield line, dict(zip(header, fields, strict=True))


def values(cell: str) -> list[str]:
    """The values of a cell that holds several, separated by ``;``, with quotation marks around those that hold one."""
    if ";" not in cell:
        return [cell.strip()] if cell.strip() else []
    found = next(csv.reader([cell], delimiter=";", skipinitialspace=True), [])
    return [value.strip() for value in found if value.strip()]


def _undecodable(path: Path) -> int:
    """The line of the first byte that is not UTF-8."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 1
