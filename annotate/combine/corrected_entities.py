"""Which entity of an original an entity of a corrected file is."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

from annotate.annotation import Annotation, Entity
from annotate.collect import united
from annotate.document import Document

_NEW = "+"


class EntityIds:
    """Ids of a baseline and a corrected file, in the result.

    ``known``: the original's entities, with names and identifiers that they were given; ``more``: whether any was;
    ``new``: by a name of their own, those that the original does not have.
    """

    def __init__(
        self, original: Document, baseline: Document, corrected: Document, ours: Mapping[str, Annotation]
    ) -> None:
        self.known = {entity.id: entity for entity in original.entities}
        self.new: dict[str, Annotation | Entity] = {}
        self.more = False
        alike = {_content(entity): entity.id for entity in reversed(original.entities)}
        called = {(entity.kind, entity.name): entity.id for entity in reversed(original.entities)}
        self._baseline = {
            entity.id: alike.get(_content(entity)) or called.get((entity.kind, entity.name))
            for entity in baseline.entities
        }
        for layer in baseline.layers:
            for annotation in baseline.layer(layer):
                mine = ours.get(annotation.id)
                if mine is not None and mine.entity is not None and annotation.entity is not None:
                    self._baseline[str(annotation.entity)] = str(mine.entity)
        self._corrected: dict[str, str] = {}
        before: dict[Hashable, list[Entity]] = {}
        for entity in baseline.entities:
            for key in (_content(entity), (entity.kind, entity.name)):
                before.setdefault(key, []).append(entity)
        for entity in corrected.entities:
            same = self._same(entity, before.get(_content(entity), ()))
            like = same or self._same(entity, before.get((entity.kind, entity.name), ()))
            id = self._baseline.get(like.id) if like is not None else None
            if id is None:
                self.new[f"{_NEW}{entity.id}"] = replace(entity, id="", source="")
            elif same is None and (richer := united(self.known[id], entity)) != self.known[id]:
                self.known[id], self.more = richer, True
            self._corrected[entity.id] = id or f"{_NEW}{entity.id}"

    @staticmethod
    def _same(entity: Entity, candidates: list[Entity] | tuple[()]) -> Entity | None:
        """The one with the same id, else the first."""
        return next((c for c in candidates if c.id == entity.id), candidates[0] if candidates else None)

    def of_baseline(self, id: object) -> str | None:
        """What an entity of the baseline is in the result."""
        return None if id is None else self._baseline.get(str(id))

    def of_corrected(self, id: object) -> str | None:
        """What an entity of the corrected file is in the result."""
        return None if id is None else self._corrected.get(str(id))


def _content(entity: Entity) -> Hashable:
    return entity.kind, entity.names, frozenset(entity.identifiers.items()), entity.subtype
