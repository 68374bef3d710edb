"""Lines of dialogue that a dash opens: «— Je viens, dit-elle.» They become pairs, up to the writer's incise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotate.offsets import Block
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.marks import Pair
from annotate_quotes.mending import MendingHints

_DASH = re.compile(r"[ \t\u00a0\u202f]*([—–―])[ \t\u00a0\u202f]+(?=\S)")
_ANSWERS = re.compile(r"[?!]\s*\Z")
_LONGEST = 1500  # code points of a line


def dialogue_pairs(text: str, blocks: Sequence[Block], pairs: Sequence[Pair], lexicon: Lexicon) -> Iterator[Pair]:
    """A pair for each line of dialogue: it has an incise, or stands beside another such line and one of the two asks.

    ``pairs``: those of the quotation marks, outermost, in order; where marks stand, the dash is none of dialogue.
    """
    hints = MendingHints(text, lexicon)
    starts = iter([*(pair.start for pair in pairs), len(text) + 1])
    marked = next(starts)
    lines: list[tuple[int, int, int] | None] = []
    for block in blocks:
        while marked < block.start:
            marked = next(starts)
        match = _DASH.match(text, block.start, block.end)
        end = block.start + len(text[block.start : block.end].rstrip())
        plain = match is not None and marked >= block.end and end - block.start <= _LONGEST
        lines.append((match.start(1), match.end(), end) if match and plain and end > match.end() else None)
    for n, line in enumerate(lines):
        if line is None:
            continue
        dash, start, end = line
        incise = hints.end(start, end)
        if incise is not None:
            yield Pair(dash, incise, (start, incise))
        elif _is_answer(text, lines, n):
            yield Pair(dash, end, (start, end))


def _is_answer(text: str, lines: Sequence[tuple[int, int, int] | None], n: int) -> bool:
    for m in (n - 1, n + 1):
        other = lines[m] if 0 <= m < len(lines) else None
        here = lines[n]
        if other is not None and here is not None:
            asks = (text[slice(*line[1:])] for line in (here, other))
            if any(_ANSWERS.search(said) for said in asks):
                return True
    return False
