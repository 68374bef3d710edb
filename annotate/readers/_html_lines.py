"""All the text of an HTML element as lines: for what is text throughout, such as chapters, items of feeds and mail.

Imports lxml: to be imported when a page is read. A page of the web has much that is no article: see `_page`.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from lxml import etree

from annotate.readers._page_lines import Line, squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element

_CELLS = frozenset({"td", "th"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CELL_END = "\x1f"  # no character of HTML


@cache
def _elements(kind: str) -> frozenset[str]:
    """The elements of a class: ``block``, ``heading``, ``no-text``."""
    lines = (files("annotate") / "data" / "html_elements.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return frozenset(name for of, names in rows if of == kind for name in names.split())


def html_lines(root: _Element) -> list[Line]:
    """The lines of an element: one for each block and line break, a row of a table with tabs. White space is
    squeezed; what is hidden or no text (scripts, forms) is left out. A cell that holds blocks is one itself.
    """
    lines: list[Line] = []
    pieces: list[str] = []
    blocks, heading, no_text = map(_elements, ("block", "heading", "no-text"))
    headings = 0  # how many are open
    in_cell = False

    def end_line() -> None:
        fields = [squeeze(field) for field in "".join(pieces).split(_CELL_END)]
        text = "\t".join(fields).strip("\t ")
        if text.strip():
            lines.append(Line(text, headings > 0))
        pieces.clear()

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = _name(element)
        starts = event == "start"
        text = element.text if starts else element.tail
        if starts and element is not root and (tag in no_text or _HIDDEN.search(element.get("style", ""))):
            walker.skip_subtree()
            text = None
        elif tag in _CELLS and not _holds_blocks(element):
            pieces.append("" if starts else _CELL_END)
            in_cell = starts
        elif tag == "br" and in_cell:
            pieces.append(" " if starts else "")
        elif tag in blocks or tag in _CELLS or (tag == "br" and starts):
            end_line()
            if tag in heading:
                headings += 1 if starts else -1
        if text and not (element is root and not starts):
            pieces.append(text)
    end_line()
    return lines


def _holds_blocks(cell: _Element) -> bool:
    """Whether a table's cell is there for the layout: its blocks are lines of their own."""
    return any(_name(element) in _elements("block") for element in cell.iterdescendants())


def _name(element: _Element) -> str:
    """The local name of an element; empty for a comment and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
