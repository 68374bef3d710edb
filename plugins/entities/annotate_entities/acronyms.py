"""Acronyms introduced in brackets behind the name that they stand for: Organisation mondiale de la santé (OMS)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotate_entities.conventions import Mention
from annotate_entities.lexicon import fold

_IN_BRACKETS = re.compile(r"[ \u00a0]?\(([A-ZÀ-Þ][\w.-]{1,11})\)")


def introduced(text: str, mentions: Iterable[Mention]) -> dict[Mention, Mention]:
    """Long organisation name -> its acronym's mention, which the engine may have missed.

    The acronym must have two capitals, begin like the name, and have its letters in the name's order; what else
    stands in brackets behind names (parties, cities, countries) is not one.
    """
    found: dict[Mention, Mention] = {}
    for mention in mentions:
        match = _IN_BRACKETS.match(text, mention.end) if mention.kind == "organisation" else None
        if match and _stands_for(match[1], text[mention.start : mention.end]):
            found[mention] = Mention(match.start(1), match.end(1), mention.kind)
    return found


def _stands_for(acronym: str, name: str) -> bool:
    if sum(map(str.isupper, acronym)) < 2 or len(name) <= len(acronym):
        return False
    letters = [c for c in fold(acronym) if c.isalnum()]
    rest = iter(fold(name))
    return fold(name)[0] == letters[0] and all(letter in rest for letter in letters)
