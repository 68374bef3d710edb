"""The subject of a verb: before it, behind it, or that of the whole sentence."""

from __future__ import annotations

from annotate_quotes import adjuncts
from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase, rightward

_FURTHEST = 40  # tokens that are looked at beside a verb
_ENDS_CLAUSE = frozenset({",", ":", ";", "(", ")", "–", "—"})


def behind(tokens: list[Token], words: list[str], at: int, lexicon: Lexicon) -> Phrase | None:
    """The subject behind a verb, past adverbs, dates, and complements («à des journalistes»)."""
    i = at
    while i < len(tokens):
        token = tokens[i]
        if token.pair or token.low in {".", ";", ":", "!", "?"} or lexicon.is_(token.low, "complementiser", "relative"):
            return None
        several = lexicon.is_(token.low, "plural_determiner")  # «ont confié des témoins»
        after = i if several else adjuncts.past(tokens, words, i, lexicon)
        if after == i:
            return rightward(tokens, i, lexicon)
        i = after
    return None


def before(tokens: list[Token], words: list[str], verb: int, lexicon: Lexicon) -> Phrase | None:
    """The subject that ends where the verb group at ``verb`` begins, or before what stands between commas there."""
    stop = verb
    while stop > 0 and not tokens[stop - 1].mention and lexicon.is_adverb(tokens[stop - 1].low):
        stop -= 1
    if stop == 0:
        return None
    if lexicon.is_(tokens[stop - 1].low, "relative"):
        return _antecedent(tokens, words, stop - 1, lexicon)
    if tokens[stop - 1].low in (",", ")"):
        return _over_parentheses(tokens, words, stop - 1, lexicon)
    return _ending_at(tokens, words, stop, lexicon)


def nearest(tokens: list[Token], stop: int, lexicon: Lexicon) -> Phrase | None:
    """The shortest noun phrase that ends at ``stop`` and can speak: what a participle or relative hangs on."""
    for begin in range(stop - 1, max(-1, stop - _FURTHEST), -1):
        token = tokens[begin]
        if token.pair or (not token.mention and token.low in _ENDS_CLAUSE):
            return None
        within = begin > 0 and token.mention is not None and tokens[begin - 1].mention is token.mention
        if within or not (token.mention or token.capital or lexicon.is_(token.low, "determiner")):
            continue
        phrase = rightward(tokens, begin, lexicon, stop)
        if phrase is None or phrase.stop < stop or not phrase.speaks:
            continue
        linked = begin > 0 and lexicon.is_(tokens[begin - 1].low, "linking")
        if not linked or phrase.role == "person":
            return phrase
    return None


def _antecedent(tokens: list[Token], words: list[str], relative: int, lexicon: Lexicon) -> Phrase | None:
    """The noun phrase before a relative pronoun, also over a comma."""
    stop = relative
    if stop and tokens[stop - 1].low == ",":
        stop -= 1
    if stop and tokens[stop - 1].low == ")":
        stop = _before_parenthesis(tokens, stop - 1)
    found = _ending_at(tokens, words, stop, lexicon)
    if found is None and stop < relative:
        found = _over_parentheses(tokens, words, stop, lexicon)
    return found or nearest(tokens, stop, lexicon)


def _before_parenthesis(tokens: list[Token], close: int) -> int:
    """The index of the mark that opens what ``close`` closes; ``close`` if there is none near."""
    for i in range(close - 1, max(-1, close - _FURTHEST), -1):
        if tokens[i].low == "(":
            return i
    return close


def _over_parentheses(tokens: list[Token], words: list[str], close: int, lexicon: Lexicon) -> Phrase | None:
    """Of the stretches between commas before a verb, the nearest that is a noun phrase which can speak, or the name
    that it stands in apposition to; else the nearest noun phrase."""
    fallback = None
    stop = close
    while stop > 0 and close - stop < _FURTHEST:
        begin, phrase = _stretch_before(tokens, words, stop, lexicon)
        if phrase is not None and phrase.speaks:
            named = phrase.mention is not None and phrase.mention.kind == "person"
            if not named and begin > 1 and tokens[begin - 1].low == ",":
                _, other = _stretch_before(tokens, words, begin - 1, lexicon)
                if other is not None and other.mention is not None and other.mention.kind == "person":
                    return other
            return phrase
        fallback = fallback or phrase
        if begin and tokens[begin - 1].pair:
            break
        stop = begin - 1
    return fallback


