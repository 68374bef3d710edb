"""Bytes to text without losing a byte: what cannot be decoded is kept aside."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from annotate.errors import Declined

BYTE = 0xDC00  # a code point of this plus b stands for the byte b, as with Python's surrogateescape
_STANDS_FOR_A_BYTE = re.compile("[\udc00-\udcff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_KEEP = "annotate.keep_bytes"

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Decoded(NamedTuple):
    """A text, the codec that encodes it again (one that adds no byte order mark), and what it could not decode.

    ``undecodable``: offset of a code point that stands for bytes -> the bytes; in the order of the offsets.
    """

    text: str
    codec: str
    undecodable: dict[int, bytes]

    def encode(self) -> bytes:
        """The bytes that were decoded. Raises UnicodeError where the codec cannot give them back."""
        encoder = codecs.getincrementalencoder(self.codec)()
        parts: list[bytes] = []
        at = 0
        for offset, kept in self.undecodable.items():
            parts += (encoder.encode(self.text[at:offset]), kept)
            at = offset + 1
        parts.append(encoder.encode(self.text[at:], True))
        return b"".join(parts)


def marked_encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark states, or None."""
    return next((codec for mark, codec in _MARKS if data.startswith(mark)), None)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode all of an input: as declared, else as its byte order mark says, else as UTF-8.

    The mark stays, as U+FEFF. Raises Declined if the declared encoding is unknown or cannot give
    back the same bytes.
    """
    codec = marked_encoding(data) or "utf-8" if declared is None else _declared_codec(data, declared)
    if codec.startswith("utf-16"):
        return _decode_utf16(data, codec)
    if codec == "utf-8":
        return _collected(data.decode(codec, "surrogateescape"), codec)
    try:
        decoded = _collected(data.decode(codec, _KEEP), codec)
        same = decoded.encode() == data
    except (LookupError, UnicodeError):  # rot13 and its like, idna, undefined
        same = False
    if not same:
        raise Declined(f"This input does not survive encoding {declared!r}: encoded again it has other bytes.")
    return decoded


def _declared_codec(data: bytes, declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError, UnicodeError):
        raise Declined(
            f"Encoding {declared!r} is unknown to Python; try for instance utf-8, cp1252 or utf-16."
        ) from None
    if name == "utf-8-sig":
        return "utf-8"
    if name in ("utf-16", "utf-32"):
        marked = marked_encoding(data)
        return marked if marked and marked.startswith(name) else f"{name}-{_byte_order(data)}"
    return name


def _byte_order(data: bytes) -> str:
    """Without a mark: the side on which more NUL bytes stand is the high one; little-endian if none."""
    head = data[:65536]
    return "be" if head[0::2].count(0) > head[1::2].count(0) else "le"


def _decode_utf16(data: bytes, codec: str) -> Decoded:
    """Lone surrogates stay as they are, and count as undecodable: no encoder takes them."""
    whole = len(data) & ~1
    text = data[:whole].decode(codec, "surrogatepass")
    lone = {m.start(): m[0].encode(codec, "surrogatepass") for m in _SURROGATE.finditer(text)}
    if whole == len(data):
        return Decoded(text, codec, lone)
    return Decoded(text + chr(BYTE + data[-1]), codec, {**lone, len(text): data[-1:]})


def _collected(text: str, codec: str) -> Decoded:
    found = _STANDS_FOR_A_BYTE.finditer(text)
    return Decoded(text, codec, {m.start(): bytes([ord(m[0]) - BYTE]) for m in found})


def _keep_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(BYTE + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(_KEEP, _keep_bytes)
