"""A part of the annotations of a document, which does not pretend to be all that was found."""

from __future__ import annotations

from dataclasses import dataclass

from annotate.annotation import Annotation
from annotate.bookkeeping import bare, restore
from annotate.combine.record import noted
from annotate.document import Document
from annotate.pointing import pointed, target

COMMAND = "annotate select"


@dataclass(frozen=True, slots=True)
class Filter:
    """What annotations must be. Each of ``layers``, ``kinds``, ``entities`` that is not empty wants one of its own.

    ``min_score``: an annotation without a score has no such probability. ``entities``: ids or names, whose case
    does not count; an annotation denotes them, or points to them in its markup, as a quotation to who said it.
    """

    layers: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    min_score: float | None = None
    entities: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [
            f"layer {' or '.join(sorted(self.layers))}" if self.layers else "",
            f"kind {' or '.join(sorted(self.kinds))}" if self.kinds else "",
            f"score at least {self.min_score:g}" if self.min_score is not None else "",
            f"entity {' or '.join(self.entities)}" if self.entities else "",
        ]
        return ", ".join(filter(None, parts)) or "all"


def entities_called(document: Document, wanted: tuple[str, ...]) -> set[str]:
    """The ids of the entities with one of these ids or names."""
    names = {name.casefold() for name in wanted}
    return {
        entity.id
        for entity in document.entities
        if entity.id in wanted or any(name.text.casefold() in names for name in entity.names)
    }


def matching(document: Document, wanted: Filter) -> list[Annotation]:
    """The annotations that pass, layer after layer, in text order."""
    entities = entities_called(document, wanted.entities)

    def passes(annotation: Annotation) -> bool:
        score = annotation.score
        return (
            (not wanted.kinds or annotation.kind in wanted.kinds)
            and (wanted.min_score is None or (score is not None and score >= wanted.min_score))
            and (not wanted.entities or not entities.isdisjoint(pointed(annotation)))
        )

    layers = [name for name in document.layers if not wanted.layers or name in wanted.layers]
    return [annotation for name in layers for annotation in document.layer(name) if passes(annotation)]


def select(document: Document, wanted: Filter) -> Document:
    """A document with the annotations that pass, and those that they point to, directly or not.

    If anything was left out, the header says so: the filter with what it left, and with each plugin whose annotations
    are not all there. A plugin of which nothing is left counts as ``skipped``. If nothing was left out, the same
    document is returned.
    """
    kept = _with_what_they_need(document, matching(document, wanted))
    annotations = [a for layer in document.layers for a in document.layer(layer)]
    if len(kept) == len(annotations):
        return document
    needed = {id for annotation in kept.values() for id in pointed(annotation)}
    needed |= entities_called(document, wanted.entities)
    chosen = bare(document)
    gone = [annotation for annotation in annotations if annotation.id not in kept]
    said = f"kept {len(kept)} of {len(annotations)} annotations: {wanted}, and what these point to."
    restore(
        chosen,
        (annotation for annotation in annotations if annotation.id in kept),
        (entity for entity in document.entities if entity.id in needed),
        noted(document.runs, COMMAND, said, gone, kept.values()),
        document.job,
    )
    return chosen


def _with_what_they_need(document: Document, chosen: list[Annotation]) -> dict[str, Annotation]:
    kept: dict[str, Annotation] = {}
    todo = list(chosen)
    while todo:
        annotation = todo.pop()
        if annotation.id in kept:
            continue
        kept[annotation.id] = annotation
        found = (target(document, id) for id in pointed(annotation))
        todo += (needed for needed in found if isinstance(needed, Annotation))
    return kept
