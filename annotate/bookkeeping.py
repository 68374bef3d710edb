"""What the core keeps and changes of a document besides adding to it: how it came about, what is taken back."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.annotation import Annotation, Entity
from annotate.document import Document, Metadata, PluginRun
from annotate.pointing import repointed


def restore(
    document: Document,
    annotations: Iterable[Annotation],
    entities: Iterable[Entity],
    runs: Iterable[PluginRun],
    job: str,
) -> None:
    """Put back what was read from a file: ids and sources as they stand there, nothing checked again."""
    for entity in entities:
        document._entities[entity.id] = entity
    for annotation in annotations:
        document._annotations[annotation.id] = annotation
        document._layers.setdefault(annotation.layer, []).append(annotation)
    conclude(document, tuple(runs), job)


def bare(document: Document, id: str | None = None) -> Document:
    """The same text with what is known of it, and nothing annotated; under another name if one is given."""
    return Document(
        document.text,
        id=document.id if id is None else id,
        metadata=document.metadata,
        headings=document._headings,
        undecodable=document.undecodable,
    )


def copied(document: Document, id: str | None = None) -> Document:
    """The same document once more, under another name if one is given: what is done to one is not done to the other."""
    copy = bare(document, id)
    restore(copy, document._annotations.values(), document.entities, document.runs, document.job)
    return copy


def in_order(document: Document) -> tuple[Annotation, ...]:
    """All annotations, in the order in which they were added."""
    return tuple(document._annotations.values())


def conclude(document: Document, runs: tuple[PluginRun, ...], job: str) -> None:
    """Record how the document came about."""
    document._runs = runs
    document._job = job


def forget(document: Document, plugins: set[str]) -> None:
    """Take out what these plugins added, and every link to it."""
    gone = {a.id for a in document._annotations.values() if a.source in plugins}
    gone |= {e.id for e in document._entities.values() if e.source in plugins}
    kept = [_without(a, gone) for a in document._annotations.values() if a.id not in gone]
    document._entities = {id: e for id, e in document._entities.items() if id not in gone}
    document._annotations = {}
    document._layers = {}
    for annotation in kept:
        if annotation is not None:
            document._annotations[annotation.id] = annotation
            document._layers.setdefault(annotation.layer, []).append(annotation)


def _without(annotation: Annotation, gone: set[str]) -> Annotation | None:
    """The annotation without pointers to what is gone; None if it was about nothing else."""
    if not annotation.spans and annotation.entity in gone:
        return None
    return repointed(annotation, lambda to: None if to in gone else to)


def describe(document: Document, metadata: Metadata, origin: str) -> None:
    """Replace what is known of a document besides its text, before any plugin sees it."""
    document._metadata = metadata
    document._origin = origin
