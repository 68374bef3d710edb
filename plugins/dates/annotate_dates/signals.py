"""Tense and words around an expression that tell the past from what is to come: two patterns and a word list."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from annotate_dates.fold import fold
from annotate_dates.lexicon import Lexicon
from annotate_dates.symbol import Symbol

_WINDOW = 160  # code points on either side that are looked at
_CLOSE = 90  # code points beside a date in which its verb stands
_END = re.compile(r"[.!?…;\n\r]")
_CLAUSE = re.compile(r"[,.!?…;:()«»\"\n\r]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Signals(NamedTuple):
    """What a sentence speaks of: it may be both, or neither."""

    future: bool
    past: bool


@cache
def _pattern(lexicon: Lexicon, tense: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{lexicon.patterns[tense]})\b")


def signals(text: str, start: int, end: int, lexicon: Lexicon) -> Signals:
    """The signals of the sentence around ``text[start:end]``."""
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    ends = list(_END.finditer(before))
    stop = _END.search(after)
    sentence = before[ends[-1].end() if ends else 0 :] + " " + after[: stop.start() if stop else None]
    folded = fold(sentence)
    future = _has_future(sentence, lexicon) or _announced(folded, lexicon)
    return Signals(future, bool(_pattern(lexicon, "past").search(folded)))


def _announced(folded: str, lexicon: Lexicon) -> bool:
    words = _WORD.findall(_pattern_of(lexicon.patterns["no_future"]).sub(" ", folded))
    return any(word in lexicon.future_words for word in words)


@cache
def _pattern_of(written: str) -> re.Pattern[str]:
    return re.compile(written)


def told(text: str, symbol: Symbol, lexicon: Lexicon) -> bool:
    """True if the sentence of a date tells what happened then, as far as its words show: nothing in it announces, and
    no word before the date looks ahead («jusqu'au», «dès»)."""
    before = fold(_END.split(text[max(0, symbol.start - _WINDOW) : symbol.start])[-1]).rstrip(' «"(—–-')
    if any(before.endswith(words) for words in lexicon.looking_ahead):
        return False
    after = fold(_END.split(text[symbol.end : symbol.end + _WINDOW], maxsplit=1)[0])
    return not any(word.startswith(lexicon.words["announcing"]) for word in _WORD.findall(f"{before} {after}"))


def told_close(text: str, symbol: Symbol, lexicon: Lexicon) -> bool:
    """As `told`, and a verb in the past stands in the clause before the date."""
    clause = fold(_CLAUSE.split(text[max(0, symbol.start - _WINDOW) : symbol.start])[-1])
    return bool(_pattern(lexicon, "past").search(clause)) and told(text, symbol, lexicon)


def announced(text: str, symbol: Symbol, lexicon: Lexicon) -> bool:
    """True if a verb in the future stands close before a date, or after a date that opens its sentence, and none in the
    past with it."""
    before = _END.split(text[max(0, symbol.start - _CLOSE) : symbol.start])[-1]
    if _has_future(_CLAUSE.split(before)[-1], lexicon):
        return True
    if not before.strip(' «"(—–-'):
        before = _END.split(text[symbol.end : symbol.end + _CLOSE], maxsplit=1)[0]
    return _has_future(before, lexicon) and not _pattern(lexicon, "past").search(fold(before))


def _has_future(text: str, lexicon: Lexicon) -> bool:
    # In small letters only: a name in -ra is no verb.
    found = _pattern(lexicon, "future").findall(text)
    return any(word.islower() and word not in lexicon.future_not for word in found)
