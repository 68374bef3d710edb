"""The text alone, in UTF-8: what offsets in standoff formats point into."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.writers._encode import encoded


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """Every code point of the text; U+FFFD for one that UTF-8 cannot hold. ``annotate extract`` gives the input's own
    bytes.
    """
    out.write(encoded(document.text))


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """Every annotation."""
    return ("annotations" for name in document.layers for _ in document.layer(name))
