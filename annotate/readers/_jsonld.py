"""What a page's JSON-LD (schema.org) states about its article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")  # where a page puts its main thing; never lists of other pages
_DEPTH = 6
_ARTICLES = ("Article", "Posting", "Report")  # NewsArticle, BlogPosting …


@dataclass(frozen=True)
class Article:
    """The statements about the page's one article; empty where the page states none, or several articles differ."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None


def article_of(tree: HtmlElement) -> Article:
    """The page's article according to its JSON-LD; of several, only what they agree on."""
    nodes = [
        node for script in tree.xpath("//script[@type='application/ld+json']") for node in _nodes(_parsed(script.text))
    ]
    articles = [n for n in nodes if _is_a(n, _ARTICLES)] or [n for n in nodes if _is_a(n, ("WebPage",))]
    return Article(
        headline=_agreed([_text(node.get("headline")) for node in articles]),
        authors=_agreed([_names(node.get("author")) for node in articles]) or (),
        publisher=_agreed([next(iter(_names(node.get("publisher"))), None) for node in articles]),
        published=_agreed([_text(node.get("datePublished")) for node in articles]),
        language=_agreed([_text(node.get("inLanguage")) for node in articles]),
        url=_agreed([_text(node.get("url")) for node in articles]),
    )


def _parsed(script: str | None) -> Any:
    try:
        return json.loads(script or "null", strict=False)
    except (ValueError, RecursionError):
        return None  # broken JSON-LD states nothing


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _WITHIN:
            yield from _nodes(value.get(key), depth + 1)


def _is_a(node: dict[str, Any], endings: tuple[str, ...]) -> bool:
    types = node.get("@type")
    return any(isinstance(t, str) and t.endswith(endings) for t in (types if isinstance(types, list) else [types]))


def _agreed(values: list[Any]) -> Any:
    stated = list(dict.fromkeys(v for v in values if v))
    return stated[0] if len(stated) == 1 else None


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _names(value: Any) -> tuple[str, ...]:
    """Names of persons or organisations: strings, objects with a name, or a list of these."""
    items = value if isinstance(value, list) else [value]
    names = (_text(item.get("name")) if isinstance(item, dict) else _text(item) for item in items)
    return tuple(name for name in names if name and not name.startswith(("http://", "https://")))
