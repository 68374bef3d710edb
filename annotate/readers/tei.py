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
    return _called(source.id, document)


def _called(id: str, document: Document) -> Document:
    """The same document under the input's name, which decides where results are written."""
    called = Document(
        document.text,
        id=id,
        metadata=document.metadata,
        headings=(block.start for block in document.blocks if block.heading),
        undecodable=document.undecodable,
    )
    annotations = (annotation for layer in document.layers for annotation in document.layer(layer))
    bookkeeping.restore(called, annotations, document.entities, document.runs, document.job)
    return called
