"""What a pair of marks is, where nobody is named for it or somebody is."""

from __future__ import annotations

import re

from annotate_quotes.attributed import UNGOVERNED, Attribution
from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHORT = 3  # words
_TITLE = 9  # words
_SHORT_TITLE = 5  # words
_FINAL = (".", "!", "?", "…")


def verdict(attribution: Attribution, tokens: list[Token], at: int, text: str, lexicon: Lexicon) -> str:
    """The kind of an outer pair: ``tokens[at]`` of its sentence. With a speaker: direct or mixed."""
    pair = attribution.pair
    said = text[pair.inner[0] : pair.inner[1]].strip()
    before, after = tokens[:at], tokens[at + 1 : at + 2]
    if attribution.speaker is None and attribution.reason != UNGOVERNED and not _is_gloss(before, after, lexicon):
        return "unattributed"
    if (
        attribution.speaker is None
        or _in_brackets(before, after)
        or _is_called(attribution, tokens, at, lexicon)
        or _names_something(attribution, said, before, lexicon)
    ):
        return unattributed(said, before, after, lexicon)
    if text[pair.start] in "—–―":  # a line of dialogue
        return "direct"
    complete = len(_WORD.findall(said)) >= _SHORT or said.endswith(_FINAL)
    return "direct" if attribution.whole and complete else "mixed"


def _is_called(attribution: Attribution, tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """True for «la loi, aussi appelée «X»»; the cue is another word."""
    cue = attribution.cue
    return (
        bool(at) and lexicon.is_(tokens[at - 1].low, "being_called") and (cue is None or cue.end != tokens[at - 1].end)
    )


def _names_something(attribution: Attribution, said: str, before: list[Token], lexicon: Lexicon) -> bool:
    """True for «L'Émission du soir» behind a preposition or determiner: a name in the writer's clause, no speech."""
    if attribution.whole or not before or not _like_a_title(said, _WORD.findall(said)):
        return False
    return lexicon.is_(before[-1].low, "preposition", "determiner") or lexicon.is_noun(before[-1].low, "work")


def _like_a_title(said: str, words: list[str]) -> bool:
    """True for a few words, or more that have capitals, which start like a name and do not end like a sentence."""
    few = len(words) <= _SHORT_TITLE or 2 * sum(word[:1].isupper() for word in words) >= len(words)
    starts = said[:1].isupper() or said[:1].isdigit()
    return bool(words) and few and len(words) <= _TITLE and starts and not said.endswith(_FINAL)


def _in_brackets(before: list[Token], after: list[Token]) -> bool:
    """True for the second of «A» («B»)."""
    return (
        len(before) > 1
        and before[-1].low == "("
        and before[-2].pair is not None
        and bool(after)
        and after[0].low == ")"
    )


def _is_gloss(before: list[Token], after: list[Token], lexicon: Lexicon) -> bool:
    return _in_brackets(before, after) or (bool(before) and lexicon.is_(before[-1].low, "gloss_before"))


def unattributed(said: str, before: list[Token], after: list[Token], lexicon: Lexicon) -> str:
    """The kind of a pair that is nobody's speech as far as the text says. In doubt: unattributed."""
    words = _WORD.findall(said)
    last = before[-1] if before else None
    if _is_gloss(before, after, lexicon):
        return "gloss"
    if last and lexicon.is_(last.low, "being_called"):
        return "title"
    if _like_a_title(said, words) or _all_capitals(words):
        named = any(lexicon.is_noun(token.low, "work") for token in before[-2:])
        if named or all(word[:1].isupper() for word in words) or (last and len(words) <= _SHORT_TITLE):
            return "title"
    if last and lexicon.is_(last.low, "dash") and said[:1].isupper() and not said.endswith(_FINAL):
        return "title"
    if last:
        linked = lexicon.is_(last.low, "linking") and len(before) > 1
        if lexicon.is_(before[-2].low if linked else last.low, "term_before"):
            return "term"
    if len(words) <= _SHORT and said[:1].islower() and last and last.word:
        return "scare"
    return "unattributed"


def _all_capitals(words: list[str]) -> bool:
    return len(words) > 1 and all(word[:1].isupper() for word in words)
