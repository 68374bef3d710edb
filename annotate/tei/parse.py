"""Parsing our files without trusting them."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from lxml import etree

from annotate.errors import TeiError
from annotate.tei.names import TEI
from annotate.xmlfile import XmlError, parse_xml


def parse(data: bytes | str | Path | BinaryIO) -> etree._Element:
    """The root of a TEI file, which is UTF-8 whatever it says of itself. ``data``: its bytes, its path or a stream.

    Raises TeiError if it is not well-formed, has a document type, or is not TEI; OSError if it cannot be read.
    """
    try:
        root = parse_xml(_content(data))
    except XmlError as error:
        raise TeiError(str(error), error.line) from error
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
