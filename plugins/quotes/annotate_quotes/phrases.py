"""Noun phrases that may name a speaker: chunks between boundaries, to the right or to the left of a verb."""

from __future__ import annotations

from dataclasses import dataclass

from annotate import Annotation
from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon

_LONGEST = 16  # tokens
_FURTHEST = 30  # tokens that are looked at beside a verb
_PERSONAL = ("person", "organisation")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase.

    ``mention``: the entity mention that is its head; ``pronoun``: it is one (in lower case); ``indefinite``: «un
    responsable»; ``role``: its head noun's class, ``person`` or ``group``, if known; ``stop``: index of the token
    behind it; ``named``: its head, or what follows its determiner, has a capital letter; ``complement``: it says of
    what (la cheffe de la diplomatie).
    """

    start: int
    end: int
    mention: Annotation | None = None
    pronoun: str | None = None
    indefinite: bool = False
    role: str | None = None
    stop: int = 0
    named: bool = False
    complement: bool = False


def rightward(tokens: list[Token], at: int, lexicon: Lexicon, limit: int | None = None) -> Phrase | None:
    """The noun phrase that starts at a token and ends before ``limit``."""
    limit = len(tokens) if limit is None else limit
    if at >= limit:
        return None
    first = tokens[at]
    if (
        first.low in lexicon.classes["pronoun"]
        or first.low in lexicon.classes["demonstrative"]
        or _this_latter(tokens, at, lexicon)
    ):
        width = 2 if _this_latter(tokens, at, lexicon) else 1
        last = tokens[at + width - 1]
        return Phrase(first.start, last.end, pronoun=last.low if width == 1 else "dernier", stop=at + width)
    if not (first.mention or first.capital or lexicon.is_(first.low, "determiner")):
        return None
    stop = at
    while stop < limit and stop - at < _LONGEST and not _ends_phrase(tokens, at, stop, lexicon):
        stop += 1
    while stop > at and (
        lexicon.is_(tokens[stop - 1].low, "linking", "adverb", "determiner") and not tokens[stop - 1].mention
    ):
        stop -= 1
    if stop == at:
        return None
    return _with_name_behind(tokens, _phrase(tokens, at, stop, lexicon))


def _this_latter(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    return lexicon.is_(tokens[at].low, "this") and at + 1 < len(tokens) and lexicon.is_(tokens[at + 1].low, "latter")


def _ends_phrase(tokens: list[Token], first: int, i: int, lexicon: Lexicon) -> bool:
    token = tokens[i]
    if i == first:
        return False
    if (
        token.pair
        or token.date
        or (not token.low[0].isalnum() and token.low not in ("-", "'", "’", "&") and not token.low.endswith("'"))
    ):
        return True
    if token.mention and tokens[i - 1].mention is not token.mention:
        return False
    if token.mention:
        return False
    if lexicon.is_(token.low, "boundary", "auxiliary", "clitic_only", "adverb"):
        return True
    return bool(
        lexicon.is_(token.low, "determiner")
        and not lexicon.is_(tokens[i - 1].low, "linking")
        and token.low not in ("du", "des", "d'", "de")
    )


def _phrase(tokens: list[Token], first: int, stop: int, lexicon: Lexicon) -> Phrase:
    head, last = tokens[first], tokens[stop - 1]
    mention = None
    if last.mention and last.mention.start >= head.start:
        begins = next(i for i in range(first, stop) if tokens[i].mention is last.mention)
        bare = begins == first or not lexicon.is_(tokens[begins - 1].low, "preposition", "linking")
        # «l'agence», «le ministère» before «de X» are somebody else than X
        mention = last.mention if bare and last.mention.kind in (*_PERSONAL, "place") else None
    if head.mention and mention is None and head.mention.kind in (*_PERSONAL, "place"):
        mention = head.mention
    role = None
    for token in tokens[first:stop]:
        if lexicon.is_(token.low, "role_noun"):
            role = "person"
            break
        if lexicon.is_(token.low, "group_noun"):
            role = "group"
            break
        if lexicon.is_(token.low, "linking") and token is not head:
            break
    named = (tokens[first + 1] if lexicon.is_(head.low, "determiner") and stop > first + 1 else head).capital
    end = max(last.end, mention.end if mention else 0)
    complement = any(lexicon.is_(token.low, "linking") for token in tokens[first + 1 : stop])
    return Phrase(head.start, end, mention, None, lexicon.is_(head.low, "indefinite"), role, stop, named, complement)


def _with_name_behind(tokens: list[Token], phrase: Phrase) -> Phrase:
    """«le directeur du musée, Paul Martin,»: the name is the better mention."""
    i = phrase.stop
    if (
        phrase.mention is None
        and i + 1 < len(tokens)
        and tokens[i].low == ","
        and tokens[i + 1].mention
        and tokens[i + 1].capital
    ):
        mention = tokens[i + 1].mention
        if mention.kind == "person" and mention.start == tokens[i + 1].start:
            stop = i + 1
            while stop < len(tokens) and tokens[stop].mention is mention:
                stop += 1
            return Phrase(phrase.start, mention.end, mention, None, phrase.indefinite, phrase.role, stop)
    return phrase


def subject_before(tokens: list[Token], verb: int, lexicon: Lexicon) -> Phrase | None:
    """The subject that ends where the verb group at ``verb`` begins, or before a parenthesis that stands between."""
    stop = verb
    while stop > 0 and lexicon.is_(tokens[stop - 1].low, "adverb") and not tokens[stop - 1].mention:
        stop -= 1
    if stop == 0:
        return None
    if lexicon.is_(tokens[stop - 1].low, "relative"):
        stop -= 1
        if stop and tokens[stop - 1].low == ",":
            stop -= 1
        return _ending_at(tokens, stop, lexicon) or _antecedent(tokens, stop, lexicon)
    if tokens[stop - 1].low in (",", ")"):
        opener = "(" if tokens[stop - 1].low == ")" else ","
        begin = next(
            (i for i in range(stop - 2, max(-1, stop - _FURTHEST), -1) if tokens[i].low == opener or tokens[i].pair),
            None,
        )
        if begin is None or tokens[begin].pair:
            return None
        inside = _name_alone(tokens, begin + 1, stop - 1)
        return inside or _ending_at(tokens, begin, lexicon)
    return _ending_at(tokens, stop, lexicon)


def _antecedent(tokens: list[Token], stop: int, lexicon: Lexicon) -> Phrase | None:
    """The longest noun phrase that ends right before a relative pronoun."""
    for begin in range(max(0, stop - _LONGEST), stop):
        phrase = rightward(tokens, begin, lexicon, stop)
        if phrase and phrase.stop == stop and not (begin and lexicon.is_(tokens[begin - 1].low, "linking")):
            return phrase
    return None


def _name_alone(tokens: list[Token], first: int, stop: int) -> Phrase | None:
    if first >= stop:
        return None
    mention = tokens[first].mention
    if mention and mention.kind == "person" and all(token.mention is mention for token in tokens[first:stop]):
        return Phrase(mention.start, mention.end, mention, stop=stop)
    return None


def _ending_at(tokens: list[Token], stop: int, lexicon: Lexicon) -> Phrase | None:
    """The noun phrase that fills the clause before ``stop``."""
    begin = stop
    while begin > 0 and stop - begin < _FURTHEST and not _clause_boundary(tokens[begin - 1], lexicon):
        begin -= 1
    while begin < stop and (
        (lexicon.is_(tokens[begin].low, "adverb", "coordinator") and not tokens[begin].mention) or tokens[begin].date
    ):
        begin += 1
    if begin >= stop:
        return None
    phrase = rightward(tokens, begin, lexicon, stop)
    if phrase is None or (phrase.stop < stop and not _only_adverbs(tokens, phrase.stop, stop, lexicon)):
        return None
    return phrase


def _only_adverbs(tokens: list[Token], first: int, stop: int, lexicon: Lexicon) -> bool:
    return all(lexicon.is_(t.low, "adverb") or t.date for t in tokens[first:stop])


def _clause_boundary(token: Token, lexicon: Lexicon) -> bool:
    if token.mention:
        return False
    return (
        bool(token.pair)
        or token.low in {",", ":", ";", "(", ")", "–", "—"}
        or lexicon.is_(token.low, "clause", "complementiser")
    )
