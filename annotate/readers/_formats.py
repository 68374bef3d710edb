"""What an input looks like that is not plain text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_MARKUP = (
    (b"<?xml", "XML"),
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
)
_SUFFIXES = {
    ".xml": "XML",
    ".html": "HTML",
    ".htm": "HTML",
    ".xhtml": "HTML",
    ".json": "JSON",
    ".jsonl": "JSON Lines",
    ".ndjson": "JSON Lines",
    ".gz": "a gzip file, by its name",
    ".tgz": "a gzip file, by its name",
    ".zst": "a Zstandard file, by its name",
    ".tzst": "a Zstandard file, by its name",
    ".zip": "a zip archive, by its name",
}


@cache
def _signatures() -> tuple[tuple[bytes, str], ...]:
    lines = (files("annotate") / "data" / "binary_formats.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((bytes.fromhex(signature), name) for signature, name in rows)


def binary_format(head: bytes) -> str | None:
    """What a binary input calls itself in its first bytes («a PDF file»), or None."""
    return next((name for signature, name in _signatures() if head.startswith(signature)), None)


def markup(head: bytes) -> str | None:
    """``XML`` or ``HTML`` if the first bytes declare it, or None."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    return next((name for opening, name in _MARKUP if start.startswith(opening)), None)


def named_format(suffix: str) -> str | None:
    """The structured format that a name's suffix stands for, or None."""
    return _SUFFIXES.get(suffix)
