"""Whether a TEI file is one of ours; and files of others as UTF-8, which ours always are."""

from __future__ import annotations

import codecs
import re
from typing import Any, BinaryIO

from lxml import etree

from annotate.errors import TeiError
from annotate.tei.characters import CORE
from annotate.tei.names import TEI, XML_ID

_T = f"{{{TEI}}}"
_DECLARED = re.compile(rb"""<\?xml\s[^>]{0,80}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_ours(stream: BinaryIO, encoding: str | None = None) -> bool:
    """Whether the header names our core as the application that wrote the annotations beside the text. No more than
    the header is looked at. What cannot be parsed is nobody's: who reads it is told the reason.
    """
    tags = (f"{_T}application", f"{_T}teiHeader")
    safe: Any = {"resolve_entities": False, "no_network": True, "load_dtd": False, "encoding": encoding}
    try:
        for _, element in etree.iterparse(stream, ("end",), tag=tags, **safe):
            if element.tag == tags[1]:
                return False
            if element.get("ident") == CORE and element.get(XML_ID) == f"app.{CORE}":
                return True
    except etree.XMLSyntaxError:
        return False
    return False


def in_utf8(data: bytes, encoding: str | None = None) -> bytes:
    """A file in UTF-8. ``encoding``: what the user says of it, else what it says of itself counts. Raises TeiError."""
    declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    said = encoding or ("utf-16" if data.startswith(_UTF_16) else declared[1].decode() if declared else "utf-8")
    try:
        if codecs.lookup(said).name in ("utf-8", "utf-8-sig", "ascii"):
            return data
        return data.decode(said).encode()
    except LookupError as error:
        raise TeiError(f"encoding {said!r} is unknown to Python; try for instance utf-8 or cp1252") from error
    except UnicodeError as error:
        raise TeiError(f"it is said to be {said}, and is not: {error}") from error
