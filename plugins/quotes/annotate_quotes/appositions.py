"""What stands between commas behind a source: «selon NAME, président du club, …», «pour NAME, le maire de X, …»."""

from __future__ import annotations

from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import rightward

_FEW = 3
_LONGEST = 25  # tokens of an apposition
_STOPS = frozenset({";", ":"})
_CLOSES = frozenset({",", ";"})


def past(tokens: list[Token], first: int, lexicon: Lexicon, *, named: bool) -> int:
    """Behind the apposition that starts at ``first``, right behind a comma; ``first`` where none does.

    ``named``: the source is a name, so that «le maire de X» may say who that is.
    """
    near = range(first, min(len(tokens), first + _LONGEST))
    close = next((i for i in near if tokens[i].low in _CLOSES), None)
    if close is None or close == first or not plain(tokens, first, close):
        return first
    relative = lexicon.is_(tokens[first].low, "relative") and not tokens[first].mention
    return close + 1 if relative or _is_one(tokens, first, close, lexicon, named=named) else first


def past_all(tokens: list[Token], first: int, lexicon: Lexicon, *, named: bool) -> int:
    """Behind all the appositions that follow each other from ``first`` on, a few at most."""
    for _ in range(_FEW):
        behind = past(tokens, first, lexicon, named=named)
        if behind == first:
            break
        first = behind
    return first


def plain(tokens: list[Token], first: int, stop: int) -> bool:
    """True if neither a quotation nor a colon or semicolon is in a stretch."""
    return not any(token.pair or token.low in _STOPS for token in tokens[first:stop])


def past_adverbs(tokens: list[Token], first: int, lexicon: Lexicon) -> int:
    """Behind «, cependant,»."""
    while first + 1 < len(tokens) and lexicon.is_adverb(tokens[first].low) and tokens[first + 1].low == ",":
        first += 2
    return first


def _is_one(tokens: list[Token], first: int, close: int, lexicon: Lexicon, *, named: bool) -> bool:
    head = tokens[first]
    if head.mention and not lexicon.is_(head.low, "linking"):
        return False
    if lexicon.is_noun(head.low, "person") or lexicon.is_(head.low, "cited", "linking"):
        return True
    if any(lexicon.is_(t.low, "auxiliary", "clitic_only", "pronoun") and not t.mention for t in tokens[first:close]):
        return False
    if head.low.isdigit():  # «, 45 ans,»
        return close - first == 2
    if lexicon.is_(head.low, "determiner"):
        known = first + 1 < close and lexicon.is_noun(tokens[first + 1].low, "person")
        if not known:
            return False
        return lexicon.is_(head.low, "indefinite") or (named and _fills(tokens, first, close, lexicon))
    if head.capital:  # «Premier ministre»
        return first + 1 < close and not head.mention and lexicon.is_noun(tokens[first + 1].low, "person")
    return head.word and _bare(head, lexicon)


def _fills(tokens: list[Token], first: int, close: int, lexicon: Lexicon) -> bool:
    """True if one noun phrase fills the stretch, and what follows can begin a clause."""
    phrase = rightward(tokens, first, lexicon, close)
    if phrase is None or phrase.stop < close or close + 1 >= len(tokens):
        return False
    if any(
        lexicon.infinitive.fullmatch(t.low) and not lexicon.is_(t.low, "not_infinitive") for t in tokens[first:close]
    ):
        return False
    following = tokens[close + 1]
    return bool(following.pair or following.mention or following.capital) or lexicon.is_(
        following.low, "determiner", "pronoun", "impersonal", "demonstrative"
    )


def _bare(token: Token, lexicon: Lexicon) -> bool:
    """True for a noun, an adjective or a participle with nothing before it: no clause begins so."""
    if lexicon.is_adverb(token.low) or token.date:
        return False
    return not lexicon.is_(
        token.low, "preposition", "clause", "clitic", "coordinator", "impersonal", "demonstrative", "stressed"
    )


def goes_on(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether the clause goes on behind «, selon NAME», which is ``tokens[first:last]``.

    False if no more than an apposition or a date follows.
    """
    before = tokens[first - 2] if first > 1 else None
    if before is not None and lexicon.is_(before.low, "auxiliary"):
        return True
    rest = [token for token in tokens[last:] if token.word or token.pair]
    if not rest or tokens[last].low not in (",", "("):
        return False
    head = rest[0]
    behind = past(tokens, last + 1, lexicon, named=True)
    if behind > last + 1 and behind < len(tokens) and _may_be_verb(tokens[behind], lexicon):
        return True
    if head.mention or lexicon.is_noun(head.low, "person"):
        return False
    bare = lexicon.is_(head.low, "cited", "relative", "determiner", "linking", "subordinator")
    return not bare and not lexicon.participle.fullmatch(head.low)


def _may_be_verb(token: Token, lexicon: Lexicon) -> bool:
    if not token.word or token.mention or token.capital or lexicon.participle.fullmatch(token.low):
        return False
    if lexicon.is_(token.low, "auxiliary", "clitic_only"):
        return True
    return (
        _bare(token, lexicon) and not lexicon.is_(token.low, "determiner") and not lexicon.is_noun(token.low, "person")
    )
