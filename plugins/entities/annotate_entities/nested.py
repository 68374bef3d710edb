"""Names within names: Lille in Université de Lille, Russie in ministère des Affaires étrangères de Russie.

Found are the names that the text also mentions on their own, countries, large towns, names of one kind only, and what
«de» or «à» joins to the end of a name with a known head noun, which is a place. What is in people's names is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from annotate_entities.conventions import Mention
from annotate_entities.lexicon import Lexicon, fold

LONGEST = 30  # words of a name that are looked at
_WORD = re.compile(r"(?:(?<![\w-])[dDlL]['’])?([^\W_](?:[^\W_]|[-'’.](?=\w))*)")
_JOINED = re.compile(r"(?<=[ \u00a0])(?:(?:de|à)[ \u00a0]|d['’])([A-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)*)\Z")


def inner(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """The names within the mentions, in the text's order."""
    alone = {text[mention.start : mention.end]: mention.kind for mention in reversed(mentions)}
    for mention in mentions:
        if mention.kind != "person" and fold(text[mention.start : mention.end]) not in lexicon.fixed:
            yield from _within(text, mention, alone, lexicon)


def _within(text: str, outer: Mention, alone: Mapping[str, str], lexicon: Lexicon) -> Iterator[Mention]:
    words = [match.span(1) for match in _WORD.finditer(text, outer.start, outer.end)][:LONGEST]
    behind = 0  # of the last name that was found
    for n, (start, _) in enumerate(words):
        ends = [end for _, end in reversed(words[n:])] if start >= behind and text[start].isupper() else []
        for end in ends:
            kind = _kind(text[start:end], alone, lexicon)
            if kind and _is_part(start, end, kind, outer):
                yield Mention(start, end, kind)
                behind = end
                break
    if words and behind <= words[-1][0]:
        yield from _joined(text, outer, words[-1][0], lexicon)


def _is_part(start: int, end: int, kind: str, outer: Mention) -> bool:
    """Whether it is no whole name, and no beginning that the rest only narrows down (Irlande du Nord)."""
    return (start, end) != (outer.start, outer.end) and (
        start > outer.start or (kind == "place" and outer.kind != "place")
    )


def _joined(text: str, outer: Mention, last: int, lexicon: Lexicon) -> Iterator[Mention]:
    """What is joined to the end of a name of an organisation or event, whose last word begins there."""
    head = fold(text[outer.start : outer.end]).split(" ", 1)[0]
    if outer.kind not in ("organisation", "event") or head not in lexicon.heads:
        return
    match = _JOINED.search(text, outer.start, outer.end)
    name = fold(match[1]) if match and match.start(1) == last else ""
    if match and name and name not in lexicon.first_names and name not in lexicon.no_names:
        yield Mention(*match.span(1), "place")


def _kind(name: str, alone: Mapping[str, str], lexicon: Lexicon) -> str:
    folded = fold(name)
    if folded in lexicon.countries or folded in lexicon.towns:
        return "place"
    if len(name) > 2 and name in alone and folded not in lexicon.heads and folded not in lexicon.no_names:
        return alone[name]
    return lexicon.fixed.get(folded, "")
