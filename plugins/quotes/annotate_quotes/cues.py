"""Reporting verbs and prepositions in a sentence, each with the phrase that names whose words it reports."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotate_quotes.frame import Token
from annotate_quotes.lexicon import FINITE, GERUND, INFINITIVE, PARTICIPLE, Form, Lexicon
from annotate_quotes.phrases import Phrase, rightward, subject_before

_INVERTED = re.compile(r"(?P<verb>[^\W\d]+?)(?:-t)?-(?P<pronoun>ils?|elles?|on|je|nous|vous|tu)")
_REACH = 4  # tokens between an auxiliary and its participle
_PATH = 14  # tokens that an inverted subject may stand behind its verb

ACTIVE, PASSIVE, ACCORDING = "active", "passive", "according"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports.

    ``start``, ``end``: its span; ``first``, ``last``: the first and one past the last of its verb group's tokens.
    ``voice``: ACTIVE, PASSIVE («qualifié de … par») or ACCORDING («selon»). ``inverted``: the subject follows.
    ``dependent``: a participle or infinitive, whose subject is that of the clause before it.
    """

    start: int
    end: int
    first: int
    last: int
    group: str
    voice: str = ACTIVE
    subject: Phrase | None = None
    inverted: bool = False
    dependent: bool = False
    negated: bool = False
    impersonal: bool = False


def find_cues(tokens: list[Token], lexicon: Lexicon) -> list[Cue]:
    """The cues of a sentence in order."""
    cues: list[Cue] = []
    i = 0
    while i < len(tokens):
        cue = _at(tokens, i, lexicon)
        if cue:
            cues.append(cue)
            i = max(i + 1, cue.last)
        else:
            i += 1
    return cues


def _at(tokens: list[Token], i: int, lexicon: Lexicon) -> Cue | None:
    token = tokens[i]
    if not token.low or token.mention:
        return None
    inverted = _INVERTED.fullmatch(token.low)
    if inverted:
        return _clitic(tokens, i, inverted, lexicon)
    return _preposition(tokens, i, lexicon) or _verb(tokens, i, lexicon)


def _preposition(tokens: list[Token], i: int, lexicon: Lexicon) -> Cue | None:
    """«selon NAME», «d'après NAME», and at the head of a sentence «pour NAME,»."""
    low = tokens[i].low
    if lexicon.is_(low, "according"):
        return _according(tokens, i, i + 1, lexicon)
    if low == "d'" and i + 1 < len(tokens) and lexicon.is_(tokens[i + 1].low, "according_to"):
        return _according(tokens, i, i + 2, lexicon)
    cue = _according(tokens, 0, 1, lexicon) if i == 0 and lexicon.is_(low, "for") else None
    if cue is None or cue.subject is None or cue.last >= len(tokens) or tokens[cue.last].low != ",":
        return None
    return cue if cue.subject.mention or cue.subject.role or cue.subject.pronoun else None


def _verb(tokens: list[Token], i: int, lexicon: Lexicon) -> Cue | None:
    token = tokens[i]
    participle = lexicon.form(token.low, PARTICIPLE)
    compound = _compound(tokens, i, participle, lexicon) if participle else None
    if compound:
        return compound
    if participle and _is_passive(tokens, i, lexicon):
        return Cue(token.start, token.end, i, i + 1, participle.group, PASSIVE, _agent(tokens, i, lexicon))
    finite = lexicon.form(token.low, FINITE)
    if finite and _may_be_verb(tokens, i, finite, lexicon):
        return _finite(tokens, i, i, i + 1, finite, lexicon)
    dependent = lexicon.form(token.low, GERUND)
    if dependent is None and i > 1 and lexicon.is_(tokens[i - 1].low, "linking"):
        before = lexicon.is_(tokens[i - 2].low, "before_infinitive")
        dependent = lexicon.form(token.low, INFINITIVE) if before else None
    return Cue(token.start, token.end, i, i + 1, dependent.group, dependent=True) if dependent else None


