"""What stands beside a cue: when it was said, and to whom."""

from __future__ import annotations

from annotate import Annotation
from annotate_quotes.cue import ACTIVE, Cue
from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon

_DATE = 3  # tokens between a cue and its date
_TO = 8  # tokens between a cue and its addressee


def when(tokens: list[Token], cue: Cue) -> Annotation | None:
    """The date beside the cue: right behind it, or right before its verb group."""
    if cue.voice != ACTIVE:
        return None
    for i in range(cue.last, min(len(tokens), cue.last + _DATE)):
        if tokens[i].date is not None:
            return tokens[i].date
        if tokens[i].pair or not tokens[i].word:
            break
    if not cue.inverted and cue.first and tokens[cue.first - 1].date is not None:
        return tokens[cue.first - 1].date
    if cue.subject is not None and cue.inverted and cue.subject.stop < len(tokens):
        return tokens[cue.subject.stop].date
    return None


def addressee(tokens: list[Token], cue: Cue, lexicon: Lexicon) -> Annotation | None:
    """The person or body named behind «à» right beside a verb: «a déclaré à l'AFP»."""
    if cue.voice != ACTIVE:
        return None
    start = cue.last
    for i in range(start, min(len(tokens) - 2, start + _TO)):
        token = tokens[i]
        if token.pair or token.low in {":", ";", "."} or lexicon.is_(token.low, "complementiser", "relative"):
            return None
        if lexicon.is_(token.low, "to") and not token.mention:
            j = i + 1
            while j < len(tokens) and not tokens[j].mention and lexicon.is_(tokens[j].low, "determiner", "linking"):
                j += 1
            mention = tokens[j].mention if j < len(tokens) else None
            return mention if mention is not None and mention.kind in ("person", "organisation") else None
    return None
