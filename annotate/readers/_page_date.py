"""When an HTML page was published: what it states, else what can be found in it, never what the clock says."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from htmldate import find_date

from annotate.dates import check_date
from annotate.readers._jsonld import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NEVER = "2100-12-31"  # htmldate's latest date; its default is today
_META = "//head/meta[@content]"
_NAMES = ("property", "name", "itemprop")
_REVISION = re.compile(r"modif|updat|revis|maj\b", re.IGNORECASE)


class PageDate(NamedTuple):
    """An ISO date, who said so, and how sure it is (None: stated)."""

    date: str
    said_by: str
    cert: str | None


def page_date(tree: HtmlElement, page: str, article: Article, url: str | None) -> PageDate | None:
    """The publication date: of the JSON-LD, of a ``meta``, of a ``time`` marked as such; else htmldate's finding."""
    if article.published and (date := _date_or_none(article.published)):
        return PageDate(date, "metadata", None)
    return _of_meta(tree) or _of_time(tree) or _found(tree, page, url)


def _of_meta(tree: HtmlElement) -> PageDate | None:
    ranks = _meta_names()
    named = (
        (meta.get(attribute, "").lower(), meta.get("content")) for meta in tree.xpath(_META) for attribute in _NAMES
    )
    stated = [(ranks[name], date) for name, value in named if name in ranks and (date := _date_or_none(value))]
    if not stated:
        return None
    (_, cert), date = min(stated, key=lambda found: found[0][0])  # the first of the best rank
    return PageDate(date, "metadata", cert)


@cache
def _meta_names() -> dict[str, tuple[int, str | None]]:
    """Name of a ``meta`` -> its rank and the certainty of a date it gives."""
    lines = (files("annotate") / "data" / "html_date_names.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: (rank, None if cert == "stated" else cert) for rank, (name, cert) in enumerate(rows)}


def _of_time(tree: HtmlElement) -> PageDate | None:
    """``<time pubdate>`` and ``<time itemprop="datePublished">``, if all of them say the same day."""
    marked = tree.xpath("//*[self::time[@pubdate] or @itemprop='datePublished'][@datetime or @content]")
    dates = {date for e in marked if (date := _date_or_none(e.get("datetime") or e.get("content")))}
    return PageDate(dates.pop(), "metadata", None) if len(dates) == 1 else None


def _date_or_none(stated: str) -> str | None:
    try:
        return check_date(stated)
    except ValueError:
        return None


def _found(tree: HtmlElement, page: str, url: str | None) -> PageDate | None:
    """htmldate's finding, if its year, month and day stand on the page: what is missing it takes from the clock.

    It does not see the JSON-LD, whose statements are known by now, nor what speaks of a revision.
    """
    searched = deepcopy(tree)
    for element in searched.xpath("//meta | //time | //script[@type='application/ld+json']"):
        if element.tag == "script" or any(_REVISION.search(value) for value in element.attrib.values()):
            element.drop_tree()
    found = find_date(searched, extensive_search=False, original_date=True, url=url, max_date=NEVER)
    if found is None or not _stands_there(found, f"{page}\n{url or ''}"):
        return None
    return PageDate(found, "inferred by htmldate from the page", "medium")


def _stands_there(date: str, page: str) -> bool:
    year, month, day = (int(part) for part in date.split("-"))
    written = (
        rf"{year}{month:02}{day:02}",
        rf"{year}[-/._ ]0?{month}[-/._ ]0?{day}(?!\d)",
        rf"(?<!\d)0?{day}[-/._ ]+0?{month}[-/._ ]+{year}",
        rf"(?<!\d)0?{day}(?:er|\.|º|th|st|nd|rd)?\s+(?:de\s+)?[^\W\d]{{3,12}}\.?,?\s+(?:de\s+)?{year}",  # 3 mars 2008
        rf"[^\W\d]{{3,12}}\.?\s+0?{day}(?:th|st|nd|rd)?,?\s+{year}",  # March 3, 2008
    )
    return any(re.search(form, page) for form in written)
