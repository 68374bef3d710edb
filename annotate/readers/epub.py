"""Electronic books (EPUB 2 and 3): the chapters in their order, as one document."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.document import Document
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.readers._package import MAGIC, media_type_of
from annotate.source import Source, Unreadable

NAME = "epub"
MEDIA_TYPE = "application/epub+zip"


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read a book: its chapters in their order, with what it says of itself. A protected book (DRM) is unreadable."""
    if source.format != NAME and media_type_of(source.head) != MEDIA_TYPE and not _named(source):
        raise Declined("It is no electronic book (EPUB).")
    from annotate.readers._epub_book import read_book

    return iter((read_book(source),))


def _named(source: Source) -> bool:
    return source.suffix == ".epub" and source.head.startswith(MAGIC)
