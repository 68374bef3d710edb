"""Paragraphs, tables and boxes of an office document, as they come, to lines of text."""

from __future__ import annotations

from annotate.readers._page_lines import Line


class Flow:
    """Collects ``lines``: a paragraph is one, or several if it holds line ends; a row of a table is one, its cells
    parted by tabs. What stands in boxes that are anchored in a paragraph follows it.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []  # of the paragraph at hand
        self._rows: list[list[str]] = []  # of the tables that are open, one in the other: the cells of the row at hand
        self._cells: list[list[str]] = []  # the same: the paragraphs of the cell at hand
        self._outside: list[tuple[list[str], list[list[str]], list[list[str]]]] = []  # where boxes are anchored
        self._boxed: list[Line] = []  # lines of boxes, to stand behind the paragraph of their anchor

    def text(self, text: str) -> None:
        """Add text to the paragraph at hand."""
        self._pieces.append(text)

    def end_paragraph(self, *, heading: bool = False) -> None:
        """The paragraph at hand is whole."""
        text = "".join(self._pieces)
        self._pieces = []
        if self._cells:
            text = " ".join(text.split("\n"))
        for line in text.split("\n"):
            self._line(line, heading)

    def begin_row(self) -> None:
        """A row of a table begins."""
        self._rows.append([])

    def begin_cell(self) -> None:
        """A cell of the row begins."""
        self._cells.append([])

    def end_cell(self) -> None:
        """The cell ends."""
        if self._cells and self._rows:
            self._rows[-1].append(" ".join(self._cells.pop()))

    def end_row(self) -> None:
        """The row ends."""
        if self._rows:
            self._line("\t".join(self._rows.pop()).strip("\t"), heading=False)

    def begin_box(self) -> None:
        """What comes now stands in a box, anchored in the paragraph at hand."""
        self._outside.append((self._pieces, self._rows, self._cells))
        self._pieces, self._rows, self._cells = [], [], []

    def end_box(self) -> None:
        """The box ends; the paragraph of its anchor goes on."""
        self._pieces, self._rows, self._cells = self._outside.pop()

    def end(self) -> None:
        """All that was begun is whole."""
        if self._pieces:
            self.end_paragraph()
        self._flush()

    def _line(self, text: str, heading: bool) -> None:
        if not text.strip():
            return
        if self._cells:
            self._cells[-1].append(text)
        elif self._outside:
            self._boxed.append(Line(text, heading))
        else:
            self.lines.append(Line(text, heading))
            self._flush()

    def _flush(self) -> None:
        self.lines += self._boxed
        self._boxed = []
