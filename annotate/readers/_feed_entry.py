"""One item of RSS or entry of Atom to one document.

Imports lxml: to be imported when a feed is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from zlib import crc32

from lxml import etree

from annotate.dates import check_date
from annotate.document import UNKNOWN_LANGUAGE, Document, Metadata
from annotate.language import is_tag
from annotate.readers._html_lines import html_lines
from annotate.readers._html_tree import PageError, parse_page
from annotate.readers._office import DC, text_of
from annotate.readers._page_lines import Line, squeeze
from annotate.source import Source, Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MARKUP = re.compile(r"<[A-Za-z/!]|&(?:#\w+|\w+);")
_NAMED = re.compile(r"\s*\S+@\S+\s+\((.+)\)\s*", re.DOTALL)  # RSS: lawyer@boyer.net (Lawyer Boyer)
_NO_NAME = re.compile(r"[^\w.-]+")
_LONGEST = 60  # characters of an id that is readable


def document_of(entry: _Element, problem: str, source: Source, number: int) -> Document | Unreadable:
    """The document that an entry is. ``problem``: what is wrong with its XML."""
    of = _Entry(entry)
    stated = of.stated_id()
    id = f"{source.id}/{_name(stated)}" if stated else f"{source.id}-{number}"
    where = f"{source.name}, entry {number}"
    if problem:
        return Unreadable(id, f"the XML of this entry is broken: {problem.strip()}", where)
    title = of.title()
    what, lines = of.content()
    if title and not (lines and lines[0].text == title):
        lines = [Line(title, True), *lines]
    elif title:
        lines[0] = Line(title, True)
    if not lines:
        return Unreadable(id, "this entry has no text", where)
    text, headings = text_of(lines)
    date, cert, notes = of.date()
    language = of.language()
    return Document(
        text,
        id=id,
        headings=headings,
        metadata=Metadata(
            source=source.name,
            media_type="application/atom+xml" if of.is_atom else "application/rss+xml",
            size=len(text.encode("utf-8")),
            language=language or UNKNOWN_LANGUAGE,
            language_from="metadata" if language else "",
            date=date,
            date_from="metadata" if date else "",
            date_cert=cert,
            title=title or None,
            authors=of.authors(),
            publisher=of.publisher(),
            url=of.link(),
            notes=(f"The text is the entry's title{f' and its {what}' if what else ''}.", *notes),
        ),
    )


def _name(stated: str) -> str:
    """A name that is the same in every version of the feed: the end of an address, and a sum of all of it."""
    if len(stated) <= _LONGEST and not _NO_NAME.search(stated):
        return stated
    tail = stated.partition("?")[0].rstrip("/").rpartition("/")[2]
    readable = _NO_NAME.sub("_", tail).strip("._")[:_LONGEST]
    return f"{readable}-{crc32(stated.encode()):08x}".lstrip("-")


class _Entry:
    """An item or entry, asked for what it says."""

    def __init__(self, entry: _Element) -> None:
        self.entry = entry
        self.namespace = etree.QName(entry).namespace
        self.is_atom = "atom" in (self.namespace or "").lower()
        channel = entry.getparent()
        if not self.is_atom and channel is not None and etree.QName(channel).localname == "RDF":
            channel = next(iter(channel.findall("{*}channel")), channel)  # its items stand beside it
        self.channel = entry if channel is None else channel

    def _own(self, name: str, of: _Element | None = None) -> _Element | None:
        """A child of the feed's own vocabulary."""
        tag = f"{{{self.namespace}}}{name}" if self.namespace else name
        return (self.entry if of is None else of).find(tag)

    def _said(self, name: str, of: _Element | None = None) -> str:
        found = self._own(name, of)
        return "" if found is None else squeeze("".join(found.itertext()))

    def stated_id(self) -> str:
        return self._said("guid") or self._said("id") or self.link() or ""

    def title(self) -> str:
        found = self._own("title")
        return "" if found is None else " ".join(line.text for line in self._lines(found))

    def content(self) -> tuple[str, list[Line]]:
        """What holds the text, and its lines: the whole content if it is there, else the summary."""
        for name, found in (
            ("content", self.entry.find(_ENCODED)),
            ("content", self._own("content") if self.is_atom else None),
            ("description", self._own("description")),
            ("summary", self._own("summary")),
        ):
            if found is not None and (lines := self._lines(found)):
                return name, lines
        return "", []

    def _lines(self, element: _Element) -> list[Line]:
        kind = element.get("type", "text") if self.is_atom else "any"
        if len(element):  # XHTML
            return html_lines(element)
        text = element.text or ""
        if (kind in ("html", "text/html") or (kind == "any" and _MARKUP.search(text))) and text.strip():
            try:
                return html_lines(parse_page(text))
            except PageError:  # markup without text
                return []
        return [Line(line, False) for line in map(squeeze, text.splitlines()) if line]

    def date(self) -> tuple[str | None, str | None, Iterator[str]]:
        """The day of publication as it was written, in the zone of the writer; how sure it is; what there is to say."""
        for name, cert in (("pubDate", None), ("published", None), ("issued", None), ("updated", "medium")):
            if stated := self._said(name):
                return self._day(stated, cert)
        dublin_core = self.entry.findtext(DC + "date", "")
        return self._day(dublin_core, None) if dublin_core.strip() else (None, None, iter(()))

    @staticmethod
    def _day(stated: str, cert: str | None) -> tuple[str | None, str | None, Iterator[str]]:
        for day in (check_date, lambda value: parsedate_to_datetime(value).date().isoformat()):
            try:
                return day(stated), cert, iter(())
            except (ValueError, TypeError, IndexError, OverflowError):
                continue
        return None, None, iter((f"The date that the entry states cannot be read: {stated[:60]!r}.",))

    def link(self) -> str | None:
        if not self.is_atom:
            return self._said("link") or None
        links = self.entry.findall(f"{{{self.namespace}}}link")
        pages = (link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate")
        return next((page for page in pages if page), None)

    def language(self) -> str | None:
        stated = [
            self.entry.findtext(DC + "language", ""),
            *(element.get(_LANG, "") for element in (self.entry, *self.entry.iterancestors())),
            self._said("language", self.channel),
        ]
        tags = (tag.strip().replace("_", "-") for tag in stated)
        return next((tag for tag in tags if is_tag(tag)), None)

    def authors(self) -> tuple[str, ...]:
        if self.is_atom:
            for of in (self.entry, self.channel):
                found = of.findall(f"{{{self.namespace}}}author")
                if names := tuple(filter(None, (self._said("name", author) for author in found))):
                    return names
        if creators := tuple(filter(None, map(squeeze, (e.text or "" for e in self.entry.iter(DC + "creator"))))):
            return creators
        author = self._said("author") if not self.is_atom else ""
        named = _NAMED.fullmatch(author)
        return (named[1] if named else author,) if author else ()

    def publisher(self) -> str | None:
        origin = self._own("source")  # of an entry that was copied from another feed
        copied = "" if origin is None or not self.is_atom else self._said("title", origin)
        return copied or self._said("title", self.channel) or None
