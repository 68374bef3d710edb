"""What documents claim, whatever their ids and whoever claims it: for tests of formats that come back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from annotate.annotation import Annotation, Entity, Markup
from annotate.document import Document
from annotate.pointing import repointed, target

Claim = dict[str, Any]


def claims(document: Document, of: Collection[str] | None = None) -> list[Claim]:
    """Each annotation as plain values, in an order that does not depend on ids: ``layer``, ``spans``, ``kind``,
    ``features``, ``links`` (where they lead), ``entity``, ``score``, ``markup``, ``reference``.

    ``of``: the ids of those that a format has a place for, all if None; what leads to others is not there either.
    """
    annotations = [annotation for layer in document.layers for annotation in document.layer(layer)]
    if of is not None:
        there = {*of, *(entity.id for entity in document.entities)}
        annotations = [repointed(a, lambda to: to if to in there else None) for a in annotations if a.id in of]
    return sorted((_claim(annotation, document) for annotation in annotations), key=repr)


def entities(document: Document) -> list[Any]:
    """Each entity as plain values, in an order that does not depend on ids."""
    return sorted(map(_entity, document.entities), key=repr)


def _claim(annotation: Annotation, document: Document) -> Claim:
    return {
        **_place(annotation, document),
        "features": sorted((name, type(value).__name__, value) for name, value in annotation.features.items()),
        "links": {
            role: [_place(to, document) for to in document.linked(annotation, role)]
            for role in sorted(annotation.links)
        },
        "score": annotation.score,
        "markup": _markup(annotation.markup, document),
        "reference": annotation.reference,
    }


def _place(annotation: Annotation, document: Document) -> Claim:
    entity = document.entity_of(annotation)
    return {
        "layer": annotation.layer,
        "spans": [tuple(span) for span in annotation.spans],
        "kind": annotation.kind,
        "entity": entity and _entity(entity),
    }


def _entity(entity: Entity) -> Any:
    names = [(name.text, name.type) for name in entity.names]
    return entity.kind, names, sorted(entity.identifiers.items()), entity.subtype


def _markup(markup: Markup | None, document: Document) -> Any:
    if markup is None:
        return None
    attributes = {name: _pointed(str(value), document) for name, value in sorted(markup.attributes.items())}
    return markup.element, attributes, [_markup(child, document) for child in markup.children], markup.text


def _pointed(value: str, document: Document) -> Any:
    found = target(document, value[1:]) if value.startswith("#") else None
    if isinstance(found, Entity):
        return _entity(found)
    return value if found is None else _place(found, document)
