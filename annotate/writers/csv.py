"""Annotations as a table (RFC 4180): a line for each, or for each part of one with gaps; offsets in code points."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from annotate.annotation import Annotation
from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.writers import CSV_HEADER
from annotate.writers._encode import encoded
from annotate.writers._losses import ABOUT_ENTITIES, DENOTED, FEATURES, GAPS, REFERENCES, SCORES, SOURCES, lost

# What spreadsheets take for the beginning of a formula, in ASCII and in full width (OWASP, «CSV Injection»).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HELD = {ABOUT_ENTITIES, GAPS, DENOTED, FEATURES, REFERENCES, SCORES, SOURCES}


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The columns' names, then the annotations by layer, in text order."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    for layer in document.layers:
        for annotation in document.layer(layer):
            for row in _rows(annotation, document):
                writer.writerow(map(harmless, row))
    out.write(CSV_HEADER + encoded(table.getvalue()))


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """The text, and all that is no column."""
    return lost(document, _HELD)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that could be has an apostrophe before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _rows(annotation: Annotation, document: Document) -> Iterator[tuple[str, ...]]:
    from annotate.views.facts import is_speech, speaker, value

    entity, reference = document.entity_of(annotation), annotation.reference
    before = (document.id, annotation.layer, annotation.id, annotation.kind or "")
    after = (
        entity.id if entity else "",
        entity.name if entity else "",
        speaker(annotation, document) if is_speech(annotation) else "",
        value(annotation),
        f"{reference.authority.id}:{reference.entry}" if reference else "",
        "" if annotation.score is None else repr(annotation.score),
        json.dumps(dict(annotation.features), ensure_ascii=False) if annotation.features else "",
        annotation.source,
    )
    for start, end in annotation.spans:
        yield (*before, str(start), str(end), document.text[start:end], *after)
    if not annotation.spans:
        yield (*before, "", "", "", *after)
