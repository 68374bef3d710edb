"""UIMA CAS JSON 0.4, as INCEpTION and dkpro-cassis write it."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.document import Document
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.source import Source, Unreadable

NAME = "cas-json"
_MARKS = (b'"%TYPES"', b'"%FEATURE_STRUCTURES"')


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read a CAS: its text, and the annotations that describe more than the language."""
    if source.format != NAME:
        head = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not head.startswith(b"{") or not any(mark in head for mark in _MARKS):
            raise Declined('It does not begin as a JSON object that has "%TYPES" or "%FEATURE_STRUCTURES".')
    return _read(source)


def _read(source: Source) -> Iterator[Document | Unreadable]:
    from annotate.uima.read_json import read_json
    from annotate.uima.reading import read

    yield read(source, source.id, NAME, read_json)
