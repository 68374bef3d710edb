"""What a pair of marks is, where nobody is named for it or somebody is."""

from __future__ import annotations

import re

from annotate_quotes.attribution import UNGOVERNED, Attribution
from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHORT = 3  # words
_TITLE = 9  # words


def verdict(attribution: Attribution, tokens: list[Token], at: int, text: str, lexicon: Lexicon) -> str:
    """The kind of an outer pair: ``tokens[at]`` of its sentence. With a speaker: direct or mixed."""
    pair = attribution.pair
    said = text[pair.inner[0] : pair.inner[1]].strip()
    if attribution.speaker is not None and not _names_something(attribution, said, tokens, at, lexicon):
        return (
            "direct"
            if attribution.whole and (len(_WORD.findall(said)) >= _SHORT or said[-1:] in tuple(".!?…"))
            else "mixed"
        )
    if attribution.cue is None and attribution.speaker is None and attribution.reason != UNGOVERNED:
        return "unattributed"
    return unattributed(said, tokens[:at], tokens[at + 1 : at + 2], lexicon)


def _names_something(attribution: Attribution, said: str, tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """True for «L'Émission du soir» behind a preposition or determiner: a name in the writer's clause, not the speaker's words."""
    if (
        attribution.whole
        or not at
        or not said[:1].isupper()
        or said[-1:] in tuple(".!?…")
        or len(_WORD.findall(said)) > _TITLE
    ):
        return False
    return lexicon.is_(tokens[at - 1].low, "preposition", "determiner")


def unattributed(said: str, before: list[Token], after: list[Token], lexicon: Lexicon) -> str:
    """The kind of a pair that is nobody's speech as far as the text says. In doubt: unattributed."""
    words = _WORD.findall(said)
    last = before[-1] if before else None
    if (
        last
        and last.low == "("
        and len(before) > 1
        and (before[-2].pair or not before[-2].text.islower())
        and after
        and after[0].low == ")"
    ):
        return "gloss"
    if last and lexicon.is_(last.low, "gloss_before"):
        return "gloss"
    if last and lexicon.is_(last.low, "being_called"):
        return "title"
    if words and len(words) <= _TITLE and said[:1].isupper() and said[-1:] not in ".!?…" or _all_capitals(words):
        named = any(lexicon.is_(token.low, "title_before") for token in before[-2:])
        if named or (words and all(word[:1].isupper() for word in words)) or (last and len(words) <= 5):
            return "title"
    if last and lexicon.is_(last.low, "term_before"):
        return "term"
    if len(words) <= _SHORT and said[:1].islower() and last and last.word:
        return "scare"
    return "unattributed"


def _all_capitals(words: list[str]) -> bool:
    return len(words) > 1 and all(word[:1].isupper() for word in words)
