"""The subject of a verb that stands before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotate_quotes import adjuncts
from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase, joins_speakers, rightward

_FURTHEST = 40  # tokens that are looked at beside a verb
_ENDS_CLAUSE = frozenset({",", ":", ";", "(", ")", "–", "—"})


def before(tokens: list[Token], words: list[str], verb: int, lexicon: Lexicon) -> Phrase | None:
    """The subject that ends where the verb group at ``verb`` begins, or before what stands between commas there."""
    stop = verb
    while stop > 0 and not tokens[stop - 1].mention and lexicon.is_adverb(tokens[stop - 1].low):
        stop -= 1
    if stop == 0:
        return None
    if lexicon.is_(tokens[stop - 1].low, "relative"):
        found = _antecedent(tokens, words, stop - 1, lexicon)
    elif tokens[stop - 1].pair:
        found = _named_by_words(tokens, words, stop - 1, lexicon)
    elif tokens[stop - 1].low in (",", ")"):
        found = _over_parentheses(tokens, words, stop - 1, lexicon)
    else:
        found = _ending_at(tokens, words, stop, lexicon)
    return found and _joined(tokens, stop, found, lexicon)


def _named_by_words(tokens: list[Token], words: list[str], pair: int, lexicon: Lexicon) -> Phrase | None:
    """The subject of «le groupe «Rouge» affirme», «NAME, membre de «Rouge» affirme»: words in marks complete it."""
    stop = pair
    while stop and lexicon.is_(tokens[stop - 1].low, "linking") and not tokens[stop - 1].mention:
        stop -= 1
    if not stop or not tokens[stop - 1].word:
        return None
    found = _ending_at(tokens, words, stop, lexicon)
    return found if found is not None and found.speaks else None


def _joined(tokens: list[Token], verb: int, phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """The same phrase, known to be one of several where «NAME et» or «NAME (parti) et» stands before it and the verb
    may be a plural."""
    at = next((i for i in range(verb - 1, -1, -1) if tokens[i].start <= phrase.start), 0)
    if phrase.pronoun or at < 2 or not lexicon.is_(tokens[at - 1].low, "and"):
        return phrase
    if not any(lexicon.plural_form.fullmatch(token.low) for token in tokens[verb : verb + 2]):
        return phrase
    other = at - 2
    if tokens[other].low == ")":
        other = _before_parenthesis(tokens, other) - 1
    mention = tokens[other].mention if other >= 0 else None
    return replace(phrase, joined=mention is not None and mention.kind in ("person", "organisation"))


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
        person = phrase.role == "person" or (phrase.mention is not None and phrase.mention.kind == "person")
        if not linked or person:
            return phrase
    return None


def _antecedent(tokens: list[Token], words: list[str], relative: int, lexicon: Lexicon) -> Phrase | None:
    """The noun phrase before a relative pronoun, also over a comma."""
    stop = relative
    if stop and tokens[stop - 1].low == ",":
        stop -= 1
    if stop and tokens[stop - 1].low == ")":
        stop = _before_parenthesis(tokens, stop - 1)
    found = _ending_at(tokens, words, stop, lexicon, antecedent=True)
    if found is None and stop < relative:
        found = _over_parentheses(tokens, words, stop, lexicon)
    if found is None or not found.speaks:  # «le cas de NAME, qui»
        return nearest(tokens, stop, lexicon) or found
    begin = next((i for i in range(stop - 1, -1, -1) if tokens[i].start <= found.start), 0)
    return _apposed(tokens, begin, found) or found


def _apposed(tokens: list[Token], begin: int, phrase: Phrase) -> Phrase | None:
    """The name right before the comma of «NAME, l'un des élus, », «NAME, maire de Dole, »."""
    if begin < 2 or tokens[begin - 1].low != "," or (phrase.mention and phrase.mention.kind == "person"):
        return None
    at = begin - 2
    if tokens[at].low == ")":
        at = _before_parenthesis(tokens, at) - 1
    mention = tokens[at].mention if at >= 0 else None
    if mention is None or not (mention.kind == "person" or (phrase.indefinite and mention.kind == "organisation")):
        return None
    return Phrase(mention.start, mention.end, mention, stop=at + 1, named=True)


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
            return _apposed(tokens, begin, phrase) or phrase
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
        if tokens[begin - 1].pair and not _is_embedded(tokens, begin - 1, stop, lexicon):
            break
        begin -= 1
    return begin, _filling(tokens, words, begin, stop, lexicon)


