"""Noun phrases that may name a speaker: chunks between boundaries, found without a parser."""

from __future__ import annotations

from dataclasses import dataclass

from annotate import Annotation
from annotate_quotes.frame import Token
from annotate_quotes.inflection import FINITE, GERUND
from annotate_quotes.lexicon import Lexicon

_LONGEST = 16  # tokens
_SPEAKING = ("person", "organisation", "place")
_INSIDE = frozenset({"-", "'", "’", "&"})  # marks that do not end a phrase


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase.

    ``mention``: the entity mention that is its head; ``pronoun``: it is one (in lower case); ``indefinite``: «un
    responsable»; ``plural``: its determiner is; ``role``: its head noun's class (person, group, text, saying);
    ``stop``: index of the token behind it; ``named``: its head, or what follows its determiner, has a capital letter;
    ``complement``: it says of what (la cheffe de la diplomatie); ``joined``: it is one of several (A et B).
    """

    start: int
    end: int
    mention: Annotation | None = None
    pronoun: str | None = None
    indefinite: bool = False
    plural: bool = False
    role: str | None = None
    stop: int = 0
    named: bool = False
    complement: bool = False
    joined: bool = False

    @property
    def speaks(self) -> bool:
        """True if it is known to denote somebody, or a body, that can speak."""
        return self.mention is not None or self.pronoun is not None or self.role in ("person", "group")


def rightward(tokens: list[Token], at: int, lexicon: Lexicon, limit: int | None = None) -> Phrase | None:
    """The noun phrase that starts at a token and ends before ``limit``."""
    limit = len(tokens) if limit is None else limit
    if at >= limit:
        return None
    first = tokens[at]
    latter = _latter(tokens, at, lexicon)
    if latter or (not first.mention and lexicon.is_(first.low, "pronoun", "demonstrative")):
        last = tokens[at + latter]
        return Phrase(first.start, last.end, pronoun=last.low, stop=at + latter + 1)
    if not (first.mention or first.capital or lexicon.is_(first.low, "determiner", "honorific")):
        return None
    if not first.mention and not lexicon.is_(first.low, "determiner") and _is_small(first, lexicon):
        return None
    stop = at
    while stop < limit and stop - at < _LONGEST and not _ends_phrase(tokens, at, stop, lexicon):
        stop += 1
    stop = _before_verb(tokens, at, stop, lexicon)
    while stop > at and not tokens[stop - 1].mention and _cannot_end(tokens[stop - 1], lexicon):
        stop -= 1
    if stop == at:
        return None
    return _with_name_behind(tokens, _phrase(tokens, at, stop, lexicon))


def _is_small(first: Token, lexicon: Lexicon) -> bool:
    """True for «En», «Selon», «Mais»: a small word at the head of a sentence is no name."""
    if lexicon.form(first.low, GERUND):
        return True
    return lexicon.is_(first.low, "preposition", "clause", "clitic", "coordinator", "boundary", "impersonal") or (
        lexicon.is_adverb(first.low)
    )


def _latter(tokens: list[Token], at: int, lexicon: Lexicon) -> int:
    """1 for «ce dernier», else 0."""
    return int(
        at + 1 < len(tokens) and lexicon.is_(tokens[at].low, "this") and lexicon.is_(tokens[at + 1].low, "latter")
    )


def _cannot_end(token: Token, lexicon: Lexicon) -> bool:
    return lexicon.is_(token.low, "linking", "determiner", "coordinator") or lexicon.is_adverb(token.low)


def _ends_phrase(tokens: list[Token], first: int, i: int, lexicon: Lexicon) -> bool:
    token = tokens[i]
    if i == first or (token.low == "." and i == first + 1 and lexicon.is_(tokens[first].low, "honorific")):
        return False
    if token.pair or token.date or not (token.word or token.low in _INSIDE):
        return True
    fresh = lexicon.is_(token.low, "determiner") and not lexicon.is_(token.low, "linking")
    fresh = fresh and not lexicon.is_(tokens[i - 1].low, "linking", "determiner")
    if token.mention:  # «la Corée» may be one with its article
        return fresh and token.low == token.text and tokens[i - 1].mention is not token.mention
    if fresh or _is_verb(tokens, first, i, lexicon):
        return True
    if lexicon.is_(token.low, "coordinator") and i + 1 < len(tokens):
        return not _coordinates(tokens, first, i, lexicon)
    if lexicon.is_(token.low, "cited"):
        return i + 1 < len(tokens) and lexicon.is_(tokens[i + 1].low, "by")
    return lexicon.is_(token.low, "boundary", "auxiliary", "clitic_only", "pronoun") or lexicon.is_adverb(token.low)


def _is_verb(tokens: list[Token], first: int, i: int, lexicon: Lexicon) -> bool:
    low = tokens[i].low
    if lexicon.form(low, GERUND) or lexicon.plain_verb.fullmatch(low):
        return True
    plural = lexicon.is_(tokens[first].low, "plural_determiner") and lexicon.plural_verb.fullmatch(low)
    if plural and not lexicon.is_(low, "not_adverb"):  # «les services de renseignement»
        return True
    named = tokens[i - 1].mention or (tokens[i - 1].capital and not lexicon.is_(tokens[i - 1].low, "determiner"))
    if named and lexicon.form(low, FINITE):
        return True
    return i - first > 1 and lexicon.is_(low, "causative")  # «cette annonce fait suite à»


def _coordinates(tokens: list[Token], first: int, i: int, lexicon: Lexicon) -> bool:
    """True for the «et» of «le ministre de l'Économie et des Finances»."""
    if joins_speakers(tokens, first, i, lexicon):
        return True
    linked = any(lexicon.is_(token.low, "linking") for token in tokens[first:i])
    return linked and lexicon.is_(tokens[i + 1].low, "linking")


