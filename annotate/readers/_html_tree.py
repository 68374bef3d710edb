"""An HTML page or a piece of one as a tree of elements.

Imports lxml: to be imported when a page is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree, html

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Characters that HTML forbids and lxml does not take back, though its parser lets some in. A form feed is white space.
_FORBIDDEN = dict.fromkeys([*range(9), 11, *range(14, 32), 127, 0xFFFE, 0xFFFF], "") | {12: " "}


class PageError(AnnotateError):
    """Raised when a page cannot be parsed or holds no article. Its message is a sentence that says so."""


def parse_page(page: str) -> HtmlElement:
    """Parse as browsers do: nothing is fetched, no entity is expanded, no XInclude followed."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise PageError("The page is empty.") from None
    except etree.LxmlError as error:
        raise PageError(f"The page cannot be parsed: {error}.") from None
    _drop_forbidden(tree)
    return tree


def _drop_forbidden(tree: HtmlElement) -> None:
    for element in tree.iter():
        for part in ("text", "tail"):
            text = getattr(element, part)
            if text and (allowed := text.translate(_FORBIDDEN)) != text:
                setattr(element, part, allowed)
