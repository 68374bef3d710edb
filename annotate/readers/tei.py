"""This project's own TEI files, with all that was annotated in them."""

from __future__ import annotations

from collections.abc import Iterator

from annotate import bookkeeping
from annotate.document import Document
from annotate.errors import Declined, TeiError
from annotate.hookspecs import hookimpl
from annotate.source import Source, Unreadable

NAME = "tei"
NAMESPACE = b"http://www.tei-c.org/ns/1.0"


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read a TEI file that ``annotate`` wrote. TEI of other origin, or broken, is an unreadable document."""
    if source.format != NAME and not says_tei(source.head):
        raise Declined("It does not begin as XML with the TEI namespace.")
    return iter((_read(source),))


def says_tei(head: bytes) -> bool:
    """Whether an input begins as XML and names the TEI namespace."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and NAMESPACE in head


def _read(source: Source) -> Document | Unreadable:
    from annotate.tei.read import read_tei

    try:
        document = read_tei(source.read())
    except TeiError as error:
        where = f"{source.name}:{error.line}" if error.line else source.name
        return Unreadable(source.id, str(error), where)
    return bookkeeping.copied(document, source.id)  # the input's name decides where results are written
