"""Plain text: every byte of it, as it is."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.document import Document, Metadata
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.readers._decode import Decoded, decode
from annotate.readers._formats import binary_format, markup, named_format
from annotate.source import Source

NAME = "text"
SUFFIX = ".txt"


@hookimpl
def annotate_read(source: Source) -> Iterator[Document]:
    """Read plain text: UTF-8, UTF-16 or UTF-32 by its byte order mark, or the declared encoding."""
    if source.format != NAME:
        _decide(source)
    data = source.read()
    decoded = decode(data, source.encoding)
    metadata = Metadata(
        source=source.name,
        media_type="text/plain",
        encoding=decoded.codec,
        size=len(data),
        notes=_notes(decoded, declared=source.encoding is not None),
    )
    return iter((Document(decoded.text, id=source.id, metadata=metadata, undecodable=decoded.undecodable),))


def _decide(source: Source) -> None:
    """Raise Declined for what is plainly something else."""
    if binary := binary_format(source.head):
        raise Declined(f"It is {binary}, not text.")
    structured = named_format(source.suffix) or markup(source.head)
    if structured:
        raise Declined(f"It looks like {structured}; -f text reads it as it stands, with its markup.")


def _notes(decoded: Decoded, declared: bool) -> tuple[str, ...]:
    notes: list[str] = []
    if count := len(decoded.undecodable):
        what = "1 byte is" if count == 1 else f"{count:,} bytes are"
        remedy = "" if declared else "; --encoding names another encoding"
        notes.append(f"{what} not {decoded.codec.upper()} and kept as they were{remedy}.")
    if not declared and _looks_like_utf16(decoded.text):
        notes.append(
            "Every second character is NUL: is it UTF-16 without a byte order mark? --encoding utf-16 reads it."
        )
    return tuple(notes)


def _looks_like_utf16(text: str) -> bool:
    head = text[:1000]
    return len(head) > 3 and max(head[0::2].count("\0"), head[1::2].count("\0")) > len(head) * 0.4
