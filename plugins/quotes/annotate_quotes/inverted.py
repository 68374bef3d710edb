"""The subject of a verb that stands behind it: «…», a déclaré ce lundi à la presse NAME."""

from __future__ import annotations

from dataclasses import replace

from annotate_quotes import adjuncts
from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase, rightward


def subject(tokens: list[Token], words: list[str], at: int, lexicon: Lexicon) -> Phrase | None:
    """The subject behind a verb, past adverbs, dates, and complements («à des journalistes»)."""
    i = at
    while i < len(tokens):
        token = tokens[i]
        if token.pair or token.low in {".", ";", ":", "!", "?"} or lexicon.is_(token.low, "complementiser", "relative"):
            return None
        several = lexicon.is_(token.low, "plural_determiner")  # «ont confié des témoins»
        after = i if several else adjuncts.past(tokens, words, i, lexicon)
        if after == i:
            found = rightward(tokens, i, lexicon)
            return found and _joined_behind(tokens, found, lexicon)
        i = after
    return _with_particle(tokens, at, lexicon)


def _joined_behind(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """The same phrase, known to be one of several in «ont dit NAME et NAME»."""
    at = phrase.stop
    if phrase.pronoun or at + 1 >= len(tokens) or not lexicon.is_(tokens[at].low, "and"):
        return phrase
    other = rightward(tokens, at + 1, lexicon)
    closes = other is not None and other.speaks and (other.stop >= len(tokens) or not tokens[other.stop].word)
    return replace(phrase, joined=closes)


def _with_particle(tokens: list[Token], at: int, lexicon: Lexicon) -> Phrase | None:
    """Of «…», ajoute encore de la Morlais: the name, which begins like a complement."""
    while at < len(tokens) and lexicon.is_adverb(tokens[at].low) and not tokens[at].mention:
        at += 1
    i = at
    while (
        i < len(tokens) and i < at + 2 and not tokens[i].capital and lexicon.is_(tokens[i].low, "linking", "determiner")
    ):
        i += 1
    mention = tokens[i].mention if i < len(tokens) else None
    if i == at or not lexicon.is_(tokens[at].low, "linking") or mention is None or mention.kind != "person":
        return None
    while i < len(tokens) and tokens[i].mention is mention:
        i += 1
    return Phrase(mention.start, mention.end, mention, stop=i, named=True)
