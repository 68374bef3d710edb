"""What an annotation points to: its entity, its links, and the ``#id`` in its markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from annotate.annotation import Annotation, Entity, Markup
from annotate.document import Document

ARTICLE = "#source"  # in the header of every file: an editor's «[…]» in a quotation is the article's own


def pointed(annotation: Annotation) -> Iterator[str]:
    """The ids that an annotation in a document points to. What its markup names may be no id of the document."""
    if annotation.entity is not None:
        yield str(annotation.entity)
    for targets in annotation.links.values():
        yield from map(str, targets)
    if annotation.markup is not None:
        yield from pointed_by_markup(annotation.markup)


def target(document: Document, id: str) -> Annotation | Entity | None:
    """What has this id, if anything has."""
    try:
        return document[id]
    except KeyError:
        return None


def pointed_by_markup(markup: Markup) -> Iterator[str]:
    """The ids in attributes that hold nothing but pointers."""
    for value in markup.attributes.values():
        for pointer in _pointers(value):
            yield pointer[1:]
    for child in markup.children:
        yield from pointed_by_markup(child)


def repointed(annotation: Annotation, to: Callable[[str], str | None], **changes: Any) -> Annotation:
    """The annotation with each id that it points to replaced by what ``to`` makes of it, and other ``changes``.

    A pointer for which ``to`` gives None is taken out.
    """
    links = {}
    for role, targets in annotation.links.items():
        if kept := tuple(new for target in targets if (new := to(str(target))) is not None):
            links[role] = kept
    return annotation._but(
        entity=None if annotation.entity is None else to(str(annotation.entity)),
        links=links,
        markup=None if annotation.markup is None else _repointed_markup(annotation.markup, to),
        **changes,
    )


def _repointed_markup(markup: Markup, to: Callable[[str], str | None]) -> Markup:
    attributes: dict[str, Any] = {}
    for name, value in markup.attributes.items():
        pointers = _pointers(value)
        if not pointers:
            attributes[name] = value
        elif kept := [f"#{new}" for pointer in pointers if (new := to(pointer[1:])) is not None]:
            attributes[name] = " ".join(kept)
    return replace(markup, attributes=attributes, children=tuple(_repointed_markup(c, to) for c in markup.children))


def _pointers(value: object) -> list[str]:
    """The pointers that an attribute's value consists of; none if it is something else, or leads to the article."""
    if not isinstance(value, str) or not value.startswith("#") or value == ARTICLE:
        return []
    parts = value.split()
    return parts if all(part.startswith("#") and len(part) > 1 for part in parts) else []
