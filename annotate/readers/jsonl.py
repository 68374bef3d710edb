"""JSON Lines: one document a line, read line by line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from annotate.document import Document
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.readers._record import document_of
from annotate.source import Source, Unreadable

NAME = "jsonl"
SUFFIXES = (".jsonl", ".ndjson")
BOM = b"\xef\xbb\xbf"

_TEXT_FIELD = re.compile(rb'"text"\s*+:\s*+"')


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read JSON Lines: objects with ``text`` and, if known, ``id``, ``title``, ``date``, ``language``, ``url``,
    ``source``, ``author`` or ``authors``.
    """
    if source.format != NAME and source.suffix not in SUFFIXES and not _begins_as_jsonl(source.head):
        raise Declined('It neither is named .jsonl nor begins with a JSON object that has a "text".')
    if source.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Declined("It is UTF-16; JSON Lines are UTF-8.")
    return _documents(source)


def _begins_as_jsonl(head: bytes) -> bool:
    head = head.removeprefix(BOM).lstrip()
    line, end, _ = head.partition(b"\n")
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        # A first line longer than the head cannot be parsed: its opening has to do.
        return not end and head.startswith(b"{") and _TEXT_FIELD.search(head) is not None
    return isinstance(first, dict) and "text" in first


def _documents(source: Source) -> Iterator[Document | Unreadable]:
    limit = source.bounds.document
    number = 0
    try:
        for number, line in _lines(cast(BinaryIO, source.open()), limit):
            if line is None:
                yield _unreadable(source, number, f"The line is longer than {limit:,} bytes.")
            elif line.strip():
                yield _document(source, number, line)
    except OSError as error:
        reason = error.strerror or str(error)
        yield _unreadable(source, number + 1, f"{reason[:1].upper()}{reason[1:]}.")


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers from 1; None in place of one that is too long."""
    number = 0
    while line := stream.readline(limit):
        number += 1
        if len(line) == limit and not line.endswith(b"\n"):
            while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line.removeprefix(BOM) if number == 1 else line


def _document(source: Source, number: int, line: bytes) -> Document | Unreadable:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _unreadable(source, number, f"The line is not UTF-8: {error.reason} at byte {error.start + 1}.")
    except json.JSONDecodeError as error:
        return _unreadable(source, number, f"The line is not JSON: {error.msg} at character {error.pos + 1}.")
    except RecursionError:
        return _unreadable(source, number, "The JSON is nested too deeply.")
    except ValueError as error:  # an integer of thousands of digits
        return _unreadable(source, number, f"The JSON cannot be read: {error}.")
    default = _default_id(source, number)
    try:
        return document_of(record, source.name, default)
    except ValueError as error:
        return Unreadable(_id_or(record, default), f"{error}.", f"{source.name}:{number}")


def _id_or(record: object, default: str) -> str:
    id = record.get("id") if isinstance(record, dict) else None
    return id if isinstance(id, str) and id else default


def _default_id(source: Source, number: int) -> str:
    return f"{source.id}-{number}"


def _unreadable(source: Source, number: int, reason: str) -> Unreadable:
    return Unreadable(_default_id(source, number), reason, f"{source.name}:{number}")
