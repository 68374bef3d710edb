"""The formats in which sanctions lists are published, one module each.

Every module has ``read(files, reading)``, a generator of entries that keeps its account in a `Reading`, and may have
``PATTERN`` and ``REPLACEMENT`` (how an entry's identifier leads into the file, as in TEI's ``prefixDef``) and
``LICENCE``.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

_HEAD = 4096  # bytes at the beginning of a file by which its format is known
_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?([A-Za-z_][\w.-]*)")
_XML = {
    b"CONSOLIDATED_LIST": "un",
    b"Designations": "uk_xml",
    b"Sanctions": "ofac_advanced",
    b"export": "eu_fsf",
    b"sdnList": "ofac_xml",
    b"swiss-sanctions-list": "seco",
}
_HEADERS = (  # the columns by which a CSV file's header is known
    ("eu_journal", (b"celex",)),
    ("eu_journal", (b"amendedCelex",)),
    ("uk_csv", (b"Unique ID", b"Regime Name")),
    ("opensanctions", (b"id", b"schema", b"aliases")),
    ("own_csv", (b"id", b"name")),
)
_LISTS = {
    "eu_fsf": "eu",
    "eu_journal": "eu",
    "france": "fr",
    "ftm": "opensanctions",
    "ofac_advanced": "ofac",
    "ofac_csv": "ofac",
    "ofac_xml": "ofac",
    "own_csv": "own",
    "seco": "ch",
    "uk_csv": "uk",
    "uk_xml": "uk",
}


def loader(format: str) -> ModuleType:
    """The module that reads a format."""
    return import_module(f"annotate_sanctions.formats.{format}")


def list_of(format: str) -> str:
    """The id of the list that is published in a format: a key of ``data/lists.tsv``."""
    return _LISTS.get(format, format)


def format_of(path: Path) -> str:
    """The format of a file, by its content. Raises ValueError, saying what it is instead, for what is no list."""
    with path.open("rb") as file:
        head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        raise ValueError(f"{path}:1: the file holds no entry")
    if head.startswith(b"<"):
        return _of_xml(path, head)
    if head[:1] in b"{[":
        return "ftm" if re.search(rb'"schema"\s*:', head) else "france"
    lines = [
        line for line in head.splitlines() if line.strip() and not line.startswith((b"#", b"Report Date", b'"Report'))
    ]
    header = {field.strip(b' "\r') for field in lines[0].split(b",")} if lines else set()
    return next((format for format, columns in _HEADERS if header.issuperset(columns)), "ofac_csv")


def _of_xml(path: Path, head: bytes) -> str:
    root = _ROOT.search(re.sub(rb"<[?!][^>]*>", b"", head))
    name = root[1] if root else b""
    if name.lower() == b"html" or head[:15].lower() == b"<!doctype html>":
        raise ValueError(f"{path}:1: a web page, not a list; was the download refused?")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise ValueError(f"{path}:1: a document type, which no official file has")
    if name not in _XML:
        raise ValueError(f"{path}:1: XML of an unknown kind (<{name.decode(errors='replace')}>), not a sanctions list")
    return _XML[name]
