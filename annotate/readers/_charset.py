"""The characters of an HTML page: which encoding its bytes are in."""

from __future__ import annotations

import codecs
import re

from annotate.readers._decode import marked_encoding

_PRESCAN = 4096  # bytes; the HTML standard asks authors to declare the encoding within 1024
_DECLARED = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""", re.I
)

# The encoding standard (WHATWG): pages that declare the first are in the second.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "utf-16": "utf-8",
    "utf-7": "utf-8",
}


def decode_page(data: bytes, declared: str | None, what: str = "page") -> tuple[str, tuple[str, ...]]:
    """The page as text, and what there is to say about its decoding.

    In this order: what the user (or a server) declared, a byte order mark, what the page declares, UTF-8 if it is
    valid, charset_normalizer's guess. ``declared`` is a name that `codec_of` knows.
    """
    codec, who = _encoding(data, declared)
    page = data.decode(codec, "replace").removeprefix("\ufeff")
    notes = [] if codec == "utf-8" else [f"The {what} was decoded as {codec} ({who})."]
    try:
        data.decode(codec)
    except UnicodeError:
        notes.append(f"Bytes of the {what} that are not {codec} became U+FFFD.")
    return page, tuple(notes)


def _encoding(data: bytes, declared: str | None) -> tuple[str, str]:
    if declared is not None:
        return codec_of(declared) or "utf-8", "as declared from outside"
    if marked := marked_encoding(data):
        return marked, "by its byte order mark"
    if (match := _DECLARED.search(data, 0, _PRESCAN)) and (
        codec := meant_by((match[1] or match[2]).decode("ascii", "replace"))
    ):
        return codec, "as the page declares"
    return _guessed(data), "guessed by charset_normalizer"


def codec_of(label: str) -> str | None:
    """Python's name of an encoding, or None if it has no such encoding of text."""
    try:
        name = codecs.lookup(label).name
        b"a".decode(name, "replace")
    except (LookupError, ValueError):
        return None
    return "utf-8" if name == "utf-8-sig" else name


def meant_by(label: str) -> str | None:
    """Python's name of the encoding that a page or a server means by a label, or None."""
    codec = codec_of(label)
    return None if codec is None else _MEANT.get(codec, codec)


def _guessed(data: bytes) -> str:
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        from trafilatura.utils import detect_encoding

        return next((codec for guess in detect_encoding(data) if (codec := codec_of(guess))), "cp1252")
