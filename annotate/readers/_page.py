"""The article on an HTML page. What belongs to the article is trafilatura's judgement; its characters are the page's.

Imports lxml and trafilatura: to be imported when a page is read.
"""

from __future__ import annotations

import logging
from configparser import ConfigParser
from importlib.metadata import version
from typing import TYPE_CHECKING

from trafilatura import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG

from annotate.document import Document
from annotate.readers._charset import decode_page
from annotate.readers._html_tree import PageError, parse_page
from annotate.readers._page_lines import Line, lines_of
from annotate.readers._page_metadata import page_metadata
from annotate.readers._protect import Protection
from annotate.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

# They report on standard error what the reader says in its own words.
for _name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_page(source: Source) -> Document:
    """The article on a page. Raises PageError if it cannot be parsed or holds no article."""
    page, encoding_note = decode_page(source.read(), source.encoding)
    tree = parse_page(page)
    visible = _solid(_visible_text(tree))
    metadata = page_metadata(tree, page)
    lines = _article(tree)
    if not lines:
        raise PageError(f"The page has no article text ({visible:,} characters of other text).")
    text = "\n".join(line.text for line in lines)
    note = _extraction_note(_solid(text), visible)
    return Document(
        text,
        id=source.id,
        metadata=metadata.completed(source.name, len(text.encode("utf-8")), (note, *encoding_note)),
        headings=_headings(lines, metadata.title),
    )


def _visible_text(tree: HtmlElement) -> str:
    pieces = tree.xpath(
        "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]"
    )
    return " ".join(pieces)


def _solid(text: str) -> int:
    """How many characters, white space aside."""
    return len("".join(text.split()))


def _extraction_note(kept: int, visible: int) -> str:
    share = f"{kept:,} of {visible:,}" if kept < visible else f"all {kept:,}"
    what = "; navigation, advertising, links to other pages and the like were left out" if kept < visible else ""
    counted = "characters (white space aside) of the page's text"
    return f"trafilatura {version('trafilatura')} kept {share} {counted}{what}. Runs of white space became one blank."


def _article(tree: HtmlElement) -> list[Line]:
    protection = Protection(tree)
    body = _extracted(tree, DEFAULT_CONFIG)
    if body is not None and len(body) == 1 and "\n" in (body[0].text or ""):
        # Perhaps its last resort, all text of the page in one run, cut at every tag: ask for what it had found before.
        body = _extracted(tree, _without_last_resort())
    return [] if body is None else lines_of(body, protection)


def _extracted(tree: HtmlElement, config: ConfigParser) -> _Element | None:
    found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False, config=config)
    return None if found is None or isinstance(found, dict) else found.body


def _without_last_resort() -> ConfigParser:
    config = ConfigParser()
    config.read_dict(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "0")
    return config


def _headings(lines: list[Line], title: str | None) -> list[int]:
    """Offsets of the lines that the page marks as headings, or that are its title."""
    found, at = [], 0
    for line in lines:
        if line.heading or (title and line.text == title):
            found.append(at)
        at += len(line.text) + 1
    return found
