"""HTML pages of news: the article's text, without the page around it."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.document import Document
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.readers._charset import codec_of
from annotate.readers._formats import markup
from annotate.source import Source, Unreadable

NAME = "html"
SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read the article on an HTML page: its text, title, authors, date, language. The rest is left out and said.

    A page without an article is an unreadable document.
    """
    if source.format != NAME and source.suffix not in SUFFIXES and not _says_html(source.head):
        raise Declined("It neither is named .html nor begins as an HTML page.")
    if source.encoding is not None and codec_of(source.encoding) is None:
        raise Declined(f"Encoding {source.encoding!r} is unknown to Python; try for instance utf-8 or cp1252.")
    return iter((_read(source),))


def _says_html(head: bytes) -> bool:
    """Whether the first bytes are an HTML page's, perhaps (XHTML) behind an XML declaration."""
    found = markup(head)
    return found == "HTML" or (found == "XML" and b"<html" in head[:1024].lower())


def _read(source: Source) -> Document | Unreadable:
    from annotate.readers._html_tree import PageError
    from annotate.readers._page import read_page

    try:
        return read_page(source)
    except PageError as error:
        return Unreadable(source.id, str(error), source.name)
