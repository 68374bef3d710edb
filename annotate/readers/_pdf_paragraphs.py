"""Lines of a PDF file to paragraphs: which lines belong together, and what becomes of hyphens between them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from annotate.readers._pdf_page import Piece

_CLOSING = "»\"”’')]\u00a0\u202f "
_SENTENCE_ENDS = ".!?…"
_BULLETS = "•▪■●◦‣"
_ITEM = re.compile(rf"(?:[{_BULLETS}–—-]|\(?\w{{1,2}}[.)])\s")  # how the first line of an item of a list begins
_LEADERS = re.compile(r"(?:\.\s?){5}")  # of a table of contents
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"[^\W\d_]+\Z")
_FIRST = re.compile(r"[^\W\d_]+")
_RUN = 3  # lines of a column before its right margin is believed

Leading = dict[int, float]


class Paragraphs:
    """The paragraphs of a file, each one line, and how many hyphens at line ends were ``dropped`` and ``kept``."""

    def __init__(self, pages: Iterable[Sequence[Piece]]) -> None:
        self.lines: list[str] = []
        self.dropped = self.kept = 0
        pages = list(pages)
        self._words = {word.casefold() for page in pages for piece in page for word in _WORD.findall(piece.text)}
        leading = _leading(pages)
        held: list[Piece] = []
        margin: float | None = None
        for page in pages:
            for turned, (piece, own_margin) in enumerate(zip(page, _margins(page), strict=True)):
                if held and not _belongs(held[-1], piece, margin, leading, new_page=not turned):
                    self._add(held)
                    held = []
                held.append(piece)
                margin = own_margin
        if held:
            self._add(held)

    def _add(self, pieces: Sequence[Piece]) -> None:
        text = pieces[0].text
        for one, other in pairwise(pieces):
            if one.hyphen:
                keep = self._hyphen_stays(text, other.text)
                self.kept += keep
                self.dropped += not keep
                text += ("-" if keep else "") + other.text
            else:
                text += ("" if _is_initial(one, other) else " ") + other.text
        self.lines.append(text + ("-" if pieces[-1].hyphen else ""))

    def _hyphen_stays(self, before: str, after: str) -> bool:
        """Whether a hyphen belongs to its word: as elsewhere in the file; else by the parts of the word."""
        last, first = _LAST.search(before[-60:]), _FIRST.match(after)
        if not (last and first):
            return True
        one, other = last[0].casefold(), first[0].casefold()
        if one + other in self._words:
            return False
        if f"{one}-{other}" in self._words:
            return True
        if first[0][0].isupper() and not (last[0].isupper() and first[0].isupper()):
            return True
        return f"{one}-" in _compounds() or f"-{other}" in _compounds()


@cache
def _compounds() -> frozenset[str]:
    """First parts of words, as ``vice-``, and last ones, as ``-elle``."""
    lines = (files("annotate") / "data" / "hyphenated.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _leading(pages: Sequence[Sequence[Piece]]) -> Leading:
    """Height of lines -> the distance at which most of these follow one another."""
    drops: defaultdict[int, Counter[float]] = defaultdict(Counter)
    for page in pages:
        for one, other in pairwise(page):
            if _alike(one, other) and _overlap(one, other) and 0 < (drop := one.bottom - other.bottom) < 3 * one.height:
                drops[round(one.height)][round(drop * 2) / 2] += 1
    return {height: max(found, key=lambda drop: (found[drop], -drop)) for height, found in drops.items()}


def _margins(page: Sequence[Piece]) -> list[float | None]:
    """The right margin of each piece's column; None where too few lines show it."""
    margins: list[float | None] = []
    run: list[Piece] = []
    for piece in page:
        if run and not (_alike(run[-1], piece) and _overlap(run[-1], piece) and piece.bottom < run[-1].bottom):
            margins += [_margin(run)] * len(run)
            run = []
        run.append(piece)
    return margins + [_margin(run)] * len(run)


def _margin(run: Sequence[Piece]) -> float | None:
    return max(piece.right for piece in run) if len(run) >= _RUN else None


def _belongs(above: Piece, below: Piece, margin: float | None, leading: Leading, *, new_page: bool) -> bool:
    """Whether a piece goes on with the paragraph of the one before it. ``margin``: of the first one's column."""
    if _is_initial(above, below):
        return True
    if above.row or below.row or not _alike(above, below):
        return False
    drop = above.bottom - below.bottom
    moved = new_page or drop < -above.height  # to the next column or page
    if above.hyphen:
        return moved or 0 < drop < 3 * above.height
    if moved:
        return _runs_on(above, below, margin)
    usual = leading.get(round(above.height), above.height)
    if not (0 < drop <= 1.25 * usual and drop < 2.5 * above.height and _overlap(above, below)):
        return False
    centred = abs((above.left + above.right) - (below.left + below.right)) < above.height / 2
    if below.text[0] in _BULLETS or _LEADERS.search(above.text):
        return False
    if below.left - above.left > above.height / 2 and not (centred or _ITEM.match(above.text)):
        return False
    return margin is None or not _ends_early(above, below, margin) or _unfinished(above, below)


def _ends_early(above: Piece, below: Piece, margin: float) -> bool:
    """Whether the first word of the next line would have found its place in this one."""
    first = len(below.text.split(maxsplit=1)[0]) / len(below.text) * (below.right - below.left)
    return above.right + first + above.height / 4 < margin


def _runs_on(above: Piece, below: Piece, margin: float | None) -> bool:
    """Whether a sentence goes on in the next column or on the next page."""
    if _unfinished(above, below):
        return True
    full = margin is not None and above.right > margin - 2 * above.height
    return full and not _sentence_ends(above.text)


def _unfinished(above: Piece, below: Piece) -> bool:
    return below.text[0].islower() and not _sentence_ends(above.text)


def _sentence_ends(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS


def _is_initial(above: Piece, below: Piece) -> bool:
    """Whether a letter over several lines begins the word that stands beside it."""
    return (
        len(above.text) == 1
        and above.text.isupper()
        and above.height > 1.5 * below.height
        and (below.text[0].islower() or below.text[0] in "'’")
        and -above.height < below.left - above.right < above.height
    )


def _alike(one: Piece, other: Piece) -> bool:
    return one.turn == other.turn and 0.8 < one.height / other.height < 1.25


def _overlap(one: Piece, other: Piece) -> bool:
    return min(one.right, other.right) > max(one.left, other.left)
