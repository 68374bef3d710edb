"""A page for people as an output format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.writers._losses import ANNOTATIONS, MARKUP, OUTCOMES, lost


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """One page that needs nothing else; see `annotate.views.page`."""
    from annotate.views.page import page

    out.write(page(document).encode())


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """It is for reading: all is told of an annotation but its markup as such, and little of the header."""
    return lost(document, (ANNOTATIONS | {OUTCOMES}) - {MARKUP})
