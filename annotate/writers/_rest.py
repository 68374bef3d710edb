"""What annotations say besides what a format has terms of its own for: plain data, as `annotate.writers.jsonl` has it.

Beside an annotation stand the entities and lists that it is the first to point to, so that a reader has all of them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from annotate.annotation import Annotation, Authority, Entity
from annotate.document import Document
from annotate.pointing import pointed, pointed_by_markup, target
from annotate.writers.jsonl import annotation_record, authority_keys, authority_record, entity_record


class Rest:
    """Asked once for each annotation, in the order in which they are written."""

    def __init__(self, document: Document) -> None:
        self._document = document
        annotations = [annotation for name in document.layers for annotation in document.layer(name)]
        self._lists = authority_keys(annotations)
        self._told: set[str] = set()
        #: what markup points to, which has no other name than its id
        self.pointed_to = {id for a in annotations if a.markup is not None for id in pointed_by_markup(a.markup)}

    def list_of(self, authority: Authority) -> str:
        """What references call a list."""
        return self._lists[authority]

    def of(self, annotation: Annotation, said: Collection[str]) -> dict[str, Any]:
        """The keys of an annotation's record that are not ``said`` already, and what it is the first to point to."""
        record = annotation_record(annotation, self._document, self._lists)
        rest = {key: value for key, value in record.items() if key not in said}
        if annotation.reference is not None:
            authority = annotation.reference.authority
            key = self._lists[authority]
            if self._first(f"list {key}"):
                rest["authorities"] = [authority_record(authority, key)]
        entities = [found for id in pointed(annotation) if isinstance(found := target(self._document, id), Entity)]
        if told := [entity_record(entity) for entity in entities if self._first(entity.id)]:
            rest["entities"] = told
        return rest

    def _first(self, key: str) -> bool:
        new = key not in self._told
        self._told.add(key)
        return new


def type_of(layer: str, kind: str | None, joint: str) -> str:
    """A layer and a kind as one name: ``date:absolute``."""
    return f"{layer}{joint}{kind}" if kind else layer


def is_plain(layer: str, kind: str | None, joint: str) -> bool:
    """Whether nothing but the name is needed to tell layer and kind apart again, at the first joint in it."""
    return bool(kind) and joint not in layer
