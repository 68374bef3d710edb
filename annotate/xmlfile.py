"""Parsing XML without trusting it: no DTD, no entities, no network, no XInclude."""

from __future__ import annotations

import re

from lxml import etree

from annotate.errors import AnnotateError

BOM = b"\xef\xbb\xbf"
_SPACE = re.compile(rb"[ \t\r\n]*+")


class XmlError(AnnotateError):
    """Raised when XML is not well-formed or has a document type. ``line`` is 1-based, 0 if unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        self.line = line
        super().__init__(message)


def parse_xml(content: bytes) -> etree._Element:
    """The root of an XML file, which is UTF-8 whatever it says of itself. Raises XmlError."""
    _refuse_doctype(content)
    parser = etree.XMLParser(
        encoding="UTF-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise XmlError(f"not well-formed XML: {error.msg}", error.lineno or 0) from error


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
            raise XmlError("a document type declaration (DOCTYPE) is not accepted", content.count(b"\n", 0, at) + 1)
        else:
            return  # the root element, or what the parser will complain about
        if end < 0:
            return
        at = end + mark
