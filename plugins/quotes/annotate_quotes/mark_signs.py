"""Which characters of a block are quotation marks, and which way each opens. Knows no language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotate.offsets import Block

_MARKS = re.compile('[«»‹›„“”‟‘‚’"＂]')
FAMILY = {"«": "«", "»": "«", "‹": "‹", "›": "‹", "„": "“", "“": "“", "”": "“", "‟": "“", "‘": "‘", "‚": "‘", "’": "‘"}
STRAIGHT = '"＂'
_OPENING_NEIGHBOURS = "([{'’-–—/:«“‘\""
_GUILLEMETS = re.compile("[«»‹›]")
_VOTES = 2000  # guillemets that are looked at to see which way a text turns them


def marks_of(text: str, block: Block, *, inverted: bool) -> Iterator[tuple[int, str, bool | None]]:
    """Offset, family, and whether it opens (None: either) of each mark. ``inverted``: guillemets are turned inwards."""
    single, straight = 0, False
    for match in _MARKS.finditer(text, block.start, block.end):
        at, mark = match.start(), match[0]
        before = text[at - 1] if at > block.start else " "
        after = text[at + 1] if at + 1 < block.end else " "
        if mark in STRAIGHT:
            inch = before.isdigit() and not straight
            straight = straight or not inch
            if not inch:
                yield at, '"', None
        elif mark in "‘‚":
            if not after.isspace():
                single += 1
                yield at, "‘", True
        elif mark == "’":
            if single and not after.isalnum() and not before.isspace():
                single -= 1
                yield at, "‘", False
        elif mark in "«»‹›":
            yield at, FAMILY[mark], (mark in "«‹") != inverted
        else:
            yield at, FAMILY[mark], _opens(mark, before, after)


def _opens(mark: str, before: str, after: str) -> bool:
    """Whether a curly mark opens; “ and ” may do either."""
    leading = before.isspace() or before in _OPENING_NEIGHBOURS
    if mark == "“":
        return leading or after.isalnum()
    if mark == "”":
        return leading and after.isalnum()
    return mark in "„‟"


def leaning(text: str, at: int) -> bool | None:
    """True if a mark stands close to what follows it only, False if to what precedes it only, else None."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    left = not before or before.isspace() or before in _OPENING_NEIGHBOURS
    right = not after or after.isspace() or (not after.isalnum() and after not in "([«“‘$€£…")
    if left and after and not right:
        return True
    return False if right and before and not left else None


def straight_roles(text: str, offsets: Sequence[int]) -> dict[int, bool]:
    """Which straight marks of a block open: they alternate, unless they lean so plainly that one nests in another."""
    roles: dict[int, bool] = {}
    leans = [leaning(text, at) for at in offsets]
    closing = sum(lean is not True for lean in leans)  # marks to come that may close
    sure = sum(lean is False for lean in leans)
    depth = 0
    for n, (at, lean) in enumerate(zip(offsets, leans, strict=True)):
        closing -= lean is not True
        sure -= lean is False
        if depth == 0:
            opens = lean is not False and (closing > 0 or lean is True)
        elif lean is True:
            opens = sure > depth
        else:
            opens = lean is None and depth == 1 and _double_close(text, offsets, n)
        roles[at] = opens
        depth = depth + 1 if opens else max(0, depth - 1)
    return roles


def _double_close(text: str, offsets: Sequence[int], n: int) -> bool:
    """True if the next two marks behind this one have nothing but space between them: both close."""
    if n + 2 >= len(offsets):
        return False
    between = text[offsets[n + 1] + 1 : offsets[n + 2]]
    return len(between) < 4 and not between.strip()


def turned_inwards(text: str) -> bool:
    """True if a text writes »…«: most guillemets lean so, or, where none leans, it begins with » and ends with «."""
    votes, first, last = 0, "", ""
    for n, match in enumerate(_GUILLEMETS.finditer(text)):
        if n >= _VOTES:
            break
        lean = leaning(text, match.start())
        if lean is not None:
            votes += 1 if lean == (match[0] in "»›") else -1
        first, last = first or match[0], match[0]
    return votes > 0 or (votes == 0 and first in ("»", "›") and last in ("«", "‹"))
