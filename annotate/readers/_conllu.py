"""The tokens of CoNLL-U put together to texts, and the tags in MISC."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import BinaryIO, cast

from annotate.annotation import Annotation, Span
from annotate.document import Document, Metadata
from annotate.readers._annotations import Unread, annotated
from annotate.readers._beside import Broken, or_unreadable
from annotate.readers._names import is_layer, kind_name
from annotate.readers.conllu import NAME
from annotate.source import Source, TooLarge, Unreadable

_COLUMNS = 10
_WHITE = {"s": " ", "t": "\t", "r": "\r", "n": "\n", "p": "|", "\\": "\\"}
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|([strnp\\]))")
_TEXT = re.compile(r"#\s*text\s*=\s*")
_BLANKS = re.compile(r"\s*")
_TAG = re.compile(r"O|_|([BIESLU])(?:-(.+))?")
_RANGE = re.compile(r"(\d{1,12}):(\d{1,12})", re.ASCII)
_OF_SPACES = ("SpaceAfter", "SpacesAfter", "SpacesBefore", "SpacesInToken", "TokenRange")


def documents(source: Source) -> Iterator[Document | Unreadable]:
    """The documents of a file, or why one cannot be had."""
    for number, part in enumerate(_parts(source), 1):
        id = part.id or (source.id if number == 1 else f"{source.id}-{number}")
        named = replace(source, id=id, _open=[])
        yield or_unreadable(named, partial(part.document, id))


@dataclass
class _Part:
    """The lines of one document, with their numbers."""

    source: str
    id: str = ""
    lines: list[tuple[int, bytes]] = field(default_factory=list)

    def document(self, id: str) -> Document:
        """The document that the lines describe. Raises Broken."""
        unread = Unread()
        reader = _Tokens(unread)
        for number, data in self.lines:
            try:
                reader.line(number, data.decode().rstrip("\r\n"))
            except UnicodeDecodeError as error:
                raise Broken("the line is not UTF-8", number) from error
        reader.end()
        document = Document(reader.text, id=id, metadata=Metadata(source=f"{id}.txt", media_type="text/plain"))
        return annotated(document, reader.annotations(), NAME, unread)


def _parts(source: Source) -> Iterator[_Part]:
    """The documents, read line by line. Raises TooLarge if one of them is."""
    part = _Part(source.name)
    size = 0
    limit = source.bounds.document
    stream = cast(BinaryIO, source.open())
    number = 0
    while line := stream.readline(limit):
        number += 1
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        size += len(line)
        if line.startswith(b"# newdoc"):
            if part.lines:
                yield part
            part, size = _Part(source.name, line.decode("utf-8", "replace").partition("id = ")[2].strip()), len(line)
        if size >= limit:
            raise TooLarge(limit)
        if line.strip() or part.lines:
            part.lines.append((number, line))
    if part.lines or part.id or number == 0:
        yield part


class _Tokens:
    """Tokens to text and tags."""

    def __init__(self, unread: Unread) -> None:
        self._unread = unread
        self._pieces: list[str] = []
        self._length = 0
        self._gap: str | None = ""  # what stands before the next token; None if the file does not say
        self._within = ""  # of the words of a token of several: the last one's number
        self._stated: str | None = None  # the comment that has the sentence, and how far its tokens have come
        self._at = 0
        self._columns = False
        self._tokens: list[Span] = []
        self._misc: dict[str, list[tuple[int, str, int]]] = defaultdict(list)  # token, value, line
        self._sentences: set[int] = {0}

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    def line(self, number: int, line: str) -> None:
        """Take a line. Raises Broken."""
        if not line.strip():
            self._sentences.add(len(self._tokens))
            self._within = ""
            self._stated = None
        elif match := _TEXT.match(line):
            self._stated, self._at = line, match.end()
        elif not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) != _COLUMNS:
                raise Broken(f"the line has {len(columns)} columns, not ten, separated by tabs", number)
            self._token(number, columns)

    def end(self) -> None:
        """All lines have been taken."""
        if self._gap:
            self._add(self._gap)
        if self._columns:
            self._unread.add("Lemmas, parts of speech, features and heads are not read.")

    def _token(self, number: int, columns: list[str]) -> None:
        id, form, misc = columns[0], columns[1], _attributes(columns[9])
        if "." in id or (self._within and id.isdigit() and int(id) <= int(self._within)):
            return  # an empty node, or a word within a token of several, which has the form
        if not re.fullmatch(r"\d{1,9}(-\d{1,9})?", id, re.ASCII):
            raise Broken(f"{id[:20]!r} is no number of a token", number)
        self._within = id.partition("-")[2]
        self._columns = self._columns or any(column != "_" for column in columns[2:9])
        self._add(self._before(number, form, misc))
        start = self._length
        self._add(form)
        index = len(self._tokens)
        self._tokens.append(Span(start, self._length))
        self._gap = (
            "" if misc.get("SpaceAfter") == "No" else _unescaped(misc["SpacesAfter"]) if "SpacesAfter" in misc else None
        )
        for name, value in misc.items():
            if name not in _OF_SPACES:
                self._misc[name].append((index, value, number))

    def _before(self, number: int, form: str, misc: dict[str, str]) -> str:
        """The white space before a token, which its range has to confirm if it has one."""
        stated = self._stated_before(form)
        gap = self._gap
        if gap is None and len(self._tokens) in self._sentences:
            gap = " " if "TokenRange" in misc else "\n"
        elif gap is None:
            gap = " " if stated is None else stated
        if not self._tokens:
            gap = _unescaped(misc.get("SpacesBefore", ""))
        if match := _RANGE.fullmatch(misc.get("TokenRange", "")):
            here = self._length + len(gap)
            if int(match[1]) != here:
                raise Broken(f"TokenRange says that the token stands at {match[1]}, but it stands at {here}", number)
        return gap

    def _stated_before(self, form: str) -> str | None:
        """The white space before a token in the comment that has its sentence; None if the token is not there."""
        if self._stated is None:
            return None
        blanks = _BLANKS.match(self._stated, self._at)
        assert blanks is not None
        if not self._stated.startswith(form, blanks.end()):
            self._stated = None
            return None
        self._at = blanks.end() + len(form)
        return blanks[0]

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def annotations(self) -> Iterator[Annotation]:
        """What the tags say, layer by layer."""
        for name, values in self._misc.items():
            if not is_layer(name) or not all(_TAG.fullmatch(value) for _, value, _ in values):
                self._unread.add(f"{name[:60]} in MISC is no layer of IOB2 tags, and not read.")
                continue
            yield from self._tagged(name, values)

    def _tagged(self, layer: str, values: list[tuple[int, str, int]]) -> Iterator[Annotation]:
        first = last = -1
        kind: str | None = None
        for index, value, _ in values:
            match = _TAG.fullmatch(value)
            assert match is not None
            position, named = match[1], match[2]
            goes_on = position in ("I", "E", "L") and index == last + 1 and named == kind and first >= 0
            if first >= 0 and not goes_on:
                yield self._annotation(layer, kind, first, last)
                first = -1
            if position is None:
                continue
            if not goes_on:
                first, kind = index, named
            last = index
        if first >= 0:
            yield self._annotation(layer, kind, first, last)

    def _annotation(self, layer: str, kind: str | None, first: int, last: int) -> Annotation:
        span = self._tokens[first].start, self._tokens[last].end
        return Annotation(layer, span, kind and kind_name(kind, self._unread))


def _attributes(misc: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in misc.split("|")) if misc != "_" else ()
    return {name: value for name, equals, value in pairs if equals}


def _unescaped(white: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if m[1] else _WHITE[m[2]], white)
