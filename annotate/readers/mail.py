"""E-mail (.eml, mbox): each message is a document, what is attached to it an input of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from annotate.document import Document
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.source import Source, Unreadable

NAME = "mail"
MAILBOX = b"From "
SUFFIXES = frozenset({".eml", ".mbox", ".mbx"})
_KNOWN = frozenset(
    b"cc content-transfer-encoding content-type date delivered-to dkim-signature from message-id mime-version received "
    b"reply-to return-path subject to".split()
)
_ENOUGH = 3  # of these
_NAME = re.compile(rb"([!-9;-~]+):")
_ENVELOPE = re.compile(rb"From \S+ .*\d{4}\s*$", re.MULTILINE)  # of a mailbox: sender and time
_QUOTED = re.compile(rb">+From ")


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Source | Unreadable]:
    """Read messages: subject and text, with date, sender and language from the header.

    Attachments are inputs of their own; pictures, sound and signatures are named in a note and not read.
    """
    if source.format != NAME and source.suffix not in SUFFIXES and (source.suffix or not _says_mail(source.head)):
        raise Declined("It neither is named .eml or .mbox nor begins as a message does.")
    return _mailbox(source) if source.head.startswith(MAILBOX) else _message(source)


def _says_mail(head: bytes) -> bool:
    """Whether the first bytes are header lines of a message."""
    first, _, rest = head.partition(b"\n")
    if head.startswith(MAILBOX):
        return _ENVELOPE.match(first) is not None and _NAME.match(rest) is not None
    found = set()
    for line in head.splitlines():
        name = _NAME.match(line)
        if name:
            found.add(name[1].lower())
        elif not line.startswith((b" ", b"\t")):  # the end of the header
            break
    return len(found & _KNOWN) >= _ENOUGH


def _message(source: Source) -> Iterator[Document | Source | Unreadable]:
    from annotate.readers._mail_message import read_message

    yield from read_message(source.read(), source)


def _mailbox(source: Source) -> Iterator[Document | Source | Unreadable]:
    from annotate.readers._mail_message import read_message

    limit = source.bounds.document
    for number, data in enumerate(_messages(cast(BinaryIO, source.open()), limit), 1):
        if data is None:
            reason = f"the message is larger than {limit:,} bytes"
            yield Unreadable(f"{source.id}/{number}", reason, f"{source.name}, message {number}")
        else:
            yield from read_message(data, source, number)


def _messages(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The messages of a mailbox, None for one that is larger than may be.

    A message ends at a line «From …» behind an empty one; in it such lines begin with > (the variant mboxrd).
    """
    stream.readline(limit)  # the envelope of the first
    lines: list[bytes] = []
    left = limit
    empty = False
    while line := stream.readline(limit):
        if empty and line.startswith(MAILBOX):
            yield b"".join(lines) if left >= 0 else None
            lines, left = [], limit
        else:
            left -= len(line)
            if left < 0:
                lines.clear()
            else:
                lines.append(line[1:] if _QUOTED.match(line) else line)
        empty = line in (b"\n", b"\r\n")
    yield b"".join(lines) if left >= 0 else None
