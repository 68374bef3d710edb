"""Annotations as rows of a table: one for each, or for each part of one with gaps; offsets in code points."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from annotate.annotation import Annotation
from annotate.document import Document


class Row(NamedTuple):
    """One row. The fields are called as the table's columns; what there is not, is None."""

    document: str
    layer: str
    id: str
    kind: str | None
    start: int | None
    end: int | None
    text: str | None
    entity: str | None
    name: str | None
    speaker: str | None
    value: str | None
    entry: str | None
    score: float | None
    features: str | None
    source: str | None


def rows(document: Document) -> Iterator[Row]:
    """The annotations by layer, in text order. Features are a JSON object."""
    for layer in document.layers:
        for annotation in document.layer(layer):
            yield from _of(annotation, document)


def _of(annotation: Annotation, document: Document) -> Iterator[Row]:
    from annotate.views.facts import is_speech, speaker, value

    entity, reference = document.entity_of(annotation), annotation.reference
    row = Row(
        document=document.id,
        layer=annotation.layer,
        id=annotation.id,
        kind=annotation.kind,
        start=None,
        end=None,
        text=None,
        entity=entity.id if entity else None,
        name=entity.name if entity else None,
        speaker=(speaker(annotation, document) if is_speech(annotation) else "") or None,
        value=value(annotation) or None,
        entry=f"{reference.authority.id}:{reference.entry}" if reference else None,
        score=None if annotation.score is None else float(annotation.score),
        features=json.dumps(dict(annotation.features), ensure_ascii=False) if annotation.features else None,
        source=annotation.source or None,
    )
    for start, end in annotation.spans:
        yield row._replace(start=start, end=end, text=document.text[start:end])
    if not annotation.spans:
        yield row
