"""TEI files: this project's own, with all that was annotated in them, and those of other origin, with their markup."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import BytesIO

from annotate import bookkeeping
from annotate.document import Document
from annotate.errors import Declined, TeiError
from annotate.hookspecs import hookimpl
from annotate.source import Source, Unreadable

NAME = "tei"
NAMESPACE = b"http://www.tei-c.org/ns/1.0"
MARKUP = "tei-markup"  # who is credited with the markup of others


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read a TEI file. One that ``annotate`` wrote comes back as it is, of another the text and the inline markup are
    read. A broken one is an unreadable document.
    """
    if source.format != NAME and not says_tei(source.head):
        raise Declined("It does not begin as XML with the TEI namespace.")
    return iter((_read(source),))


def says_tei(head: bytes) -> bool:
    """Whether an input begins as XML and names the TEI namespace."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<") and NAMESPACE in head


def _read(source: Source) -> Document | Unreadable:
    from annotate.tei.origin import in_utf8, is_ours
    from annotate.tei.read import read_tei

    data = source.read()
    try:
        readable = in_utf8(data, source.encoding)
        if is_ours(BytesIO(readable), "utf-8"):
            return bookkeeping.copied(read_tei(data), source.id)  # the input's name decides where results are written
        return _of_others(source, readable)
    except TeiError as error:
        where = f"{source.name}:{error.line}" if error.line else source.name
        return Unreadable(source.id, str(error), where)


def _of_others(source: Source, data: bytes) -> Document:
    from annotate.readers._annotations import Unread, annotated
    from annotate.tei.foreign import Foreign

    file = Foreign(data, source.id, source.name)
    return annotated(file.document, [*file.entities, *file.annotations], MARKUP, Unread(), file.layers)
