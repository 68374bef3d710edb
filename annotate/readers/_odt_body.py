"""The text of an OpenDocument text (ISO 26300), paragraph by paragraph.

Imports lxml: to be imported when a document is read.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from annotate.readers._flow import Flow

if TYPE_CHECKING:
    from lxml.etree import _Element

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"

_LEFT_OUT = {
    OFFICE + "annotation": "comments",
    TEXT + "deletion": "deletions",
    TEXT + "hidden-text": "hidden passages",
    TEXT + "hidden-paragraph": "hidden passages",
    TEXT + "table-of-content": "tables of contents",
}
_NO_TEXT = frozenset({TEXT + "note-citation", TEXT + "insertion", TEXT + "format-change", TEXT + "sequence-decls"})
_PARAGRAPHS = frozenset({TEXT + "p", TEXT + "h"})
_BOXES = frozenset({TEXT + "note-body", _DRAW + "text-box"})
_ROWS, _CELLS = _TABLE + "table-row", _TABLE + "table-cell"
_SPACES = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_WHITE = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 1000  # that one element may stand for


class Body(Flow):
    """Reads the text into ``lines``, notes behind the paragraph that they are about; ``left_out`` counts what is no
    text, ``notes`` the footnotes and endnotes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.left_out: Counter[str] = Counter()
        self.notes = 0
        self._depth = 0  # of the paragraphs that are open, one in the other's boxes
        self._blank = True  # whether white space here stands for nothing, after white space or at the beginning

    def read(self, root: _Element) -> None:
        """Add the lines of an element."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if self._start(element):
                    walker.skip_subtree()
                elif element.text:
                    self._characters(element.text)
            else:
                self._end(element)
                if element.tail and element is not root:
                    self._characters(element.tail)
        self.end()

    def _start(self, element: _Element) -> bool:
        """Take an element that begins; whether to pass over what is in it."""
        tag = str(element.tag)
        if what := _LEFT_OUT.get(tag):
            self.left_out[what] += 1
            return True
        if tag in _NO_TEXT:
            return True
        if tag in _PARAGRAPHS:
            self._depth += 1
            self._blank = True
        elif tag in _SPACES:
            self.text(_SPACES[tag] * _count(element))
            self._blank = tag == TEXT + "line-break"
        elif tag == _ROWS:
            self.begin_row()
        elif tag == _CELLS:
            self.begin_cell()
        elif tag in _BOXES:
            self.notes += tag == TEXT + "note-body"
            self.begin_box()
        elif tag == _DRAW + "image":
            self.left_out["pictures"] += 1
        return False

    def _end(self, element: _Element) -> None:
        tag = element.tag
        if tag in _PARAGRAPHS:
            self._depth -= 1
            self.end_paragraph(heading=tag == TEXT + "h")
        elif tag == _CELLS:
            self.end_cell()
        elif tag == _ROWS:
            self.end_row()
        elif tag in _BOXES:
            self.end_box()
            self._blank = False

    def _characters(self, text: str) -> None:
        """Text of a paragraph: white space is one blank, and nothing at its beginning (OpenDocument 1.3, 6.1.2)."""
        if not self._depth:
            return
        squeezed = _WHITE.sub(" ", text)
        if self._blank:
            squeezed = squeezed.removeprefix(" ")
        if squeezed:
            self._blank = squeezed.endswith(" ")
            self.text(squeezed)


def _count(space: _Element) -> int:
    """How many blanks an element stands for."""
    count = space.get(TEXT + "c", "1")
    return min(int(count), _MOST_BLANKS) if count.isdecimal() else 1
