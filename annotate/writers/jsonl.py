"""JSON Lines as an output format: one document a line, spans in code points."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from annotate.annotation import Annotation, Entity, Markup
from annotate.document import Document, PluginRun
from annotate.hookspecs import hookimpl
from annotate.writers._losses import ANNOTATIONS, OUTCOMES, lost


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The text, what is known of it, what became of each plugin, and all entities and annotations."""
    out.write(json.dumps(record(document), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """Most of a TEI header."""
    return lost(document, ANNOTATIONS | {OUTCOMES})


def record(document: Document) -> dict[str, Any]:
    """A document as plain data. Keys without a value are left out."""
    from annotate.tei.characters import text_sha256

    meta = document.metadata
    return _without_blanks(
        id=document.id,
        source=meta.source,
        language=document.language,
        date=document.date,
        title=meta.title,
        authors=list(meta.authors),
        publisher=meta.publisher,
        url=meta.url,
        sha256=text_sha256(document.text),
        plugins=[_run(run) for run in document.runs],
        text=document.text,
        entities=[_entity(entity) for entity in document.entities],
        annotations=[annotation_record(a, document) for name in document.layers for a in document.layer(name)],
    )


def _run(run: PluginRun) -> dict[str, Any]:
    return _without_blanks(
        plugin=run.plugin,
        distribution=run.distribution,
        version=run.version,
        outcome=run.outcome,
        reason=run.reason,
        layers=[layer.name for layer in run.layers],
    )


def _entity(entity: Entity) -> dict[str, Any]:
    names = [_without_blanks(text=name.text, type=name.type) for name in entity.names]
    return _without_blanks(
        id=entity.id, kind=entity.kind, subtype=entity.subtype, names=names, identifiers=dict(entity.identifiers)
    )


def annotation_record(annotation: Annotation, document: Document) -> dict[str, Any]:
    """An annotation as plain data. Keys without a value are left out."""
    reference = annotation.reference
    return _without_blanks(
        id=annotation.id,
        layer=annotation.layer,
        kind=annotation.kind,
        spans=[list(span) for span in annotation.spans],
        text=document.text_of(annotation),
        entity=annotation.entity,
        score=annotation.score,
        features=dict(annotation.features),
        links={role: list(to) for role, to in annotation.links.items()},
        markup=annotation.markup and _markup(annotation.markup),
        reference=reference
        and {"authority": reference.authority.id, "entry": reference.entry, "label": reference.label},
        source=annotation.source,
    )


def _markup(markup: Markup) -> dict[str, Any]:
    return _without_blanks(
        element=markup.element,
        attributes=dict(markup.attributes),
        children=[_markup(child) for child in markup.children],
        text=markup.text,
    )


def _without_blanks(**values: Any) -> dict[str, Any]:
    return {
        key: value for key, value in values.items() if value is not None and value != "" and value != [] and value != {}
    }
