"""The date at the head of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate_dates.fold import fold
from annotate_dates.lexicon import Lexicon
from annotate_dates.symbol import Symbol

_HEAD = 600  # code points in which a dateline is looked for
_LINE = 60  # code points of a line that may stand before its date
_SMALL = 3  # letters of the small words in names («de», «les»)
_WORD = re.compile(r"[^\W\d_]+")
_DASH = re.compile(r"(?:,[^.!?\n\r–—]{1,40})?[ ]{0,2}[.,]?[ ]{0,2}(?:[–—]|- |\()|[ ]{0,2}[.,]?[ ]{0,2}(?:\n|\r|\Z)")


def dateline(symbols: Sequence[Symbol], text: str, lexicon: Lexicon) -> Symbol | None:
    """The date on a line of its own, before a dash, or behind «publié»; None where a text has none."""
    for symbol in symbols[:20]:
        if symbol.start > _HEAD:
            return None
        if symbol.meaning != "calendar" or symbol.day is None or symbol.demonstrative or symbol.direction:
            continue
        begin = max(text.rfind("\n", 0, symbol.start), text.rfind("\r", 0, symbol.start)) + 1
        before = fold(text[max(begin, symbol.start - 80) : symbol.start]).rstrip()
        if any(before.endswith(words) for words in lexicon.before_dateline):
            return symbol
        if _is_place(text[begin : symbol.start]) and _DASH.match(text, symbol.end):
            return symbol
    return None


def _is_place(before: str) -> bool:
    """True for what may stand before the date of a dateline: nothing, or names and a comma («Port-au-Prince, »)."""
    stripped = before.strip()
    if len(before) > _LINE or (stripped and not stripped.endswith((",", "(", "–", "—"))):
        return False
    return all(word[:1].isupper() or len(word) <= _SMALL for word in _WORD.findall(stripped))