def _before_verb(tokens: list[Token], first: int, stop: int, lexicon: Lexicon) -> int:
    """The end of «le maire» in «le maire refuse de parler», «le maire quitte la salle».

    What stands between a person and an infinitive or an article is a verb.
    """
    for i in range(first + 2, min(stop, first + 4)):
        head, verb = tokens[i - 1], tokens[i]
        speaks = lexicon.is_noun(head.low, "person") or lexicon.is_noun(head.low, "group")
        if not speaks or verb.mention or verb.capital or lexicon.is_(verb.low, "linking"):
            continue
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following is None or following.mention:
            continue
        if lexicon.is_(following.low, "linking") and i + 2 < len(tokens) and i + 2 <= stop:
            to_do = tokens[i + 2].low
            if lexicon.infinitive.fullmatch(to_do) and not lexicon.is_(to_do, "not_infinitive"):
                return i
        elif i + 1 == stop and lexicon.is_(following.low, "clitic_article"):
            return i
    return stop


def joins_speakers(tokens: list[Token], first: int, i: int, lexicon: Lexicon) -> bool:
    """True for the «et» of «certains juges et avocats»: nouns that share a determiner."""
    noun, other = tokens[i - 1], tokens[i + 1]
    speaks = lexicon.is_noun(noun.low, "person") or lexicon.is_noun(noun.low, "group")
    if not speaks or i - first != 2 or not lexicon.is_(tokens[first].low, "plural_determiner"):
        return False
    small = lexicon.is_(other.low, "determiner", "pronoun", "preposition", "auxiliary", "clitic", "adverb", "clause")
    return other.word and not (small or other.capital or other.mention or lexicon.form(other.low, FINITE))


def _phrase(tokens: list[Token], first: int, stop: int, lexicon: Lexicon) -> Phrase:
    head, last = tokens[first], tokens[stop - 1]
    mention = None
    if last.mention and last.mention.start >= head.start:
        begins = next(i for i in range(first, stop) if tokens[i].mention is last.mention)
        governor = begins - 1
        if governor > first and lexicon.is_(tokens[governor].low, "clitic_article"):
            governor -= 1
        bare = begins == first or not lexicon.is_(tokens[governor].low, "preposition", "linking")
        # «l'agence», «le ministère» before «de X» are somebody else than X
        mention = last.mention if bare and last.mention.kind in _SPEAKING else None
    if mention is None:
        mention = _named_inside(tokens, first, stop, lexicon)
    named = head.mention is not None and head.capital and head.mention.kind == "person"
    if head.mention and (mention is None or named) and head.mention.kind in _SPEAKING:
        mention = head.mention
    determined = lexicon.is_(head.low, "determiner") and stop > first + 1
    one_of = _is_one_of(tokens, first, stop, lexicon)
    return Phrase(
        head.start,
        max(last.end, mention.end if mention else 0),
        mention,
        None,
        one_of or lexicon.is_(head.low, "indefinite"),
        lexicon.is_(head.low, "plural_determiner"),
        _role(tokens, first + one_of, stop, lexicon),
        stop,
        (tokens[first + 1] if determined else head).capital,
        any(lexicon.is_(token.low, "linking") for token in tokens[first + 1 : stop]),
    )


def _is_one_of(tokens: list[Token], first: int, stop: int, lexicon: Lexicon) -> bool:
    """True for «l'un des»."""
    if first + 2 >= stop or not lexicon.is_(tokens[first].low, "clitic_article"):
        return False
    return lexicon.is_(tokens[first + 1].low, "indefinite") and lexicon.is_(tokens[first + 2].low, "linking")


def _named_inside(tokens: list[Token], first: int, stop: int, lexicon: Lexicon) -> Annotation | None:
    """The person of «l'historien NAME spécialiste de l'Asie»."""
    for i in range(first + 1, stop):
        if lexicon.is_(tokens[i].low, "linking", "preposition"):
            return None
        mention = tokens[i].mention
        if mention is not None:
            return mention if mention.kind == "person" else None
    return None


def _role(tokens: list[Token], first: int, stop: int, lexicon: Lexicon) -> str | None:
    """The class of the first known noun that is no complement; «une trentaine de manifestants» counts as one."""
    for i, token in enumerate(tokens[first:stop], first):
        if i > first and lexicon.is_(token.low, "linking") and not _of_several(tokens, first, i, stop, lexicon):
            return None
        for role in ("person", "group", "text", "saying"):
            proper = token.capital and i > first and role in ("text", "saying")  # «L'Opinion»
            if not proper and lexicon.is_noun(token.low, role):
                return role
    return None


def _of_several(tokens: list[Token], first: int, at: int, stop: int, lexicon: Lexicon) -> bool:
    """True for the «de» of «une partie de», «un de ses», «une trentaine de»."""
    return (
        at - first <= 2
        and lexicon.is_(tokens[first].low, "indefinite")
        and (at - first == 1 or (at + 1 < stop and lexicon.is_noun(tokens[at + 1].low, "person")))
    )


def _with_name_behind(tokens: list[Token], phrase: Phrase) -> Phrase:
    """«le directeur du musée, Paul Martin,»: the name is the better mention."""
    i = phrase.stop
    if phrase.mention or phrase.role in ("text", "saying") or i + 1 >= len(tokens):
        return phrase
    if tokens[i].low != "," or not tokens[i + 1].capital:
        return phrase
    mention = tokens[i + 1].mention
    if mention is None or mention.kind != "person" or mention.start != tokens[i + 1].start:
        return phrase
    stop = i + 1
    while stop < len(tokens) and tokens[stop].mention is mention:
        stop += 1
    return Phrase(phrase.start, mention.end, mention, None, phrase.indefinite, phrase.plural, phrase.role, stop)
