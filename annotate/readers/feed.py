"""Feeds (RSS 0.9 to 2.0, Atom): each item or entry is a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.document import Document
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.source import Source, Unreadable

NAME = "feed"
SUFFIXES = frozenset({".rss", ".atom"})

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\])?+[^>]*+>)*+"
    rb"<(?:\w+:)?(rss|feed|RDF)\b([^>]*+)",
    re.DOTALL,
)
_NAMESPACES = {  # what the root says if it is a feed's
    b"rss": (b"",),
    b"feed": (b"http://www.w3.org/2005/Atom", b"http://purl.org/atom/"),
    b"RDF": (b"http://purl.org/rss/1.0", b"http://my.netscape.com/rdf/"),
}


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read the entries of a feed: title and content, date, authors, address, language.

    An entry whose XML is broken is unreadable; the others are read.
    """
    if source.format != NAME and source.suffix not in SUFFIXES and not _says_feed(source.head):
        raise Declined("It neither is named .rss or .atom nor begins as a feed.")
    return _entries(source)


def _says_feed(head: bytes) -> bool:
    found = _ROOT.match(head)
    return found is not None and any(namespace in found[2] for namespace in _NAMESPACES[found[1]])


def _entries(source: Source) -> Iterator[Document | Unreadable]:
    from annotate.readers._feed_entry import document_of
    from annotate.readers._feed_xml import FeedError, parse_feed

    try:
        entries = parse_feed(source.read())
    except FeedError as error:
        yield Unreadable(source.id, str(error), source.name)
        return
    for number, (entry, problem) in enumerate(entries, 1):
        if entry is None:
            where = f"{source.name}, entry {number}"
            yield Unreadable(f"{source.id}-{number}", f"the XML of this entry is broken: {problem}", where)
        else:
            yield document_of(entry, problem, source, number)
