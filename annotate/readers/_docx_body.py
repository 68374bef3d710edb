"""The text of a part of a Word document (WordprocessingML, ISO 29500), paragraph by paragraph.

Imports lxml: to be imported when a document is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from typing import TYPE_CHECKING

from lxml import etree

from annotate.readers._flow import Flow

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # of what was read before it
_DELETED = frozenset({W + "del", W + "moveFrom"})
_PROPERTIES = frozenset(W + name for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "instrText"))
_CHARACTERS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
_OFF = ("0", "false", "off")
_TEXT_BOX = W + "txbxContent"


class Body(Flow):
    """Reads parts into ``lines``; ``left_out`` counts what of them is no text.

    ``headings``: the ids of paragraph styles that are for headings.
    """

    def __init__(self, headings: Container[str]) -> None:
        super().__init__()
        self.left_out: Counter[str] = Counter()
        self._headings = headings

    def read(self, root: _Element) -> None:
        """Add the lines of a part, or of an element of one."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(element)
            elif self._start(element):
                walker.skip_subtree()
        self.end()

    def _start(self, element: _Element) -> bool:
        """Take an element that begins; whether to pass over what is in it."""
        tag = element.tag
        if tag in _DELETED:
            self.left_out["deletions"] += len(element) > 0
            return True
        if tag in _PROPERTIES or tag == _FALLBACK:
            return True
        if tag == W + "r" and _is_on(element.find(f"{W}rPr/{W}vanish")):
            self.left_out["hidden passages"] += 1
            return True
        if tag in (W + "t", _MATH):
            self.text(element.text or "")
        elif tag in _CHARACTERS:
            self.text(_CHARACTERS[tag])
        elif tag == W + "tr":
            self.begin_row()
        elif tag == W + "tc":
            self.begin_cell()
        elif tag == _TEXT_BOX:
            self.begin_box()
        elif tag in (W + "drawing", W + "pict", W + "object"):
            self.left_out["pictures and drawings"] += next(element.iter(_TEXT_BOX), None) is None
        return False

    def _end(self, element: _Element) -> None:
        tag = element.tag
        if tag == W + "p":
            if element.find(f"{W}pPr/{W}rPr/{W}del") is None:  # else its end was deleted: it goes on in the next
                self.end_paragraph(heading=self._is_heading(element))
        elif tag == W + "tc":
            self.end_cell()
        elif tag == W + "tr":
            self.end_row()
        elif tag == _TEXT_BOX:
            self.end_box()

    def _is_heading(self, paragraph: _Element) -> bool:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            return is_level(level)
        return style is not None and style.get(W + "val", "") in self._headings


def is_level(level: _Element) -> bool:
    """Whether an outline level is one of headings; 9 is that of the text."""
    return level.get(W + "val", "9") in set("012345678")


def _is_on(property: _Element | None) -> bool:
    return property is not None and property.get(W + "val", "1") not in _OFF