def _is_embedded(tokens: list[Token], pair: int, stop: int, lexicon: Lexicon) -> bool:
    """True for the words in marks of «des meurtres «odieux», a dit» and of «NAME, élu «rouge» de Dole, a dit»."""
    if pair < 1 or not tokens[pair - 1].word:
        return False
    if pair + 1 == stop:
        return True
    return not (lexicon.is_(tokens[pair - 1].low, "auxiliary") or lexicon.is_(tokens[pair + 1].low, "coordinator"))


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


def _ending_at(
    tokens: list[Token], words: list[str], stop: int, lexicon: Lexicon, *, antecedent: bool = False
) -> Phrase | None:
    """The longest noun phrase of the clause before ``stop`` that ends there; adverbs may follow it.

    ``antecedent``: of a relative clause, which may stand behind a preposition; a subject may not.
    """
    begin = _clause_start(tokens, stop, lexicon)
    named = _in_apposition(tokens, begin, stop, lexicon)
    if named is not None:
        return named
    speaking: Phrase | None = None  # the first of the clause that can speak
    earlier: Phrase | None = None  # the first of the clause
    behind_governed = -1  # where a phrase behind a preposition ends
    for at, phrase in _phrases(tokens, begin, stop, lexicon):
        governed = at > 0 and lexicon.is_(tokens[at - 1].low, "preposition") and not tokens[at - 1].mention
        governed = governed or (at - 1 == behind_governed and lexicon.is_(tokens[at - 1].low, "and"))
        behind_governed = phrase.stop if governed else behind_governed
        if phrase.stop >= stop or _only_adverbs(tokens, phrase.stop, stop, lexicon):
            if antecedent:  # «un rapport paru en mai qui dit»; but of «une phrase de NAME qui dit», NAME
                report = earlier if earlier is not None and earlier.role == "text" else None
                placed = governed and phrase.mention is not None and phrase.mention.kind == "place"
                chief = speaking if placed and speaking is not None and speaking.role == "person" else None
                return chief or (phrase if phrase.speaks else report or phrase)  # «le chef de X pour la Syrie qui»
            if not governed:
                return phrase if phrase.speaks else speaking or phrase
            if at - 1 == begin and begin and tokens[begin - 1].low == ",":  # «NAME, dans la salle affirme»
                return _over_parentheses(tokens, words, begin - 1, lexicon)
            return speaking or earlier or phrase
        known = phrase.speaks or phrase.role == "text"
        if known and phrase.pronoun is None and adjuncts.past(tokens, words, phrase.stop, lexicon) == stop:
            return phrase
        if antecedent or not governed:
            speaking = speaking or (phrase if phrase.speaks and phrase.pronoun is None else None)
            earlier = earlier or phrase
    return None


def _clause_start(tokens: list[Token], stop: int, lexicon: Lexicon) -> int:
    """Where the clause before ``stop`` begins: «et» is no boundary between two names or two nouns of one determiner."""
    begin = stop
    while begin > 0 and stop - begin < _FURTHEST:
        if _clause_boundary(tokens[begin - 1], lexicon) and not _coordinates(tokens, begin - 1, stop, lexicon):
            break
        begin -= 1
    return begin


def _coordinates(tokens: list[Token], i: int, stop: int, lexicon: Lexicon) -> bool:
    if i < 1 or i + 1 >= stop or not lexicon.is_(tokens[i].low, "and"):
        return False
    one, other = tokens[i - 1].mention, tokens[i + 1].mention
    if one and other and one.kind == other.kind:
        return True
    return i > 1 and joins_speakers(tokens, i - 2, i, lexicon)


def _phrases(tokens: list[Token], begin: int, stop: int, lexicon: Lexicon) -> Iterator[tuple[int, Phrase]]:
    """The noun phrases that begin between two tokens and are no complement with «de», each with its first token."""
    fresh = True
    for at in range(begin, stop):
        token = tokens[at]
        starts = token.mention or token.capital or lexicon.is_(token.low, "determiner", "pronoun", "demonstrative")
        if fresh and starts:
            phrase = rightward(tokens, at, lexicon, stop)
            if phrase is not None:
                yield at, phrase
        within = token.mention is not None and at + 1 < stop and tokens[at + 1].mention is token.mention
        fresh = within is False and (token.mention is not None or not lexicon.is_(token.low, "linking", "determiner"))


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
