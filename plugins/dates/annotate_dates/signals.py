"""Whether a sentence speaks of what is to come."""

from __future__ import annotations

import re

from annotate_dates.fold import fold
from annotate_dates.lexicon import Lexicon

_WINDOW = 160  # code points on either side that are looked at
_END = re.compile(r"[.!?…;\n\r]")
_FUTURE = re.compile(r"\b[^\W\d_]+r(?:a|ont)\b")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def speaks_of_future(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """True if the sentence around ``text[start:end]`` has a verb in the future or a word that announces one."""
    before = fold(text[max(0, start - _WINDOW) : start])
    after = fold(text[end : end + _WINDOW])
    ends = list(_END.finditer(before))
    stop = _END.search(after)
    sentence = before[ends[-1].end() if ends else 0 :] + " " + after[: stop.start() if stop else None]
    if any(word not in lexicon.future_not for word in _FUTURE.findall(sentence)):
        return True
    return any(word in lexicon.future_words for word in _WORD.findall(sentence))
