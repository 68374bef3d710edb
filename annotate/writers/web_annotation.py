"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/) as JSON-LD: one AnnotationCollection a document.

Positions are code points, half-open, as the model asks for (section 4.2.5). The text is named by the hash of the file
that the format ``text`` writes (RFC 6920); what the model has no term for stands in a body as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from annotate.annotation import Annotation, Entity
from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.pointing import pointed
from annotate.writers._encode import encoded
from annotate.writers._iris import collection_iri, is_address, text_iri
from annotate.writers._losses import ANNOTATIONS, GAPS, TEXT, lost
from annotate.writers._rest import Rest, is_plain, type_of
from annotate.writers.jsonl import entity_record

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # code points of a quote's prefix and suffix
ENTITY_TYPES = {
    "person": "Person",
    "organisation": "Organization",
    "place": "schema:Place",
    "product": "schema:Product",
    "event": "schema:Event",
}
JOINT = ":"  # between layer and kind
_SAID_ELSEWHERE = {"id", "layer", "kind", "spans", "text", "entity", "source"}
_NOT_SAID_BY_NAME = _SAID_ELSEWHERE - {"layer", "kind"}


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The collection, with all its annotations in one page, one a line."""
    data = _Collection(document).data()
    items = ",\n".join(json.dumps(item, ensure_ascii=False) for item in data["first"].pop("items"))
    around = json.dumps(data, ensure_ascii=False).removesuffix("}}")
    whole = f'{around}, "items": [\n{items}\n]}}}}'
    safe = whole.replace("<", "\\u003c")  # JSON-LD is put into pages, and nothing in it may end a script element
    out.write(safe.encode("utf-8", "backslashreplace") + b"\n")


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """The text but for the quotes, most of the header, and that the parts of an annotation with gaps are one."""
    return lost(document, ANNOTATIONS - {TEXT, GAPS})


def terms_of(entity: Entity) -> dict[str, Any]:
    """An entity in terms of other vocabularies."""
    found: dict[str, Any] = {"type": ENTITY_TYPES[entity.kind], "name": [name.text for name in entity.names]}
    if entity.identifiers:
        found["dcterms:identifier"] = [f"{scheme}:{value}" for scheme, value in sorted(entity.identifiers.items())]
    if entity.subtype:
        found["dcterms:type"] = entity.subtype
    return found


class _Collection:
    """One document's annotations."""

    def __init__(self, document: Document) -> None:
        from annotate.tei.header import motivation

        self.document = document
        self.text = encoded(document.text).decode()  # as it stands in a file
        self.source = text_iri(self.text)
        self.rest = Rest(document)
        self.id = collection_iri(document)
        self.motivations = {
            (layer.name, name): motivation(kind)
            for run in document.runs
            for layer in run.layers
            for name, kind in layer.kinds.items()
        }
        self.agents = {
            run.plugin: {"type": "Software", "name": f"{run.plugin} {run.version}".strip()} for run in document.runs
        }

    def data(self) -> dict[str, Any]:
        """The whole of it as plain data."""
        document = self.document
        items = [self.annotation(a) for name in document.layers for a in document.layer(name)]
        pointed_to = {id for name in document.layers for a in document.layer(name) for id in pointed(a)}
        items += [self.unmentioned(entity) for entity in document.entities if entity.id not in pointed_to]
        page = {"id": f"{self.id}#page", "type": "AnnotationPage", "partOf": self.id, "startIndex": 0, "items": items}
        title = document.metadata.title or document.id
        return {
            "@context": CONTEXT,
            "id": self.id,
            "type": "AnnotationCollection",
            "label": title,
            "total": len(items),
            "first": page,
        }

    def annotation(self, annotation: Annotation) -> dict[str, Any]:
        """One annotation: what kind it is, whom it denotes, and all else that is claimed; about stretches of text,
        or about an entity.
        """
        purpose = self.motivations.get((annotation.layer, annotation.kind or ""), "classifying")
        name = type_of(annotation.layer, annotation.kind, JOINT)
        body: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": purpose, "value": name}]
        entity = self.document.entity_of(annotation)
        if entity is not None and annotation.spans:
            body.append({"type": "SpecificResource", "purpose": "identifying", "source": self.entity(entity)})
        plain = is_plain(annotation.layer, annotation.kind, JOINT)
        if more := self.rest.of(annotation, _SAID_ELSEWHERE if plain else _NOT_SAID_BY_NAME):
            body.append(self.described(more))
        targets: list[Any] = [self.target(start, end) for start, end in annotation.spans]
        if entity is not None and not targets:
            targets = [self.entity(entity)]
        found = {
            "id": self.iri(annotation.id),
            "type": "Annotation",
            "motivation": purpose,
            "creator": self.agents.get(annotation.source, {"type": "Software", "name": annotation.source}),
            "body": body,
            "target": targets[0] if len(targets) == 1 else targets,
        }
        return found if annotation.source else {key: value for key, value in found.items() if key != "creator"}

    def unmentioned(self, entity: Entity) -> dict[str, Any]:
        """An annotation that tells of an entity that no other speaks of."""
        body = [{"type": "TextualBody", "purpose": "classifying", "value": entity.kind}]
        about = {"id": f"{self.iri(entity.id)}-known", "type": "Annotation", "motivation": "classifying"}
        more = self.described({"entities": [entity_record(entity)]})
        return {**about, "body": [*body, more], "target": self.entity(entity)}

    def described(self, more: dict[str, Any]) -> dict[str, Any]:
        """A body that is JSON, as `annotate.writers.jsonl` has it."""
        value = json.dumps(more, ensure_ascii=False)
        return {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": value}

    def target(self, start: int, end: int) -> dict[str, Any]:
        """A stretch of the text, by position and by quotation; where the text stood, if that is known."""
        text = self.text
        found: dict[str, Any] = {
            "type": "SpecificResource",
            "source": self.source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - AROUND) : start],
                    "suffix": text[end : end + AROUND],
                },
            ],
        }
        url = self.document.metadata.url or ""
        return found | {"scope": url} if is_address(url) else found

    def entity(self, entity: Entity) -> dict[str, Any]:
        """An entity, with its names and identifiers."""
        return {"id": self.iri(entity.id), **terms_of(entity)}

    def iri(self, id: str) -> str:
        """The identifier of an annotation or an entity of this document."""
        return f"{self.id}#{id}"
