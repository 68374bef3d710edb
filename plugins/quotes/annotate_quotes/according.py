"""«selon NAME», «d'après ce que NAME a confié», «pour NAME,», «une révélation de NAME selon laquelle»."""

from __future__ import annotations

from dataclasses import replace

from annotate_quotes import inverted
from annotate_quotes.cue import ACCORDING, Cue
from annotate_quotes.frame import Token
from annotate_quotes.inflection import FINITE, PARTICIPLE
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase, rightward

_GROUP = "say"
_INSIDE = 12  # tokens of a phrase such as «les renseignements confiés par une source»
_CONFIDED = 4  # tokens from the subject to the verb of «ce que NAME a confié»


def find_according(tokens: list[Token], words: list[str], i: int, lexicon: Lexicon) -> Cue | None:
    """The cue whose preposition starts at ``i``, or None."""
    width = lexicon.phrase(words, i, "according")
    if width:
        return _relative(tokens, i, width, lexicon) or _according(tokens, i, i + width, lexicon)
    width = lexicon.phrase(words, i, "for")
    cue = _according(tokens, i, i + width, lexicon) if width and _opens(tokens, words, i, lexicon) else None
    if cue is None or cue.subject is None or not (cue.subject.speaks or cue.subject.named):
        return None
    behind = tokens[cue.last].low if cue.last < len(tokens) else ""
    return replace(cue, head_only=True) if behind == "," else None


def _opens(tokens: list[Token], words: list[str], i: int, lexicon: Lexicon) -> bool:
    """True at the head of a sentence, be it behind «mais,», «en effet,»."""
    at = 0
    while at < i:
        width = lexicon.phrase(words, at, "adverbial")
        if not width and (words[at] == "," or lexicon.is_(words[at], "coordinator") or lexicon.is_adverb(words[at])):
            width = 1
        if not width or tokens[at].mention:
            return False
        at += width
    return at == i


