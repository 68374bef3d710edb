"""TEI as an output format."""

from __future__ import annotations

from typing import BinaryIO

from annotate.document import Document
from annotate.hookspecs import hookimpl


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """One whole file; see `annotate.tei.write`."""
    from annotate.tei.write import write_tei

    write_tei(document, out)
