"""Annotations as a table (RFC 4180): a line for each, or for each part of one with gaps; offsets in code points."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.writers import CSV_HEADER
from annotate.writers._encode import encoded
from annotate.writers._losses import ABOUT_ENTITIES, DENOTED, FEATURES, GAPS, REFERENCES, SCORES, SOURCES, lost
from annotate.writers._rows import rows

# What spreadsheets take for the beginning of a formula, in ASCII and in full width (OWASP, «CSV Injection»).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HELD = {ABOUT_ENTITIES, GAPS, DENOTED, FEATURES, REFERENCES, SCORES, SOURCES}


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The columns' names, then the annotations by layer, in text order."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    for row in rows(document):
        writer.writerow("" if cell is None else harmless(str(cell)) for cell in row)
    out.write(CSV_HEADER + encoded(table.getvalue()))


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """The text, and all that is no column."""
    return lost(document, HELD)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that could be has an apostrophe before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