def _according(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> Cue | None:
    subject = rightward(tokens, last, lexicon)
    if subject is None and last < len(tokens) and tokens[last].low in lexicon.classes["stressed"]:
        subject = Phrase(tokens[last].start, tokens[last].end, pronoun=tokens[last].low, stop=last + 1)
    if subject is None:
        return None
    return Cue(tokens[first].start, tokens[last - 1].end, first, subject.stop, "say", ACCORDING, subject)


def _clitic(tokens: list[Token], i: int, match: re.Match[str], lexicon: Lexicon) -> Cue | None:
    """«a-t-il ajouté», «précise-t-il»."""
    token, verb, pronoun = tokens[i], match["verb"], match["pronoun"]
    subject = Phrase(token.start + match.start("pronoun"), token.end, pronoun=pronoun, stop=i + 1)
    impersonal = lexicon.is_(pronoun, "impersonal")
    form = lexicon.form(verb, FINITE)
    if form:
        end = token.start + match.end("verb")
        return Cue(token.start, end, i, i + 1, form.group, subject=subject, inverted=True, impersonal=impersonal)
    if lexicon.is_(verb, "auxiliary"):
        for j in range(i + 1, min(len(tokens), i + 1 + _REACH)):
            form = lexicon.form(tokens[j].low, PARTICIPLE)
            if form:
                return Cue(
                    tokens[j].start,
                    tokens[j].end,
                    i,
                    j + 1,
                    form.group,
                    subject=subject,
                    inverted=True,
                    impersonal=impersonal,
                )
            if not lexicon.is_(tokens[j].low, "adverb") and not tokens[j].low.endswith("ment"):
                return None
    return None


def _compound(tokens: list[Token], i: int, form: Form, lexicon: Lexicon) -> Cue | None:
    """«a déclaré», «avait notamment accusé», «s'est félicité»."""
    first = _over_adverbs(tokens, i - 1, lexicon)
    if first < 0 or tokens[first].mention:
        return None
    having = lexicon.is_(tokens[first].low, "having")
    reflexive = (
        form.reflexive
        and lexicon.is_(tokens[first].low, "being", "present_being")
        and first
        and lexicon.is_(tokens[first - 1].low, "reflexive")
    )
    if not (having or reflexive):
        return None
    return _finite(tokens, i, first, i + 1, form, lexicon)


def _over_adverbs(tokens: list[Token], i: int, lexicon: Lexicon) -> int:
    """The first token to the left of a participle that is no adverb and in no parenthesis between commas."""
    stop = i - _REACH
    while i >= 0 and i > stop:
        low = tokens[i].low
        if lexicon.is_(low, "adverb") or low.endswith("ment"):
            i -= 1
        elif lexicon.is_(low, "adverb_after_preposition") and i and lexicon.is_(tokens[i - 1].low, "preposition"):
            i -= 2
        elif low == ",":
            opener = next(
                (j for j in range(i - 1, max(-1, i - _PATH), -1) if tokens[j].low == "," or tokens[j].pair), -1
            )
            if opener < 0 or tokens[opener].pair:
                return i
            i, stop = opener - 1, opener - 1 - _REACH
        else:
            return i
    return i


def _may_be_verb(tokens: list[Token], i: int, form: Form, lexicon: Lexicon) -> bool:
    """False where a noun or adjective stands: after a determiner or preposition («une note», «le juge»)."""
    if i == 0:
        return False
    before = tokens[i - 1]
    if before.low in ("l'", "la", "le", "les") and i > 1:  # a pronoun, if a subject stands before it
        return tokens[i - 2].low in lexicon.classes["pronoun"] or lexicon.is_(tokens[i - 2].low, "relative")
    if form.reflexive and not lexicon.is_(before.low, "reflexive"):
        return False
    return not (lexicon.is_(before.low, "determiner", "preposition") and not before.mention)


def _finite(tokens: list[Token], at: int, first: int, last: int, form: Form, lexicon: Lexicon) -> Cue | None:
    negated = False
    while first > 0 and (lexicon.is_(tokens[first - 1].low, "clitic") and not tokens[first - 1].mention):
        first -= 1
        negated |= lexicon.is_(tokens[first].low, "negation")
    before = tokens[first - 1] if first else None
    cue = Cue(tokens[at].start, tokens[at].end, first, last, form.group, negated=negated)
    if before is None or before.pair or before.low in {",", "–", "—", "-", "("}:
        subject = inverted_subject(tokens, last, lexicon)
        if subject and (before is None or not _list_like(tokens, first)):
            return _with(cue, subject, inverted=True)
    if before is not None and lexicon.is_(before.low, "coordinator"):
        return _with(cue, None, dependent=True)
    if before is not None and lexicon.is_(before.low, "impersonal"):
        return _with(cue, None, impersonal=True)
    subject = subject_before(tokens, first, lexicon) if before is not None else None
    return _with(cue, subject)


def _list_like(tokens: list[Token], first: int) -> bool:
    """True where no quotation stands before the comma: then it closes a parenthesis, and the subject is before it."""
    return not any(token.pair for token in tokens[max(0, first - 2) : first])


def _with(
    cue: Cue, subject: Phrase | None, *, inverted: bool = False, dependent: bool = False, impersonal: bool = False
) -> Cue:
    return Cue(
        cue.start,
        cue.end,
        cue.first,
        cue.last,
        cue.group,
        cue.voice,
        subject,
        inverted,
        dependent,
        cue.negated,
        impersonal,
    )


def inverted_subject(tokens: list[Token], at: int, lexicon: Lexicon) -> Phrase | None:
    """The subject behind a verb, past adverbs, dates, and complements («à des journalistes»)."""
    i, limit = at, min(len(tokens), at + _PATH)
    while i < limit:
        token = tokens[i]
        if token.pair or token.low in {".", ";", ":", "!", "?"} or lexicon.is_(token.low, "complementiser", "relative"):
            return None
        if token.low == "," or _is_adverbial(tokens, i, limit, lexicon):
            i += 1
        elif lexicon.is_(token.low, "preposition") and not token.mention:
            i = _past_complement(tokens, i, limit, lexicon)
        else:
            return rightward(tokens, i, lexicon)
    return None


def _is_adverbial(tokens: list[Token], i: int, limit: int, lexicon: Lexicon) -> bool:
    token = tokens[i]
    if token.date or lexicon.is_(token.low, "adverb") or (token.low.endswith("ment") and not token.capital):
        return True
    dated = i + 1 < limit and tokens[i + 1].date is not None
    return dated and lexicon.is_(token.low, "this", "determiner")


def _past_complement(tokens: list[Token], i: int, limit: int, lexicon: Lexicon) -> int:
    i += 1
    if i < limit and lexicon.is_(tokens[i].low, "determiner") and not tokens[i].mention:
        i += 1
    if i < limit and tokens[i].mention:
        mention = tokens[i].mention
        while i < limit and tokens[i].mention is mention:
            i += 1
        return i
    named = i
    while named < limit and tokens[named].capital:
        named += 1
    if named < limit and (tokens[named].low == "," or lexicon.is_(tokens[named].low, "determiner")):
        return named
    while i < limit:
        token = tokens[i]
        stops = token.pair or token.mention or token.capital or token.date or not token.word
        if stops or (
            lexicon.is_(token.low, "determiner", "preposition", "pronoun") and not lexicon.is_(token.low, "linking")
        ):
            return i
        if lexicon.is_(token.low, "linking"):
            return _past_complement(tokens, i, limit, lexicon)
        i += 1
    return i


def _is_passive(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """«qualifiée de «…» par», «décrit comme «…» par»: a quotation follows, and its agent."""
    quote = next((j for j in range(i + 1, min(len(tokens), i + 6)) if tokens[j].pair), None)
    return quote is not None and any(lexicon.is_(t.low, "by") for t in tokens[quote + 1 : quote + 4])


def _agent(tokens: list[Token], i: int, lexicon: Lexicon) -> Phrase | None:
    by = next((j for j in range(i + 1, min(len(tokens), i + 10)) if lexicon.is_(tokens[j].low, "by")), None)
    return rightward(tokens, by + 1, lexicon) if by is not None else None
