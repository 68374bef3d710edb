"""The order in which a PDF page is read: columns one after the other, without what stands on every page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from annotate.readers._pdf_page import Page, Piece

_MARGIN = 0.1  # of a page's height: where running heads and feet stand
_NEIGHBOURS = 4  # pages before and behind: also where left and right ones differ
_COLUMNS = 9  # at most, side by side
_COLUMN_LINES = 3  # so many lines side by side are columns
_COLUMN_WIDTH = 20  # characters of a line on average; shorter ones are cells of a table
_NUMBER = re.compile(r"\d+")

Gap = tuple[float, float]
Place = tuple[str, int]


def without_running_heads(pages: Sequence[Page]) -> list[str]:
    """Take from the pages what stands at one place at the top or bottom of neighbouring ones too, numbers aside.

    Of three pages not far from each other; of two, if these are all. Returns the wordings, numbers aside, each as
    it first stands there.
    """
    places: defaultdict[Place, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        for place in {_place(piece) for line in page.lines for piece in line if _at_edge(piece, page)}:
            places[place].append(number)
    taken: dict[str, str] = {}
    for number, page in enumerate(pages):
        for line in page.lines:
            kept = []
            for piece in line:
                place = _place(piece)
                if _at_edge(piece, page) and _recurs(places[place], number, len(pages)):
                    taken.setdefault(place[0], piece.text)
                else:
                    kept.append(piece)
            line[:] = kept
        page.lines[:] = [line for line in page.lines if line]
    return list(taken.values())


def _recurs(numbers: Sequence[int], own: int, pages: int) -> bool:
    """Whether enough of the pages on which something stands are neighbours of a page."""
    near = bisect_right(numbers, own + _NEIGHBOURS) - bisect_left(numbers, own - _NEIGHBOURS)
    return near >= (2 if pages == 2 else 3)


def _at_edge(piece: Piece, page: Page) -> bool:
    middle = piece.bottom + piece.height / 2
    return piece.turn == 0 and not page.height * _MARGIN < middle < page.height * (1 - _MARGIN)


def _place(piece: Piece) -> Place:
    return _NUMBER.sub("#", piece.text), round(piece.bottom / 2)


def in_reading_order(lines: Sequence[list[Piece]]) -> list[Piece]:
    """The pieces of a page. The file's own order counts, unless it goes from column to column line by line.

    Pieces side by side that are no columns are a row of a table, one piece with tabs.
    """
    pieces: list[Piece] = []
    at = 0
    while at < len(lines):
        columns, gaps = _columns(lines[at:]) if len(lines[at]) > 1 else (0, [])
        if columns:
            for column in range(len(gaps) + 1):
                for line in lines[at : at + columns]:
                    own = [piece for piece in line if _column(piece, gaps) == column]
                    pieces += [_row(own)] if own else []
        else:
            pieces.append(_row(lines[at]))
        at += columns or 1
    return pieces


def _columns(lines: Sequence[list[Piece]]) -> tuple[int, list[Gap]]:
    """How many lines from the first are lines of columns, and the gaps between these; 0 if they are none."""
    first = lines[0]
    gaps = [(one.right, other.left) for one, other in pairwise(first)]
    gaps = sorted(sorted(gaps, key=lambda gap: gap[0] - gap[1])[: _COLUMNS - 1])
    count = several = length = number = 0
    for line in lines:
        narrower = [gap for gap in (_narrowed(gap, line) for gap in gaps) if gap[1] - gap[0] > line[0].height / 2]
        if not narrower or (count and line[0].bottom > lines[count - 1][0].bottom):
            break
        gaps = narrower
        count += 1
        several += len({_column(piece, gaps) for piece in line}) > 1
        number += len(line)
        length += sum(len(piece.text) for piece in line)
    if several < _COLUMN_LINES or length < _COLUMN_WIDTH * number:
        return 0, []
    return count, gaps


def _narrowed(gap: Gap, line: list[Piece]) -> Gap:
    """What is left of a gap between columns when a line has been written."""
    left, right = gap
    middle = (left + right) / 2
    for piece in line:
        if (piece.left + piece.right) / 2 < middle:
            left = max(left, piece.right)
        else:
            right = min(right, piece.left)
    return left, right


def _column(piece: Piece, gaps: Sequence[Gap]) -> int:
    return sum(piece.left >= gap[1] - 0.01 for gap in gaps)


def _row(line: Sequence[Piece]) -> Piece:
    """Pieces side by side as one. A space of two heights and more is one between cells."""
    first, last = line[0], line[-1]
    text = first.text
    cells = 1
    for one, other in pairwise(line):
        apart = not -one.height < other.left - one.right < 2 * one.height
        cells += apart
        text += ("-" if one.hyphen else "") + ("\t" if apart else " ") + other.text
    right = max(piece.right for piece in line)
    main = max(line, key=lambda piece: len(piece.text))
    return Piece(text, first.left, right, main.bottom, main.height, first.turn, last.hyphen, row=cells > 1)
