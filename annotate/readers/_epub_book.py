"""A book in EPUB: its package document, its spine, its chapters.

Imports lxml: to be imported when a book is read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from lxml import etree

from annotate.dates import check_date
from annotate.document import UNKNOWN_LANGUAGE, Document, Metadata
from annotate.language import is_tag
from annotate.readers._charset import decode_page
from annotate.readers._html_lines import html_lines
from annotate.readers._html_tree import PageError, parse_page
from annotate.readers._office import DC, text_of
from annotate.readers._package import Package
from annotate.readers._page_lines import Line, squeeze
from annotate.readers._unpack import Damaged
from annotate.source import Source, Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_EVENT = "{http://www.idpf.org/2007/opf}event"
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);|#)")  # of HTML: a parser of XML leaves it out without a word
_XHTML = "{http://www.w3.org/1999/xhtml}"


class Chapter(NamedTuple):
    """A file of the spine. ``why``: the reason why it is not read, if there is one."""

    name: str
    why: str = ""


def read_book(source: Source) -> Document | Unreadable:
    """The text of a book, or why there is none. Raises Damaged."""
    package = Package(source)
    path = next((r.get("full-path", "") for r in package.xml(_CONTAINER).iter("{*}rootfile")), "")
    book = package.xml(path)
    chapters = list(_spine(book, posixpath.dirname(path), _protected(package)))
    lines: list[Line] = []
    problems = [f"{chapter.name} ({chapter.why})" for chapter in chapters if chapter.why]
    for chapter in chapters:
        if not chapter.why:
            try:
                lines += _lines(package.read(chapter.name))
            except (Damaged, PageError) as error:
                problems.append(f"{chapter.name} ({str(error).rstrip('.')})")
    if not lines:
        reason = f"none of its chapters can be read: {problems[0]}" if problems else "it holds no text"
        return Unreadable(source.id, reason, source.name)
    text, headings = text_of(lines)
    return Document(text, id=source.id, headings=headings, metadata=_metadata(book, source, package.size, problems))


def _protected(package: Package) -> frozenset[str]:
    """The parts that are encrypted. Those of a protected book are chapters; in others, fonts at most."""
    if _ENCRYPTION not in package.names:
        return frozenset()
    references = package.xml(_ENCRYPTION).iter("{*}CipherReference")
    return frozenset(unquote(reference.get("URI", "")) for reference in references)


def _spine(book: _Element, folder: str, protected: frozenset[str]) -> Iterator[Chapter]:
    """The files that are read one after the other. The table of contents is none of them."""
    items = {item.get("id", ""): item for item in book.iter("{*}item")}
    for reference in book.iter("{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or "nav" in item.get("properties", "").split():
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        kind = item.get("media-type", "")
        if name in protected:
            yield Chapter(name, "it is protected by encryption, DRM")
        elif reference.get("linear") == "no":
            yield Chapter(name, "it stands outside of the order of reading")
        elif "html" not in kind and "xml" not in kind:
            yield Chapter(name, f"it is {kind or 'of no stated type'}")
        else:
            yield Chapter(name)


def _lines(data: bytes) -> list[Line]:
    """The lines of a chapter: of its XHTML, or of HTML where that is broken."""
    if not _ENTITY.search(data):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            root = None
        if root is not None:
            body = root.find(_XHTML + "body")
            return [] if body is None else html_lines(body)
    page, _ = decode_page(data, None)
    return html_lines(parse_page(page))


def _metadata(book: _Element, source: Source, size: int, problems: list[str]) -> Metadata:
    def stated(name: str) -> list[str]:
        return [text for e in book.iter(DC + name) if (text := squeeze("".join(e.itertext())))]

    language = next(filter(is_tag, stated("language")), "")
    date, cert = _date(book)
    said = (f"Chapters that were left out: {', '.join(problems)}.",) if problems else ()
    return Metadata(
        source=source.name,
        media_type="application/epub+zip",
        size=size,
        language=language or UNKNOWN_LANGUAGE,
        language_from="metadata" if language else "",
        date=date,
        date_from="metadata" if date else "",
        date_cert=cert,
        title=next(iter(stated("title")), None),
        authors=tuple(stated("creator")),
        publisher=next(iter(stated("publisher")), None),
        notes=("The text is that of the book's chapters, in their order; pictures are left out.", *said),
    )


def _date(book: _Element) -> tuple[str | None, str | None]:
    """The date of publication: EPUB 3 has no other; in EPUB 2, one that says of nothing else than publication."""
    dates = [(e.get(_EVENT, ""), squeeze(e.text or "")) for e in book.iter(DC + "date")]
    for event, stated in sorted(dates, key=lambda date: date[0] != "publication"):
        if event in ("", "publication"):
            try:
                return check_date(stated), None if event or book.get("version", "").startswith("3") else "medium"
            except ValueError:
                continue
    return None, None
