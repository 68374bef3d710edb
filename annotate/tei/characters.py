"""What XML 1.0 cannot hold, told in layer ``core``; and the bytes that a text came from.

NUL, most controls, U+FFFE, U+FFFF and lone surrogates each become one U+FFFD in the file, so that
offsets hold. An annotation for each run of the same code point says what stood there: ``codepoint``
(``U+0000``) and, where a byte could not be decoded, ``bytes`` (hexadecimal).
"""

from __future__ import annotations

import codecs
import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from annotate.annotation import Annotation, Span
from annotate.document import Document, Kind, Layer
from annotate.errors import AnnotateError

CORE = "core"
REPLACED = "replaced"
CORE_LAYER = Layer(
    CORE,
    "reading and segmentation into paragraphs",
    {
        REPLACED: Kind(
            "code points that XML cannot hold, or bytes that could not be decoded: U+FFFD stands for each",
            "describing",
            "character",
        )
    },
)

_REPLACEMENT = "\ufffd"
# All that XML 1.0, production 2, leaves out. To name what it allows would take ten times as long to compile.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ILLEGAL_RUN = re.compile(f"({_ILLEGAL.pattern})\\1*+")
_ESCAPED_BYTE = re.compile(rb"\xed\xb2[\x80-\xbf]|\xed\xb3[\x80-\xbf]")  # U+DC80 to U+DCFF in UTF-8
_CODEPOINT = re.compile(r"U\+([0-9A-F]{4,6})")


def legal(text: str) -> str:
    """The text with U+FFFD for each code point that XML 1.0 cannot hold."""
    if text.isprintable() and text.isascii():
        return text
    return _ILLEGAL.sub(_REPLACEMENT, text)


def utf8(text: str) -> bytes:
    """A text in UTF-8. U+DC80 to U+DCFF count as the byte that they stand for (PEP 383); any other lone
    surrogate is encoded as if it were a character.
    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        encoded = text.encode("utf-8", "surrogatepass")
        return _ESCAPED_BYTE.sub(
            lambda m: m[0].decode("utf-8", "surrogatepass").encode("utf-8", "surrogateescape"), encoded
        )


def text_sha256(text: str) -> str:
    """SHA-256 of the text in UTF-8 as `utf8` has it, hence of the bytes of a UTF-8 input, decodable or not."""
    return hashlib.sha256(utf8(text)).hexdigest()


def record(document: Document) -> tuple[Annotation, ...]:
    """The annotations of layer ``core``: one for each run of the same code point and bytes, in text order."""
    starts = [block.start for block in document.blocks]
    found = []
    for start, end, codepoint, raw in _runs(document.text, document.undecodable):
        number = bisect_right(starts, start)
        offset = starts[number - 1]
        features = {"codepoint": f"U+{codepoint:04X}"}
        if raw is not None:
            features["bytes"] = raw.hex()
        id = f"{CORE}.p{number}.{start - offset}-{end - offset}"
        found.append(Annotation(CORE, (Span(start, end),), REPLACED, features, id=id, source=CORE))
    return tuple(found)


def _runs(text: str, undecodable: Mapping[int, bytes]) -> Iterator[tuple[int, int, int, bytes | None]]:
    if not undecodable:
        for match in _ILLEGAL_RUN.finditer(text):
            yield match.start(), match.end(), ord(match[1]), None
        return
    places = sorted({m.start() for m in _ILLEGAL.finditer(text)} | undecodable.keys())
    for at, place in enumerate(places):
        what = ord(text[place]), undecodable.get(place)
        if at == 0:
            start, end, before = place, place + 1, what
        elif place == end and what == before:
            end += 1
        else:
            yield start, end, *before
            start, end, before = place, place + 1, what
    yield start, end, *before


def restored(text: str, core: Iterable[Annotation]) -> tuple[str, dict[int, bytes]]:
    """The text of a file with what layer ``core`` says in place of its U+FFFD, and the undecodable bytes by offset.

    Raises ValueError if an annotation does not say what stood there.
    """
    pieces: list[str] = []
    undecodable: dict[int, bytes] = {}
    done = 0
    for annotation in sorted(core, key=lambda a: a.spans):
        character = stood_there(annotation)
        for start, end in annotation.spans:
            pieces += text[done:start], character * (end - start)
            done = end
            if "bytes" in annotation.features:
                raw = bytes.fromhex(str(annotation.features["bytes"]))
                undecodable.update(dict.fromkeys(range(start, end), raw))
    return "".join([*pieces, text[done:]]), undecodable


def stood_there(annotation: Annotation) -> str:
    """The character that an annotation of layer ``core`` tells of. Raises ValueError if it tells of none."""
    said = str(annotation.features.get("codepoint", ""))
    match = _CODEPOINT.fullmatch(said)
    if not match or int(match[1], 16) > 0x10FFFF:
        raise ValueError(f"codepoint {said!r} is not U+0000 to U+10FFFF")
    return chr(int(match[1], 16))


def original_bytes(document: Document) -> bytes:
    """The bytes that the text was decoded from, in the encoding that the metadata names.

    Raises AnnotateError if that encoding is unknown, leaves the byte order open, or cannot hold the text.
    """
    encoding = document.metadata.encoding
    try:
        codec = codecs.lookup(encoding)
    except LookupError as error:
        raise AnnotateError(f"{document.id}: encoding {encoding!r} is unknown") from error
    if codec.name in ("utf-16", "utf-32"):
        raise AnnotateError(
            f"{document.id}: encoding {encoding!r} leaves the byte order open; {encoding}-le or -be is needed"
        )
    # A byte order mark is part of the text, so the codec must not add its own.
    codec = codecs.lookup("utf-8") if codec.name == "utf-8-sig" else codec
    if not document.undecodable and codec.name == "utf-8":
        return utf8(document.text)
    encoder = codecs.getincrementalencoder(codec.name)()
    pieces: list[bytes] = []
    done = 0
    try:
        for at, raw in sorted(document.undecodable.items()):
            pieces += encoder.encode(document.text[done:at]), raw
            done = at + 1
        pieces.append(encoder.encode(document.text[done:], final=True))
    except UnicodeEncodeError as error:
        codepoint = f"U+{ord(error.object[error.start]):04X}"
        raise AnnotateError(
            f"{document.id}: {encoding} cannot hold {codepoint}, so this is not what was read"
        ) from error
    return b"".join(pieces)
