"""Annotations as a table for ``cut``, ``awk`` and ``sort``: the rows of `csv`, one on each line, cells between tabs.

No cell is quoted. A backslash, tab or line end in a cell is ``\\\\``, ``\\t``, ``\\n`` or ``\\r``, as in Linear TSV.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.writers import TSV_HEADER
from annotate.writers._encode import encoded
from annotate.writers._losses import lost
from annotate.writers._rows import rows
from annotate.writers.csv import HELD, harmless

_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The columns' names, then the annotations by layer, in text order."""
    lines = ("\t".join("" if cell is None else _cell(cell) for cell in row) + "\n" for row in rows(document))
    out.write(TSV_HEADER + encoded("".join(lines)))


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """The text, and all that is no column."""
    return lost(document, HELD)


def _cell(value: object) -> str:
    return harmless(str(value)).translate(_ESCAPED)
