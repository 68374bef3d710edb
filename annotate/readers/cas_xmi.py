"""UIMA CAS XMI: in a zip archive with its type system, as INCEpTION exports it, or a file beside that."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.document import Document
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.readers.zip import FIRST_NAME_AT, MAGIC
from annotate.source import Source, Unreadable

NAME = "cas-xmi"
SUFFIX = ".xmi"
NAMESPACE = b"http://www.omg.org/XMI"
TYPES_NAMESPACE = b"http://uima.apache.org/resourceSpecifier"
TYPES_FILE = "typesystem.xml"  # in any case: DKPro and INCEpTION differ
_NAME_LENGTH_AT = 26


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read CAS: their texts, and the annotations that describe more than the language."""
    if _is_archive(source.head) or (source.format == NAME and source.head.startswith(MAGIC)):
        from annotate.readers._cas_xmi import from_archive

        return from_archive(source)
    if source.head.startswith(MAGIC):
        raise Declined("It is a zip archive that does not begin with an .xmi file or its type system.")
    begins = source.head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    if begins and TYPES_NAMESPACE in source.head and source.name.lower().endswith(TYPES_FILE):
        return iter((Unreadable(source.id, "the type system of .xmi files beside it", source.name, passed_over=True),))
    if source.format != NAME and not (begins and NAMESPACE in source.head):
        raise Declined("It does not begin as XML with the namespace of XMI.")
    from annotate.readers._cas_xmi import alone

    return alone(source)


def _is_archive(head: bytes) -> bool:
    """Whether a zip archive begins with one of our files."""
    length = int.from_bytes(head[_NAME_LENGTH_AT : _NAME_LENGTH_AT + 2], "little")
    name = head[FIRST_NAME_AT : FIRST_NAME_AT + length].decode("utf-8", "replace").lower()
    return head.startswith(MAGIC) and (name.endswith(SUFFIX) or name.rpartition("/")[2] == TYPES_FILE)
