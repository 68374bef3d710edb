"""The subject of a whole sentence: its first noun phrase that can be one."""

from __future__ import annotations

from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase, rightward

_FURTHEST = 40  # tokens from the beginning


def of_sentence(tokens: list[Token], words: list[str], lexicon: Lexicon) -> Phrase | None:
    """The first noun phrase of a sentence that can be its subject: no preposition before it, more behind it."""
    i = 0
    while i < len(tokens) and i < _FURTHEST:
        token = tokens[i]
        if token.pair:
            return None
        nobody = token.date is not None or lexicon.phrase(words, i, "impersonal") > 0
        phrase = None if nobody else rightward(tokens, i, lexicon)
        if phrase is not None and _is_followed_by_a_verb(tokens, words, phrase.stop, lexicon):
            bare = phrase.mention is None and not phrase.pronoun and not lexicon.is_(token.low, "determiner")
            again = _pronoun_behind(tokens, phrase.stop, lexicon) if bare else None
            return again or phrase  # «Auteur d'une belle course, il gagne»
        following = next((j for j in range(i, len(tokens)) if tokens[j].low == ","), None)
        if following is None:
            return None
        i = following + 1
        while (
            i < len(tokens)
            and not tokens[i].mention
            and (lexicon.is_adverb(tokens[i].low) or lexicon.is_(tokens[i].low, "coordinator"))
        ):
            i += 1
    return None


def _pronoun_behind(tokens: list[Token], comma: int, lexicon: Lexicon) -> Phrase | None:
    if comma + 1 >= len(tokens) or tokens[comma].low != "," or not lexicon.is_(tokens[comma + 1].low, "pronoun"):
        return None
    return rightward(tokens, comma + 1, lexicon)


def _is_followed_by_a_verb(tokens: list[Token], words: list[str], stop: int, lexicon: Lexicon) -> bool:
    if stop >= len(tokens):
        return False
    token = tokens[stop]
    if token.low in (",", "("):
        return True
    return token.word and not lexicon.is_(token.low, "coordinator")
