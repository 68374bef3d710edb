"""Web Annotations as they stand in JSON-LD, and what they say of a text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from annotate.annotation import ENTITY_KINDS, Annotation, Authority, Entity, Span
from annotate.document import Document, Kind, Layer
from annotate.readers._annotations import Unread, annotated, annotation_of, authorities_of, entities_of
from annotate.readers._beside import Broken, or_unreadable, text_beside
from annotate.readers._names import layer_and_kind
from annotate.readers._selectors import Selectors
from annotate.readers.web_annotation import NAME
from annotate.source import Source, Unreadable
from annotate.writers._iris import text_iri
from annotate.writers._rest import type_of
from annotate.writers.web_annotation import ENTITY_TYPES, JOINT, terms_of

_Json = dict[str, Any]
_REMARKS = ("assessing", "commenting", "describing", "editing", "moderating", "questioning", "replying")
_TYPES = {type: kind for kind, type in ENTITY_TYPES.items()}
_NOTED = {"layer", "kind", "score", "features", "links", "markup", "reference", "authorities", "entities"}


def read(source: Source) -> Iterator[Document | Unreadable]:
    """The document that annotations are about, or why there is none."""
    return iter((or_unreadable(source, lambda: _read(source)),))


def _read(source: Source) -> Document:
    unread = Unread()
    items = list(_items(_parsed(source.read()), unread))
    document = text_beside(source)
    return _Page(document, items, unread).document()


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Broken("the line is not UTF-8", data.count(b"\n", 0, error.start) + 1) from error
    except json.JSONDecodeError as error:
        raise Broken(f"it is not JSON: {error.msg}", error.lineno) from error


def _items(data: Any, unread: Unread) -> Iterator[_Json]:
    """The annotations that are there, page by page."""
    if isinstance(data, list):
        yield from (item for item in data if isinstance(item, dict))
        return
    while isinstance(data, dict) and _is(data, "AnnotationCollection"):
        data = data.get("first")
    if isinstance(data, dict) and _is(data, "Annotation"):
        yield data
        return
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise Broken("it holds no Annotation, no AnnotationPage and no AnnotationCollection with its first page")
    yield from (item for item in data["items"] if isinstance(item, dict))
    if data.get("next"):
        unread.add("Further pages are elsewhere and were not fetched.")


class _Page:
    """Annotations of one text."""

    def __init__(self, document: Document, items: list[_Json], unread: Unread) -> None:
        self._document = document
        self._items = items
        self._unread = unread
        self._selectors = Selectors(document.text, unread)
        self._hash = text_iri(document.text)
        self._entities: dict[str, Entity] = {}
        self._lists: dict[str, Authority] = {}
        self._kinds: dict[str, dict[str, Kind]] = {}

    def document(self) -> Document:
        """The text with all that is said of it. Raises Broken."""
        found: list[Annotation] = []
        noted = []
        for number, item in enumerate(self._items, 1):
            try:
                noted.append(self._noted(item))
            except ValueError as error:
                raise Broken(f"{_called(number, item)}: {error}") from error
        for number, (item, rest) in enumerate(zip(self._items, noted, strict=True), 1):
            try:
                found += self._annotations(item, rest)
            except ValueError as error:
                raise Broken(f"{_called(number, item)}: {error}") from error
        layers = [Layer(name, kinds=kinds) for name, kinds in self._kinds.items()]
        return annotated(self._document, [*self._entities.values(), *found], NAME, self._unread, layers)

    def _noted(self, item: _Json) -> Mapping[str, Any]:
        """What `annotate.writers.web_annotation` says as JSON; the entities and lists in it are known from now on."""
        rest = next((noted for body in _listed(item.get("body")) if (noted := _json(body))), {})
        for entity in entities_of(rest):
            self._entities.setdefault(entity.id, entity)
        for key, authority in authorities_of(rest).items():
            self._lists.setdefault(key, authority)
        return rest

    def _annotations(self, item: _Json, rest: Mapping[str, Any]) -> Iterator[Annotation]:
        """What one item claims: one annotation, or one for each target if they cannot be one."""
        spans, entity = self._targets(item)
        motivation = _one(item.get("motivation"))
        tag, features, denoted = self._bodies(item, motivation)
        if entity is not None and tag in ENTITY_KINDS and "layer" not in rest:
            return  # what the writer says of an entity that nothing else speaks of
        if not spans and entity is None:
            return
        layer, kind = rest.get("layer"), rest.get("kind")
        if not isinstance(layer, str) or type_of(layer, kind, JOINT) != tag:
            layer, kind = layer_and_kind(tag or motivation or "annotation", JOINT, NAME, self._unread)
        if kind is not None:
            known = Kind(kind, motivation or "classifying")
            self._kinds.setdefault(layer, {}).setdefault(kind, known)
        record = {**rest, "layer": layer, "kind": kind, "id": _id(item), "entity": denoted or entity}
        record["features"] = {**(rest.get("features") or {}), **features}
        record["spans"] = [list(span) for span in sorted(spans)]
        try:
            yield annotation_of(record, self._lists)
        except ValueError:
            if len(spans) < 2:
                raise
            yield from (annotation_of({**record, "id": None, "spans": [list(span)]}, self._lists) for span in spans)

    def _targets(self, item: _Json) -> tuple[list[Span], str | None]:
        """The stretches of text that an item is about, or the entity."""
        spans: list[Span] = []
        entity = None
        for target in _listed(item.get("target")):
            if isinstance(target, dict) and _kind_of(target) and target.get("selector") is None:
                entity = self._entity(target)
            elif isinstance(target, dict) and target.get("selector") is not None:
                source = str(target.get("source"))
                if source.startswith("ni:///sha-256;") and source != self._hash:
                    raise ValueError("it is about another text than the one beside the file: the hashes differ")
                spans += self._selectors.spans(_listed(target["selector"]))
            else:
                self._unread.add("An annotation of a text as a whole, or of something that is no text, is left out.")
        return spans, entity

    def _bodies(self, item: _Json, motivation: str) -> tuple[str, dict[str, Any], str | None]:
        """The tag, what else is said, and the entity."""
        tag, entity = "", None
        features: dict[str, Any] = {}
        for body in _listed(item.get("body")):
            if _json(body):
                continue
            purpose = (_one(body.get("purpose")) if isinstance(body, dict) else "") or motivation or "tagging"
            about = body.get("source") if isinstance(body, dict) else body
            value = body.get("value") if isinstance(body, dict) else None
            if isinstance(about, dict) and _kind_of(about):
                entity = self._entity(about)
            elif isinstance(value, str) and purpose not in _REMARKS and not tag:
                tag = value
            elif isinstance(value, str) or isinstance(about, str):
                name, n = purpose, 1
                while name in features:
                    n += 1
                    name = f"{purpose}-{n}"
                features[name] = value if isinstance(value, str) else about
            else:
                self._unread.add(f"A body of {_id(item)[:60]!r} is neither a text nor names a resource.")
        return tag, features, entity

    def _entity(self, terms: _Json) -> str:
        """The id of an entity in the file, which counts as its terms say if these were changed."""
        id = _id(terms) or f"entity-{len(self._entities)}"
        known = self._entities.get(id)
        said = {key: value for key, value in terms.items() if key != "id"}
        if known is None or terms_of(known) != said:
            given = [str(i).partition(":") for i in _listed(terms.get("dcterms:identifier"))]
            identifiers = {scheme: value for scheme, _, value in given}
            names = [str(name) for name in _listed(terms.get("name"))]
            subtype = terms.get("dcterms:type")
            self._entities[id] = Entity(
                _kind_of(terms), names, identifiers, subtype if isinstance(subtype, str) else None, id
            )
        return id


def _called(number: int, item: _Json) -> str:
    return f"annotation {number} ({_id(item)[:60]})" if _id(item) else f"annotation {number}"


def _id(node: _Json) -> str:
    """An identifier, within its document if it is that of a part."""
    id = node.get("id")
    return id.rpartition("#")[2] if isinstance(id, str) else ""


def _is(node: _Json, type: str) -> bool:
    return type in _listed(node.get("type"))


def _kind_of(node: _Json) -> str:
    return next((_TYPES[t] for t in _listed(node.get("type")) if isinstance(t, str) and t in _TYPES), "")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _one(value: Any) -> str:
    return next((item for item in _listed(value) if isinstance(item, str)), "")


def _json(body: Any) -> Mapping[str, Any]:
    if not isinstance(body, dict) or body.get("format") != "application/json":
        return {}
    try:
        noted = json.loads(str(body.get("value")))
    except (ValueError, RecursionError):
        return {}
    return noted if isinstance(noted, dict) and noted.keys() <= _NOTED else {}
