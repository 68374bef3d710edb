"""UIMA CAS JSON 0.4: text, annotations and their types in one file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from annotate.document import Document
from annotate.hookspecs import hookimpl


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The same CAS as XMI has: what XML cannot hold is U+FFFD here too."""
    from annotate.uima.from_document import cas_of
    from annotate.uima.write_json import json_cas

    out.write(json_cas(cas_of(document)))


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """See `annotate.uima.losses`."""
    from annotate.uima.losses import losses

    return losses(document)
