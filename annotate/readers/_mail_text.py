"""What a message says, out of its parts, and which parts are attached to it."""

from __future__ import annotations

import re
from email.message import MIMEPart
from typing import cast

from annotate.readers._charset import decode_page, meant_by
from annotate.readers._page_lines import Line

_NO_NAME = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff/\\]+")
_SUFFIXES = {"text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf"}  # of parts without a name
_FLOWED = re.compile(r"(>*)( ?)(.*)", re.DOTALL)


class Content:
    """The parts of a message: ``text`` with the ``headings`` in it, ``attached`` parts with their names, ``notes``.

    Plain text is preferred to HTML where the message has both. Raises what Python's parser of messages raises.
    """

    def __init__(self, message: MIMEPart) -> None:
        self.attached: list[tuple[str, MIMEPart]] = []
        self.notes: list[str] = []
        lines = self._lines(message)
        self.text = "\n".join(line.text for line in lines).rstrip("\n")
        self._body = lines

    def text_behind(self, subject: str) -> tuple[str, list[int]]:
        """The text with the subject as its first line, and the offsets of its headings."""
        lines = [Line(subject, True), *self._body] if subject else self._body
        headings, at = [], 0
        for line in lines:
            if line.heading:
                headings.append(at)
            at += len(line.text) + 1
        return "\n".join(line.text for line in lines).rstrip("\n"), headings

    def _lines(self, part: MIMEPart) -> list[Line]:
        kind = part.get_content_type()
        if kind == "multipart/alternative":
            return self._alternative(list(part.iter_parts()))
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            return [line for inner in part.iter_parts() for line in self._lines(inner)]
        named = part.get_content_disposition() == "attachment" or part.get_filename()
        if kind in ("text/plain", "text/html") and not named:
            return self._decoded(part, kind)
        self.attached.append((self._name(part), part))
        return []

    def _alternative(self, parts: list[MIMEPart]) -> list[Line]:
        """The lines of the plain text among the same text in several formats; else of the first that has some."""
        read = [(part.get_content_type() != "text/plain", self._lines(part)) for part in parts]
        return next((lines for _, lines in sorted(read, key=lambda one: one[0]) if lines), [])

    def _decoded(self, part: MIMEPart, kind: str) -> list[Line]:
        data = cast(bytes, part.get_payload(decode=True)) or b""
        codec = codec_of_part(part)
        text, notes = decode_page(data, codec, "message")
        self.notes += [note for note in notes if codec is None or not note.startswith("The message was decoded")]
        if kind == "text/html":
            return _html(text)
        text = text.replace("\r\n", "\n").strip("\n")
        if str(part.get_param("format", "")).lower() == "flowed":
            text = unflowed(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
        return [Line(line, False) for line in text.split("\n")] if text.strip() else []

    def _name(self, part: MIMEPart) -> str:
        """A name for an attached part that no other one has."""
        stated = _NO_NAME.sub("_", str(part.get_filename() or "")).strip("._ ")
        kind = part.get_content_type()
        suffix = ".eml" if kind == "message/rfc822" else _SUFFIXES.get(kind, "")
        name = stated or f"part-{len(self.attached) + 1}{suffix}"
        return name if all(name != other for other, _ in self.attached) else f"{len(self.attached) + 1}-{name}"


def codec_of_part(part: MIMEPart) -> str | None:
    """Python's name of the encoding that a part of text states, or None."""
    charset = str(part.get_param("charset", ""))
    if part.get_content_maintype() != "text" or "ascii" in charset.lower():  # which is often said of what is none
        return None
    return meant_by(charset)


def _html(page: str) -> list[Line]:
    from annotate.readers._html_lines import html_lines
    from annotate.readers._html_tree import PageError, parse_page

    try:
        return html_lines(parse_page(page))
    except PageError:  # a part without content
        return []


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """Text that says ``format=flowed`` (RFC 3676) with its paragraphs as lines: a line that ends in a space goes on
    in the next one of the same quotation.
    """
    paragraphs: list[str] = []
    goes_on: str | None = None  # the > of the line that does
    for line in text.split("\n"):
        match = _FLOWED.match(line)
        assert match is not None  # it matches anything
        quote, _, content = match.groups()
        signature = content == "-- "
        soft = content.endswith(" ") and not signature
        piece = content[:-1] if soft and delete_space else content
        if goes_on == quote and not signature:
            paragraphs[-1] += piece
        else:
            paragraphs.append(f"{quote} {piece}" if quote else piece)
        goes_on = quote if soft else None
    return "\n".join(paragraphs)