def _stretch_before(tokens: list[Token], words: list[str], stop: int, lexicon: Lexicon) -> tuple[int, Phrase | None]:
    """Where the stretch up to the mark at ``stop`` begins, and the noun phrase that fills it; without parentheses."""
    if stop < len(tokens) and tokens[stop].low == ")":
        stop = _before_parenthesis(tokens, stop)
    if stop and tokens[stop - 1].low == ")":
        stop = _before_parenthesis(tokens, stop - 1)
    begin = stop
    while begin > 0 and tokens[begin - 1].low not in _ENDS_CLAUSE:
        if tokens[begin - 1].pair and not (begin == stop and begin > 1 and tokens[begin - 2].word):
            break  # but not at the words in marks of «des meurtres «odieux», a dit»
        begin -= 1
    return begin, _filling(tokens, words, begin, stop, lexicon)


def _filling(tokens: list[Token], words: list[str], begin: int, stop: int, lexicon: Lexicon) -> Phrase | None:
    """The noun phrase at the beginning of a stretch, if it fills it or is the subject of a verb group there."""
    while (
        begin < stop
        and not tokens[begin].mention
        and (
            lexicon.is_(tokens[begin].low, "coordinator") or lexicon.is_adverb(tokens[begin].low) or tokens[begin].date
        )
    ):
        begin += 1
    phrase = rightward(tokens, begin, lexicon, stop)
    if phrase is None or (phrase.stop < stop and not lexicon.is_(tokens[phrase.stop].low, "auxiliary", "clitic")):
        return None
    return phrase


def _ending_at(tokens: list[Token], words: list[str], stop: int, lexicon: Lexicon) -> Phrase | None:
    """The longest noun phrase of the clause before ``stop`` that ends there; adverbs may follow it."""
    begin = stop
    while begin > 0 and stop - begin < _FURTHEST and not _clause_boundary(tokens[begin - 1], lexicon):
        begin -= 1
    named = _in_apposition(tokens, begin, stop, lexicon)
    if named is not None:
        return named
    fresh, governed = True, False
    first: Phrase | None = None  # of the clause that can speak
    while begin < stop:
        token = tokens[begin]
        if fresh and (
            token.mention or token.capital or lexicon.is_(token.low, "determiner", "pronoun", "demonstrative")
        ):
            phrase = rightward(tokens, begin, lexicon, stop)
            if phrase is not None and (phrase.stop >= stop or _only_adverbs(tokens, phrase.stop, stop, lexicon)):
                return phrase if phrase.speaks or first is None else first
            if phrase is not None and phrase.speaks and phrase.pronoun is None:
                if adjuncts.past(tokens, words, phrase.stop, lexicon) == stop:
                    return phrase
                first = first or (None if governed else phrase)
        governed = not token.mention and lexicon.is_(token.low, "preposition")
        fresh = not lexicon.is_(token.low, "linking")
        if token.mention and begin + 1 < stop and tokens[begin + 1].mention is token.mention:
            fresh = False
        begin += 1
    return None


def _in_apposition(tokens: list[Token], begin: int, stop: int, lexicon: Lexicon) -> Phrase | None:
    """«NAME, député du Rhône affirme»: the person right before the comma that a bare function follows."""
    if begin < 2 or tokens[begin - 1].low != "," or lexicon.is_(tokens[begin].low, "determiner", "pronoun"):
        return None
    mention = tokens[begin - 2].mention
    if mention is None or mention.kind != "person" or begin >= stop:
        return None
    if any(token.mention and token.mention.kind == "person" for token in tokens[begin:stop]):
        return None
    if not (tokens[begin].capital or lexicon.is_noun(tokens[begin].low, "person")):
        return None
    return Phrase(mention.start, mention.end, mention, stop=begin - 1, named=True)


def _only_adverbs(tokens: list[Token], first: int, stop: int, lexicon: Lexicon) -> bool:
    return all(lexicon.is_adverb(t.low) or t.date or lexicon.is_(t.low, "stressed") for t in tokens[first:stop])


def _clause_boundary(token: Token, lexicon: Lexicon) -> bool:
    if token.mention:
        return False
    return bool(token.pair) or token.low in _ENDS_CLAUSE or lexicon.is_(token.low, "clause", "complementiser")


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
            return phrase
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


def _is_followed_by_a_verb(tokens: list[Token], words: list[str], stop: int, lexicon: Lexicon) -> bool:
    if stop >= len(tokens):
        return False
    token = tokens[stop]
    if token.low in (",", "("):
        return True
    return token.word and not lexicon.is_(token.low, "coordinator")
