"""UIMA CAS XMI 1.0 with its type system, in one archive, as INCEpTION exports it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from annotate.document import Document
from annotate.hookspecs import hookimpl


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The archive. Code points that XML cannot hold are U+FFFD, and structures tell what stood there."""
    from annotate.filenames import file_name
    from annotate.uima.from_document import cas_of
    from annotate.uima.write_xmi import zipped

    out.write(zipped(cas_of(document), file_name(document.id).rpartition("/")[2]))


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """See `annotate.uima.losses`."""
    from annotate.uima.losses import losses

    return losses(document)
