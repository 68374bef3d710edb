"""What may stand between a verb and its subject or content: adverbs, dates, complements, parentheses."""

from __future__ import annotations

from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon

_REACH = 16  # tokens
_EXPRESSION = 5  # words of the longest expression


def past(tokens: list[Token], words: list[str], at: int, lexicon: Lexicon) -> int:
    """Index of the first token from ``at`` on that is in no adjunct."""
    i, limit = at, min(len(tokens), at + _REACH)
    while i < limit:
        after = past_one(tokens, words, i, limit, lexicon)
        if after == i:
            break
        i = after
    return i


def past_one(tokens: list[Token], words: list[str], i: int, limit: int, lexicon: Lexicon) -> int:
    """Behind the adjunct that starts at ``i``; ``i`` where none does."""
    token = tokens[i]
    if (
        token.low == ","
        or token.date
        or (not token.mention and not (token.capital and i) and lexicon.is_adverb(token.low))
    ):
        return i + 1
    if token.pair or token.mention:
        return i
    width = lexicon.phrase(words, i, "adverbial")
    if width:
        return i + width
    dated = i + 1 < limit and tokens[i + 1].date is not None
    if dated and lexicon.is_(token.low, "determiner", "preposition"):
        return i + 1
    if token.low == "(":
        close = next((j for j in range(i, min(len(tokens), i + _REACH)) if tokens[j].low == ")"), None)
        return close + 1 if close else i
    if lexicon.is_(token.low, "preposition"):
        return _past_complement(tokens, i, limit, lexicon)
    return i


def _past_complement(tokens: list[Token], i: int, limit: int, lexicon: Lexicon) -> int:
    """Behind the noun phrase that a preposition at ``i`` governs."""
    i += 1
    while i < limit and lexicon.is_(tokens[i].low, "determiner", "linking") and not tokens[i].mention:
        i += 1
    if i < limit and tokens[i].mention:
        mention = tokens[i].mention
        while i < limit and tokens[i].mention is mention:
            i += 1
        return i
    named = i
    while named < limit and tokens[named].capital:
        named += 1
    if i < named < limit and (tokens[named].low == "," or lexicon.is_(tokens[named].low, "determiner")):
        return named
    return _past_noun(tokens, i, limit, lexicon)


def _past_noun(tokens: list[Token], i: int, limit: int, lexicon: Lexicon) -> int:
    while i < limit:
        token = tokens[i]
        if lexicon.is_(token.low, "linking") and not token.mention:
            to_do = i + 1 < limit and lexicon.is_(tokens[i + 1].low, "clitic", "infinitive")
            return i if to_do else _past_complement(tokens, i, limit, lexicon)
        if _ends_noun(token, lexicon):
            return i
        i += 1
    return i


def _ends_noun(token: Token, lexicon: Lexicon) -> bool:
    if token.pair or token.mention or token.date or not token.word:
        return True
    if token.capital:
        return not lexicon.is_adverb(token.low)
    return lexicon.is_(
        token.low, "determiner", "preposition", "pronoun", "complementiser", "relative", "infinitive", "auxiliary"
    )


def before(tokens: list[Token], words: list[str], i: int, lexicon: Lexicon) -> int:
    """The last token up to ``i``, going left, that is in no adverb and in no parenthesis between commas; -1 if none."""
    stop = i - _REACH
    while i >= 0 and i > stop:
        token = tokens[i]
        if token.pair:
            return i
        width = _expression_ending(words, i, lexicon)
        if width:
            i -= width
        elif token.date or lexicon.is_adverb(token.low) or _stressed(tokens, i, lexicon):
            i -= 1
        elif token.low in (",", ")"):
            opener = _opener(tokens, i)
            if opener < 0 or tokens[opener].pair:
                return i
            i, stop = opener - 1, opener - 1 - _REACH
        else:
            return i
    return i


def _stressed(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """True for the pronoun of «a lui indiqué», which only stresses the subject."""
    return i > 0 and lexicon.is_(tokens[i].low, "stressed") and lexicon.is_(tokens[i - 1].low, "auxiliary")


def _expression_ending(words: list[str], i: int, lexicon: Lexicon) -> int:
    for width in range(2, min(_EXPRESSION, i + 1) + 1):
        if lexicon.phrase(words, i - width + 1, "adverbial") == width:
            return width
    return 0


def _opener(tokens: list[Token], close: int) -> int:
    mark = "(" if tokens[close].low == ")" else ","
    for i in range(close - 1, max(-1, close - _REACH), -1):
        if tokens[i].low == mark or tokens[i].pair:
            return i
    return -1
