"""What an HTML page says about its article: title, authors, site, address, language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trafilatura.metadata import extract_metadata

from annotate.document import UNKNOWN_LANGUAGE, Metadata
from annotate.language import is_tag
from annotate.readers._jsonld import Article, article_of
from annotate.readers._page_date import NEVER, PageDate, page_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BYLINE = re.compile(r"(?:par|by|von|por|di|door|de la part de)\s*:?\s+(?=\w)", re.IGNORECASE)


@dataclass(frozen=True)
class PageMetadata:
    """What the page says, before the text is known."""

    title: str | None
    authors: tuple[str, ...]
    publisher: str | None
    url: str | None
    language: str | None
    date: PageDate | None

    def completed(self, source: str, size: int, notes: tuple[str, ...]) -> Metadata:
        """As the document carries it. ``size``: bytes of the text in UTF-8."""
        found = Metadata(
            source=source,
            media_type="text/html",
            size=size,
            language=self.language or UNKNOWN_LANGUAGE,
            language_from="metadata" if self.language else "",
            title=self.title,
            authors=self.authors,
            publisher=self.publisher,
            url=self.url,
            notes=notes,
        )
        if self.date is None:
            return found
        return replace(found, date=self.date.date, date_from=self.date.said_by, date_cert=self.date.cert)


def page_metadata(tree: HtmlElement, page: str) -> PageMetadata:
    """All of it: first what the page's JSON-LD states about its article, then what trafilatura finds."""
    article = article_of(tree)
    # The date is sought elsewhere: trafilatura's would be cut off at today's.
    found = extract_metadata(tree, date_config={"original_date": True, "extensive_search": False, "max_date": NEVER})
    authors = article.authors or tuple(
        _BYLINE.sub("", name, count=1) for name in (found.author or "").split("; ") if name
    )
    return PageMetadata(
        title=article.headline or found.title,
        authors=authors,
        publisher=article.publisher or found.sitename,
        url=found.url or article.url,
        language=_language(tree, article),
        date=page_date(tree, page, article, found.url),
    )


def _language(tree: HtmlElement, article: Article) -> str | None:
    """The first well-formed language tag that the page states."""
    stated = [
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        tree.get("xml:lang"),
        article.language,
        *tree.xpath(
            "//meta[translate(@http-equiv, 'CONTENT-LANGUAGE', 'content-language')='content-language']/@content"
        ),
        *tree.xpath("//meta[@property='og:locale']/@content"),
    ]
    tags = (tag.strip().replace("_", "-") for tag in stated if tag)
    return next((tag for tag in tags if is_tag(tag) and tag.lower() != UNKNOWN_LANGUAGE), None)