def _according(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> Cue | None:
    said = _who_said_it(tokens, last, lexicon)
    subject = _stressed(tokens, last, lexicon) or said or rightward(tokens, last, lexicon)
    subject = subject or _bare_name(tokens, last, lexicon)
    if subject is None:
        return None
    subject = _named_behind(tokens, subject, lexicon)
    if subject.role == "text":  # «un communiqué du ministre, NAME»
        owner = _whose(tokens, last, subject, lexicon)
        named = owner is not None and owner.mention is not None and owner.mention.kind == "person"
        subject = owner if owner is not None and named else subject
    words_only = any(lexicon.is_(token.low, "words_noun") for token in tokens[last : last + 2])
    if subject.role == "saying" and subject.mention is None:
        subject = _whose(tokens, last, subject, lexicon) or (None if words_only else subject)
        if subject is None:
            return None
    return Cue(
        tokens[first].start,
        tokens[last - 1].end,
        first,
        subject.stop,
        _GROUP,
        voice=ACCORDING,
        subject=subject,
        words_only=words_only,
    )


def _who_said_it(tokens: list[Token], at: int, lexicon: Lexicon) -> Phrase | None:
    """Of «ce qu'a confié à l'AFP NAME», «ce que NAME a confié»: NAME, up to behind the verb."""
    if at + 2 >= len(tokens) or not lexicon.is_(tokens[at].low, "this"):
        return None
    if not lexicon.is_(tokens[at + 1].low, "complementiser"):
        return None
    for i in range(at + 2, min(len(tokens), at + 6)):
        if tokens[i].mention or tokens[i].capital:  # the subject stands before its verb
            break
        if lexicon.form(tokens[i].low, FINITE, PARTICIPLE):
            words = [token.low for token in tokens[: i + _INSIDE * 2]]
            return inverted.subject(tokens, words, i + 1, lexicon)
    subject = rightward(tokens, at + 2, lexicon)
    if subject is None or not (subject.speaks or subject.indefinite or subject.named):
        return None
    for i in range(subject.stop, min(len(tokens), subject.stop + _CONFIDED)):
        if lexicon.form(tokens[i].low, FINITE, PARTICIPLE):
            return replace(subject, stop=i + 1)
    return None


def _stressed(tokens: list[Token], at: int, lexicon: Lexicon) -> Phrase | None:
    if at < len(tokens) and lexicon.is_(tokens[at].low, "stressed") and not tokens[at].mention:
        return Phrase(tokens[at].start, tokens[at].end, pronoun=tokens[at].low, stop=at + 1)
    return None


def _named_behind(tokens: list[Token], subject: Phrase, lexicon: Lexicon) -> Phrase:
    """Of «le négociateur pour l'industrie, NAME,»: the name, which the phrase itself does not reach."""
    if subject.mention or subject.role != "person" or subject.plural:
        return subject
    for i in range(subject.stop, min(len(tokens) - 2, subject.stop + _INSIDE)):
        if tokens[i].pair or lexicon.is_(tokens[i].low, "auxiliary", "complementiser", "pronoun"):
            break
        if tokens[i].low == ",":
            mention = tokens[i + 1].mention
            last = i + 1
            while last < len(tokens) and tokens[last].mention is mention and mention is not None:
                last += 1
            if mention is None or mention.kind != "person" or last >= len(tokens) or tokens[last].low != ",":
                break
            return replace(subject, end=mention.end, mention=mention, stop=last, named=True)
    return subject


def _bare_name(tokens: list[Token], at: int, lexicon: Lexicon) -> Phrase | None:
    """Of «selon mediapart,»: one word that is no other."""
    if at + 1 >= len(tokens) or tokens[at + 1].low not in {",", "."} or not tokens[at].word or tokens[at].date:
        return None
    small = lexicon.is_(tokens[at].low, "determiner", "preposition", "clitic", "impersonal", "pronoun")
    if small or lexicon.is_adverb(tokens[at].low):
        return None
    return Phrase(tokens[at].start, tokens[at].end, stop=at + 1, named=True)


def _whose(tokens: list[Token], at: int, words: Phrase, lexicon: Lexicon) -> Phrase | None:
    """Of «les mots de NAME», «les renseignements confiés par NAME», «les informations que NAME a confiées»: NAME."""
    for i in range(at + 1, min(len(tokens) - 1, at + _INSIDE)):
        token = tokens[i]
        if token.pair or token.low in {",", ".", ";"}:
            break
        if token.mention and not tokens[i - 1].mention and token.mention.kind in ("person", "organisation"):
            return rightward(tokens, i, lexicon)
        if lexicon.is_(token.low, "linking", "by", "complementiser"):
            owner = rightward(tokens, i + 1, lexicon) or _contracted(tokens, i, lexicon)
            if owner is not None and owner.speaks:
                return owner
    return words if words.mention else None


def _contracted(tokens: list[Token], i: int, lexicon: Lexicon) -> Phrase | None:
    """Of «du maire», whose determiner is in its preposition: «maire»."""
    phrase = rightward(tokens, i, lexicon) if lexicon.is_(tokens[i].low, "determiner") else None
    return replace(phrase, start=tokens[i + 1].start) if phrase is not None and phrase.stop > i + 1 else None


def _relative(tokens: list[Token], i: int, width: int, lexicon: Lexicon) -> Cue | None:
    """«une révélation de NAME selon laquelle»: the words are NAME's."""
    last = i + width
    if last >= len(tokens) or not lexicon.is_(tokens[last].low, "relative_other"):
        return None
    for begin in range(i - 1, max(-1, i - _INSIDE), -1):
        if lexicon.is_noun(tokens[begin].low, "reporting"):
            owner = rightward(tokens, begin + 2, lexicon, i) if begin + 2 < i else None
            if owner is not None and (owner.speaks or owner.named) and lexicon.is_(tokens[begin + 1].low, "linking"):
                start, end = tokens[i].start, tokens[last].end
                return Cue(start, end, i, last + 1, _GROUP, voice=ACCORDING, subject=owner, inverted=True)
            return None
    return None
