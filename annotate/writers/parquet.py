"""Annotations as a typed table, in Apache Parquet (https://parquet.apache.org): the rows and columns of `csv`.

Needs pyarrow (the extra ``parquet``), which is imported when the first document is written.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.writers._encode import encoded
from annotate.writers._losses import lost
from annotate.writers._rows import Row, rows
from annotate.writers.csv import HELD

_TYPES = {"start": "int64", "end": "int64", "score": "float64"}  # all others are strings
_ALWAYS = ("document", "layer", "id")


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The annotations by layer, in text order, in one row group. Nothing in the file depends on when it was written."""
    import pyarrow
    from pyarrow import parquet

    fields = [
        pyarrow.field(name, pyarrow.type_for_alias(_TYPES.get(name, "string")), nullable=name not in _ALWAYS)
        for name in Row._fields
    ]
    columns = zip(*rows(document), strict=True) if document.layers else ([] for _ in fields)
    arrays = [
        pyarrow.array([encoded(cell) if isinstance(cell, str) else cell for cell in column], field.type)
        for field, column in zip(fields, columns, strict=True)
    ]
    table = pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields))
    buffer = io.BytesIO()
    parquet.write_table(table, buffer, compression="zstd", row_group_size=max(1, len(table)))
    out.write(buffer.getvalue())


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """The text, and all that is no column."""
    return lost(document, HELD)
