"""Reported contents without marks, in their plainest forms: NAME dit que …; selon NAME, …; …, selon NAME."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotate_quotes.cues import ACCORDING, ACTIVE, Cue, find_cues
from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon

_SHORTEST = 3  # words of a content
_REACH = 8  # tokens between a verb and its complementiser
_FINAL = frozenset({".", "!", "?", "…", "...", ",", ";", ":", ")"})


@dataclass(frozen=True, slots=True)
class Content:
    """A reported content: its span, complementiser outside, and its cue, whose subject is the speaker."""

    start: int
    end: int
    cue: Cue


def reported(tokens: list[Token], lexicon: Lexicon) -> Iterator[Content]:
    """The reported contents of one sentence that hold no quotation."""
    cues = find_cues(tokens, lexicon)
    for cue in cues:
        if cue.subject is None or cue.negated or cue.impersonal:
            continue
        span = None
        if cue.voice == ACTIVE and not cue.inverted and lexicon.is_(cue.group, "content_group"):
            span = _clause(tokens, cue, cues, lexicon)
        elif cue.voice == ACCORDING and (cue.subject.mention or cue.subject.role or cue.subject.named):
            span = _around(tokens, cue, cues)
        if span is None:
            continue
        first, stop = span
        while stop > first and tokens[stop - 1].low in _FINAL:
            stop -= 1
        inside = tokens[first:stop]
        if sum(token.word for token in inside) >= _SHORTEST and not any(token.pair for token in inside):
            yield Content(inside[0].start, inside[-1].end, cue)


def _clause(tokens: list[Token], cue: Cue, cues: list[Cue], lexicon: Lexicon) -> tuple[int, int] | None:
    """Behind the first «que» after the verb, up to the end or the next cue that hangs on this one."""
    for i in range(cue.last, min(len(tokens) - 1, cue.last + _REACH)):
        token = tokens[i]
        if token.pair or token.low in {";", ":", "."}:
            return None
        if lexicon.is_(token.low, "perfect_infinitive") and i <= cue.last + 2:
            return i, _limit(tokens, cue, cues)
        if lexicon.is_(token.low, "complementiser"):
            return i + 1, _limit(tokens, cue, cues)
    return None


def _around(tokens: list[Token], cue: Cue, cues: list[Cue]) -> tuple[int, int] | None:
    last = cue.last
    if cue.first == 0 and last < len(tokens) and tokens[last].low == ",":
        return last + 1, _limit(tokens, cue, cues)
    if cue.first and tokens[cue.first - 1].low == "," and all(token.low in _FINAL for token in tokens[last:]):
        others = [other for other in cues if other is not cue]
        return None if others else (0, cue.first - 1)
    return None


def _limit(tokens: list[Token], cue: Cue, cues: list[Cue]) -> int:
    for other in cues:
        if other.first > cue.last and (other.dependent or other.inverted or other.voice == ACCORDING):
            return other.first
    return len(tokens)
