"""Parsing our files without trusting them: no DTD, no entities, no network, no XInclude."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from annotate.errors import TeiError
from annotate.tei.names import TEI

BOM = b"\xef\xbb\xbf"
_SPACE = re.compile(rb"[ \t\r\n]*+")


def parse(data: bytes | str | Path | BinaryIO) -> etree._Element:
    """The root of a TEI file, which is UTF-8 whatever it says of itself. ``data``: its bytes, its path or a stream.

    Raises TeiError if it is not well-formed, has a document type, or is not TEI; OSError if it cannot be read.
    """
    content = _content(data)
    _refuse_doctype(content)
    parser = etree.XMLParser(
        encoding="UTF-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise TeiError(f"not well-formed XML: {error.msg}", error.lineno or 0) from error
    if root.tag != f"{{{TEI}}}TEI":
        raise TeiError(f"not a TEI file: the root element is {root.tag!s}", line(root))
    return root


def line(element: etree._Element) -> int:
    """The 1-based line on which an element begins, 0 if unknown."""
    return element.sourceline or 0


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for a comment or a processing instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _content(data: bytes | str | Path | BinaryIO) -> bytes:
    if isinstance(data, bytes):
        return data
    if isinstance(data, (str, Path)):
        return Path(data).read_bytes()
    return data.read()


def _refuse_doctype(content: bytes) -> None:
    """Look through the prolog: a DTD can make a small file huge and lead elsewhere, so the parser shall see none."""
    at = len(BOM) if content.startswith(BOM) else 0
    while True:
        at = _SPACE.match(content, at).end()  # type: ignore[union-attr] # it always matches
        if content.startswith(b"<?", at):
            end, mark = content.find(b"?>", at), 2
        elif content.startswith(b"<!--", at):
            end, mark = content.find(b"-->", at + 4), 3
        elif content.startswith(b"<!", at):
            raise TeiError("a document type declaration (DOCTYPE) is not accepted", content.count(b"\n", 0, at) + 1)
        else:
            return  # the root element, or what the parser will complain about
        if end < 0:
            return
        at = end + mark
