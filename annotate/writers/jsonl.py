"""JSON Lines as an output format: one document a line, spans in code points."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, BinaryIO

from annotate.annotation import Annotation, Authority, Entity, Markup, Reference
from annotate.document import Document, PluginRun
from annotate.hookspecs import hookimpl
from annotate.writers._losses import ANNOTATIONS, OUTCOMES, SURROGATES, lost


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The text, what is known of it, what became of each plugin, and all entities and annotations."""
    out.write(json.dumps(record(document), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """Most of a TEI header."""
    return lost(document, ANNOTATIONS | {OUTCOMES, SURROGATES})


def record(document: Document) -> dict[str, Any]:
    """A document as plain data. Keys without a value are left out, but for its text."""
    from annotate.tei.characters import text_sha256

    meta = document.metadata
    annotations = [annotation for name in document.layers for annotation in document.layer(name)]
    keys = authority_keys(annotations)
    known = _without_blanks(
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
        headings=[block.start for block in document.blocks if block.heading],
    )
    claimed = _without_blanks(
        authorities=[authority_record(authority, key) for authority, key in keys.items()],
        entities=[entity_record(entity) for entity in document.entities],
        annotations=[annotation_record(annotation, document, keys) for annotation in annotations],
    )
    return {**known, "text": document.text, **claimed}


def _run(run: PluginRun) -> dict[str, Any]:
    return _without_blanks(
        plugin=run.plugin,
        distribution=run.distribution,
        version=run.version,
        outcome=run.outcome,
        reason=run.reason,
        layers=[layer.name for layer in run.layers],
    )


def authority_keys(annotations: Iterable[Annotation]) -> dict[Authority, str]:
    """What references call each list: its id, with a number behind it where two lists have the same."""
    keys: dict[Authority, str] = {}
    for annotation in annotations:
        authority = annotation.reference.authority if annotation.reference else None
        if authority is not None and authority not in keys:
            key, n = authority.id, 1
            while key in keys.values():
                n += 1
                key = f"{authority.id}-{n}"
            keys[authority] = key
    return keys


def authority_record(authority: Authority, key: str) -> dict[str, Any]:
    """A list as plain data. Keys without a value are left out, and what is the same for nearly all lists."""
    plain = Authority(authority.id, authority.title)
    given = {field.name: getattr(authority, field.name) for field in fields(authority)}
    told = {name: value for name, value in given.items() if value != getattr(plain, name)}
    return {"id": authority.id, "title": authority.title, **({"key": key} if key != authority.id else {}), **told}


def entity_record(entity: Entity) -> dict[str, Any]:
    """An entity as plain data. Keys without a value are left out."""
    names = [_without_blanks(text=name.text, type=name.type) for name in entity.names]
    return _without_blanks(
        id=entity.id, kind=entity.kind, subtype=entity.subtype, names=names, identifiers=dict(entity.identifiers)
    )


def annotation_record(annotation: Annotation, document: Document, keys: Mapping[Authority, str]) -> dict[str, Any]:
    """An annotation as plain data. Keys without a value are left out. ``keys``: what lists are called."""
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
        reference=annotation.reference and _reference(annotation.reference, keys),
        source=annotation.source,
    )


def _reference(reference: Reference, keys: Mapping[Authority, str]) -> dict[str, Any]:
    found = {"authority": keys[reference.authority], "entry": reference.entry, "label": reference.label}
    return found if reference.type == "entry" else {**found, "type": reference.type}


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
