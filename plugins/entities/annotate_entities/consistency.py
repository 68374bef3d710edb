"""What one place of a document tells about another: one name is of one kind, an acronym is one wherever it stands.

A network judges each place by the words around it. Two judgements of one name in a document are rarely both right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from annotate_entities.acronyms import Pair
from annotate_entities.conventions import Mention


def of_one_kind(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions with one name, all of the kind that has the largest sum of scores; no score counts as 1."""
    mentions = list(mentions)
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for m in mentions:
        votes[text[m.start : m.end]][m.kind] += 1.0 if m.score is None else m.score
    if all(len(kinds) == 1 for kinds in votes.values()):
        return mentions
    kind = {name: max(kinds, key=lambda kind: (kinds[kind], kind)) for name, kinds in votes.items()}
    return [m._replace(kind=kind[text[m.start : m.end]]) for m in mentions]


def with_acronyms(text: str, mentions: Iterable[Mention], pairs: Iterable[Pair]) -> list[Mention]:
    """The mentions, those of an introduced acronym of its name's kind, and the acronym wherever else it stands as a
    word.
    """
    kind = {text[short.start : short.end]: name.kind for name, short in pairs}
    kept = [m._replace(kind=kind.get(text[m.start : m.end], m.kind)) for m in mentions]
    if not kind:
        return kept
    inside = bytearray(len(text))
    for m in kept:
        inside[m.start : m.end] = b"\1" * (m.end - m.start)
    words = "|".join(sorted(map(re.escape, kind), key=lambda word: (-len(word), word)))
    more = (
        Mention(match.start(), match.end(), kind[match[0]])
        for match in re.finditer(rf"(?<![\w-])(?:{words})(?![\w-])", text)
        if not any(inside[match.start() : match.end()])
    )
    return sorted([*kept, *more], key=lambda m: m[:3])
