"""The elements that trafilatura returns, as lines of text: one per paragraph, heading, list item, table row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

    from annotate.readers._protect import Protection

_INLINE = frozenset({"hi", "ref", "del", "graphic", "span"})
_CELL = "cell"
_CELL_END = "\t"
_WHITE = re.compile(r"[ \t\r\n\f]+")  # HTML's white space; a no-break space is none


class Line(NamedTuple):
    """One line of the article; ``heading`` if the page marks it as such."""

    text: str
    heading: bool


def squeeze(text: str) -> str:
    """The text with every run of HTML white space as one blank, and none at its ends."""
    return _WHITE.sub(" ", text).strip(" ")


def lines_of(body: _Element, protection: Protection) -> list[Line]:
    """The lines of an extracted body, without empty ones. Cells of a table's row are parted by tabs."""
    lines: list[Line] = []
    pieces: list[str] = []
    headings = cells = 0  # how many such elements are open

    def end_line() -> None:
        joined = protection.undo("".join(pieces))
        fields = [squeeze(field) for field in joined.split(_CELL_END)] if cells_seen else [squeeze(joined)]
        text = _CELL_END.join(fields).strip("\t ")
        if text.strip():
            lines.append(Line(text, headings > 0))
        pieces.clear()

    cells_seen = False
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if tag in _INLINE:
            pass
        elif tag == _CELL:
            cells += 1 if event == "start" else -1
            if event == "end":
                pieces.append(_CELL_END)
            cells_seen = True
        elif cells:  # a block within a cell does not end the row's line
            pieces.append(" ")
        else:
            end_line()
            cells_seen = False
            if tag == "head":
                headings += 1 if event == "start" else -1
        text = element.text if event == "start" else element.tail
        if text and not (event == "end" and element is body):
            pieces.append(_WHITE.sub(" ", text))
    end_line()
    return lines
