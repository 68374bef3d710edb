"""Acronyms introduced in brackets beside the name that they stand for, in either order.

Organisation mondiale de la santé (OMS), OMS (Organisation mondiale de la santé).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from annotate_entities.conventions import Mention
from annotate_entities.lexicon import fold

Pair = tuple[Mention, Mention]  # the long name, the acronym

_ACRONYM = re.compile(r"[A-ZÀ-Þ][\w.-]{1,11}")
_IN_BRACKETS = re.compile(r"[ \u00a0]?\(([A-ZÀ-Þ][\w.-]{1,11})\)")
_NAME_IN_BRACKETS = re.compile(r"[ \u00a0]?\((?:l['’]|la |le |les )?([^\W\d_][^()\r\n]{4,100})\)")


def introduced(text: str, mentions: Sequence[Mention]) -> list[Pair]:
    """The organisations' names with the acronyms that stand for them. One of the two may be no mention yet.

    The acronym must have two capitals, begin like the name, and have its letters in the name's order; what else
    stands in brackets behind names (parties, cities, countries) is not one.
    """
    found: list[Pair] = []
    there = {(mention.start, mention.end): mention for mention in mentions}

    def at(span: tuple[int, int], kind: str) -> Mention:
        return there.get(span, Mention(*span, kind))

    for mention, following in pairwise([*mentions, Mention(len(text), len(text), "")]):
        if mention.kind != "organisation":
            continue
        name = text[mention.start : mention.end]
        if (match := _IN_BRACKETS.match(text, mention.end)) and _stands_for(match[1], name):
            found.append((mention, at(match.span(1), mention.kind)))
        elif _ACRONYM.fullmatch(name) and (match := _NAME_IN_BRACKETS.match(text, mention.end)):
            free = following.start >= match.end(1) or (following.start, following.end) == match.span(1)
            if free and _stands_for(name, match[1]):
                found.append((at(match.span(1), mention.kind), mention))
    return found


def with_missing(mentions: Sequence[Mention], pairs: Iterable[Pair]) -> list[Mention]:
    """The mentions and those of the pairs' that are not among them, in the text's order."""
    starts = {mention.start for mention in mentions}
    missing = {mention for pair in pairs for mention in pair if mention.start not in starts}
    return sorted([*mentions, *missing], key=lambda mention: mention.start)


def _stands_for(acronym: str, name: str) -> bool:
    if sum(map(str.isupper, acronym)) < 2 or len(name) <= len(acronym):
        return False
    letters = [c for c in fold(acronym) if c.isalnum()]
    rest = iter(fold(name))
    return fold(name)[0] == letters[0] and all(letter in rest for letter in letters)
