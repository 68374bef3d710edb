"""The entities of several documents as one set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotate.annotation import Entity
from annotate.collect import united


def unite(known: dict[str, Entity], more: Iterable[Entity]) -> dict[str, str]:
    """Add a document's entities to those ``known`` by id; return the id that each of them has there.

    It is a known one if kind and id are the same and a name is shared; failing that, if kind and best name are, as
    long as no other of ``more`` is that one. A new one keeps its id unless another has it.
    """
    more = tuple(more)
    ids: dict[str, str] = {}
    for entity in more:
        if entity.id in known and are_one(known[entity.id], entity):
            ids[entity.id] = entity.id
    free = {(e.kind, e.name): id for id, e in reversed(known.items()) if id not in ids}
    for entity in more:
        if entity.id not in ids and not entity.unnamed and (id := free.pop((entity.kind, entity.name), None)):
            ids[entity.id] = id
    reserved = {entity.id for entity in more}
    for entity in more:
        id = ids.get(entity.id)
        if id is not None:
            known[id] = united(known[id], entity)
            continue
        id, n = entity.id, 1
        while id in known or (n > 1 and id in reserved):
            n += 1
            id = f"{entity.id}-{n}"
        known[id] = replace(entity, id=id)
        ids[entity.id] = id
    return ids


def are_one(one: Entity, other: Entity) -> bool:
    """Whether two entities with the same id are the same: of one kind, with a name in common."""
    return one.kind == other.kind and not {n.text for n in one.names}.isdisjoint(n.text for n in other.names)
