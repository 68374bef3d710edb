"""A page of a PDF file as lines of text with their places, as PDFium finds them.

Imports pypdfium2: to be imported in the process that reads the file.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_SPACES = frozenset({9, 32})
_LINE_ENDS = frozenset({10, 13})
_BROKEN_WORD = 2  # what PDFium puts in the place of a hyphen that ends a line
_HYPHENS = "-\u2010\u00ad"  # behind figures and before another column, PDFium leaves them as they are
_GAP = 1.0  # heights of a line: a wider space between two words may part columns
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


@dataclass(slots=True)
class Piece:
    """Words that stand side by side: a line of a column, or a cell.

    ``left``, ``right``, ``bottom``, ``height``: in points of a page turned so that the line is level (``turn``: by
    how many quarters). ``hyphen``: its last word goes on in the next line, and the hyphen there is not in the text.
    ``row``: it is a whole row of a table, cells parted by tabs.
    """

    text: str
    left: float
    right: float
    bottom: float
    height: float
    turn: int = 0
    hyphen: bool = False
    row: bool = False


@dataclass(slots=True)
class Page:
    """The lines of a page, as they follow in the file; its height in points; how many glyphs are no characters."""

    lines: list[list[Piece]]
    height: float
    unmapped: int = 0


def read_page(page: Any) -> Page:
    """The text of a page of a document of pypdfium2."""
    textpage = page.get_textpage()
    try:
        found = _Scan(textpage.raw)
        return Page(found.lines, page.get_height(), found.unmapped)
    finally:
        textpage.close()


class _Scan:
    """Goes over a page's characters once."""

    def __init__(self, textpage: Any) -> None:
        self.textpage = textpage
        self.rect = pdfium.FS_RECTF()
        self.at = ctypes.byref(self.rect)
        self.unmapped = 0
        self.lines: list[list[Piece]] = [[]]
        self.words: list[str] = []  # of the last piece
        self.longest = 0  # word of the last piece
        self.turn = 0
        count = pdfium.FPDFText_CountChars(textpage)
        codes = [pdfium.FPDFText_GetUnicode(textpage, i) for i in range(count)]
        start: int | None = None
        for i, code in enumerate((*codes, 10)):
            hyphen = code == _BROKEN_WORD and pdfium.FPDFText_IsHyphen(textpage, i) == 1
            if not hyphen and code not in _SPACES and code not in _LINE_ENDS:
                start = i if start is None else start
                continue
            if start is not None:
                self._word(codes, start, i, hyphen)
                start = None
            if (hyphen or code in _LINE_ENDS) and self.lines[-1]:
                self._end_piece()
                self.lines.append([])
        self.lines.pop()  # the empty one behind the last line end

    def _word(self, codes: list[int], start: int, end: int, hyphen: bool) -> None:
        """Add a word to the last piece or, where it stands apart, as the next one."""
        text = self._characters(codes[start:end])
        if not text:
            return
        line = self.lines[-1]
        if not line:
            self.turn = round(max(pdfium.FPDFText_GetCharAngle(self.textpage, start), 0.0) / 1.5708) % 4
        left, bottom, first_right, top = self._box(start)
        right = first_right if end == start + 1 else self._box(end - 1)[2]
        height = top - bottom if top > bottom else 10.0
        if line and self._beside(line[-1], left, bottom):
            piece = line[-1]
            piece.right = max(piece.right, right)
            piece.hyphen = hyphen
            if len(text) > self.longest:  # not the bullet or the raised figure that a line begins with
                piece.bottom, piece.height, self.longest = bottom, height, len(text)
        else:
            self._end_piece()
            line.append(Piece("", left, right, bottom, height, self.turn, hyphen))
            self.longest = len(text)
        self.words.append(text)

    def _end_piece(self) -> None:
        if not self.words:
            return
        piece = self.lines[-1][-1]
        piece.text = " ".join(self.words)
        self.words.clear()
        if piece.text[-1] in _HYPHENS and piece.text[-2:-1].isalnum():
            piece.text, piece.hyphen = piece.text[:-1], True

    @staticmethod
    def _beside(piece: Piece, left: float, bottom: float) -> bool:
        return (
            -piece.height < left - piece.right < _GAP * piece.height and abs(bottom - piece.bottom) < piece.height / 2
        )

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of a character on the turned page."""
        pdfium.FPDFText_GetLooseCharBox(self.textpage, index, self.at)
        box = self.rect
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if self.turn == 1:  # clockwise
            return -top, left, -bottom, right
        if self.turn == 2:
            return -right, -top, -left, -bottom
        if self.turn == 3:
            return bottom, -right, top, -left
        return left, bottom, right, top

    def _characters(self, codes: list[int]) -> str:
        """The characters of a word. Ligatures are letters; what is no character is counted and left out."""
        kept: list[str] = []
        for code in codes:
            if code in _LIGATURES:
                kept.append(_LIGATURES[code])
            elif _is_none(code):
                self.unmapped += 1
            else:
                kept.append(chr(code))
        text = "".join(kept)
        if any(0xD800 <= code < 0xE000 for code in codes):  # halves, on systems where PDFium counts them
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return text


def _is_none(code: int) -> bool:
    """Whether a code is no character that a text may hold: a control, for private use, a replacement."""
    return (
        code < 32
        or 0x7F <= code < 0xA0
        or 0xE000 <= code < 0xF900
        or code == 0xFFFD
        or code & 0xFFFE == 0xFFFE
        or code >= 0xF0000
    )
