"""A page for people as an output format."""

from __future__ import annotations

from typing import BinaryIO

from annotate.document import Document
from annotate.hookspecs import hookimpl


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """One page that needs nothing else; see `annotate.views.page`."""
    from annotate.views.page import page

    out.write(page(document).encode())
