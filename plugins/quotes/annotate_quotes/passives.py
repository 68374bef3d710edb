"""Passive participles of judging and reporting, whose agent stands behind «par»."""

from __future__ import annotations

from annotate_quotes.cue import PASSIVE, Cue
from annotate_quotes.frame import Token
from annotate_quotes.inflection import Form
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import rightward

_AGENT = 12  # tokens between a participle and the quotation


def passive(tokens: list[Token], i: int, form: Form, lexicon: Lexicon) -> Cue | None:
    """«qualifiée de «…» par NAME», «décrit par NAME comme «…»»."""
    quote = next((j for j in range(i + 1, min(len(tokens), i + _AGENT)) if tokens[j].pair), None)
    if quote is None or lexicon.is_(tokens[i].low, "cited"):  # «cité par NAME» is a relay
        return None
    after = quote + 1
    while after < len(tokens) and (not tokens[after].word or lexicon.is_adverb(tokens[after].low)):
        after += 1
    behind = [after] if after < len(tokens) and lexicon.is_(tokens[after].low, "by") else []
    ahead = [j for j in range(i + 1, min(quote, i + 4)) if lexicon.is_(tokens[j].low, "by")]
    for by in (behind if quote - i < 7 else []) + ahead:
        agent = rightward(tokens, by + 1, lexicon)
        if agent is not None and (agent.speaks or by > quote) and (by > quote or agent.stop <= quote):
            token = tokens[i]
            last = i + 1 if by > quote else agent.stop
            return Cue(token.start, token.end, i, last, form.group, form.flags, PASSIVE, agent)
    return None
