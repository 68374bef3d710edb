"""What stands before or between the names of people: titles, relatives, «le couple», «dit»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotate_entities.conventions import Mention
from annotate_entities.lexicon import Lexicon

REACH = 40  # code points before a name that are looked at
_AND = re.compile(r"[ \u00a0]et[ \u00a0]")


class Cue(NamedTuple):
    """What the words around a person's name say of it.

    ``before``: a heading of data/person_cues_fr.tsv, or "". ``partner``: the last word of the full name that the
    mention shares a surname with («Jeanne et Paul Lenoir»), or "".
    """

    before: str = ""
    partner: str = ""


def cues(text: str, people: Sequence[Mention], lexicon: Lexicon) -> list[Cue]:
    """The cue of each of these mentions, which are in the text's order."""
    found = []
    for n, mention in enumerate(people):
        match = lexicon.person_cue.search(text, max(0, mention.start - REACH), mention.start)
        before = match.lastgroup or "" if match else ""
        found.append(Cue(before, _partner(text, people, n)))
    return found


def aliases(text: str, people: Sequence[Mention], lexicon: Lexicon) -> Iterable[tuple[Mention, Mention]]:
    """Pairs of neighbouring mentions of which the second is said to be another name of the first."""
    for first, second in pairwise(people):
        if second.start - first.end <= REACH and lexicon.alias.fullmatch(text, first.end, second.start):
            yield first, second


def _partner(text: str, people: Sequence[Mention], n: int) -> str:
    if n + 1 == len(people):
        return ""
    mention, following = people[n : n + 2]
    if following.start - mention.end != len(" et ") or not _AND.fullmatch(text, mention.end, following.start):
        return ""
    words = text[following.start : following.end].split()
    return words[-1] if len(words) > 1 and " " not in text[mention.start : mention.end] else ""
