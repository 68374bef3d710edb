"""Identifiers that mentions bring with them, and what these say of who is who."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from annotate import Span
from annotate_entities.conventions import Mention

Key = tuple[str, str]  # a kind, and the name that an entity of it goes by


class Who(NamedTuple):
    """A mention's kind, its own name as others are compared with it, and that which its entity goes by."""

    kind: str
    own: str
    whole: str


def unite(who: dict[Mention, Who], identified: Mapping[Span, Mapping[str, str]]) -> dict[Key, dict[str, str]]:
    """The identifiers of entities, by their schemes, from those of the mentions' spans.

    Entities of one kind with one identifier become one in ``who``.
    An entity whose mentions disagree on a scheme has no identifier of it.
    """
    said: defaultdict[Key, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for mention, (kind, _, whole) in who.items() if identified else ():
        for scheme, identifier in identified.get(Span(mention.start, mention.end), {}).items():
            said[kind, whole][scheme].add(identifier)
    found: defaultdict[Key, dict[str, str]] = defaultdict(dict)
    first: dict[tuple[str, str, str], str] = {}
    same: dict[Key, str] = {}
    for (kind, whole), schemes in said.items():
        plain = {scheme: min(ids) for scheme, ids in schemes.items() if len(ids) == 1}
        wholes = [first.setdefault((kind, scheme, id), whole) for scheme, id in plain.items()]
        same[kind, whole] = one = wholes[0] if wholes else whole
        found[kind, one] = {**plain, **found[kind, one]}
    for mention, (kind, own, whole) in who.items():
        who[mention] = Who(kind, own, same.get((kind, whole), whole))
    return found
