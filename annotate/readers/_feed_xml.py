"""The XML of a feed, whole or broken: its entries, and which of them are damaged.

Imports lxml: to be imported when a feed is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import name2codepoint
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import etree

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from lxml.etree import _Element

ENTRIES = ("{*}item", "{*}entry")
_AMPERSAND = re.compile(rb"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)(?:([A-Za-z][A-Za-z0-9]*);)?")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<\?xml[^>]*+>")
_ROOT = re.compile(rb"<((?:\w+:)?(?:rss|feed|RDF))\b[^>]*+>")
_ENTRY = re.compile(rb"<((?:\w+:)?(?:item|entry))[\s>]")


class FeedError(AnnotateError):
    """Raised when an input is no feed at all. Its message is a sentence without a full stop."""


def parse_feed(data: bytes) -> Iterator[tuple[_Element | None, str]]:
    """The entries, each with what is wrong with its XML: nothing, as a rule. Raises FeedError."""
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        return _one_by_one(data, f"its XML cannot be read: {error.msg}")
    entries = list(root.iter(*ENTRIES))
    if not entries and root.find("{*}channel") is None and etree.QName(root).localname != "feed":
        raise FeedError("it is no feed")
    return ((entry, "") for entry in entries)


def _one_by_one(data: bytes, problem: str) -> Iterator[tuple[_Element | None, str]]:
    """The entries of a feed that is not well-formed, each parsed alone.

    HTML's entities and lone ampersands, the commonest faults, are mended. Raises FeedError.
    """
    data = _AMPERSAND.sub(_escaped, _CONTROL.sub(b"", data))
    opening = _ROOT.search(data)
    starts = [match.start() for match in _ENTRY.finditer(data)]
    if not opening or not starts:
        raise FeedError(problem)
    declaration = _DECLARATION.match(data)
    before = (declaration[0] if declaration else b"") + opening[0]
    after = b"</" + opening[1] + b">"
    try:
        root = etree.fromstring(data[: starts[0]], _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise FeedError(problem)
    channel = root.find("{*}channel")
    return (
        _alone(data[start:end], before, after, root if channel is None else channel)
        for start, end in pairwise([*starts, len(data)])
    )


def _alone(entry: bytes, before: bytes, after: bytes, channel: _Element) -> tuple[_Element | None, str]:
    """One entry, made a child of the channel, and what is wrong with it."""
    name = _ENTRY.match(entry)
    closing = b"</" + name[1] + b">" if name else b""
    content, closed, _ = entry.partition(closing)
    document = before + content + closed + after
    problem = "" if closed else "it breaks off"
    try:
        root = etree.fromstring(document, _parser())
    except etree.XMLSyntaxError as error:
        problem = problem or error.msg.partition(", line")[0]
        root = etree.fromstring(document, _parser(recover=True))
    found = None if root is None else next(root.iter(*ENTRIES), None)
    if found is not None:
        channel.append(found)
    return found, problem


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover, resolve_entities="internal", no_network=True, remove_comments=True, remove_pis=True
    )


def _escaped(match: re.Match[bytes]) -> bytes:
    code = name2codepoint.get((match[1] or b"").decode())
    return b"&#%d;" % code if code else b"&amp;" + match[0][1:]
