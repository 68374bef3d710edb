"""Adding to a document: what plugins yield is checked, given ids and stamped with its source here.

Ids are a function of the content: ``LAYER.pN.START-END`` for an annotation, ``person.slug`` for an
entity, with a number behind them where two would coincide.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from annotate.annotation import Annotation, Entity, Markup, Name
from annotate.document import Document, Layer
from annotate.errors import PluginError

ENTITY_PREFIX = {"person": "person", "organisation": "org", "place": "place", "product": "product", "event": "event"}
CORE_LAYER = "core"
NAME = re.compile(r"[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*", re.ASCII)
RESERVED_LAYERS = frozenset(
    {CORE_LAYER, "text", "source", "published", "entities", "layer", "resp", "app", "list", *ENTITY_PREFIX.values()}
)
_BLOCK_ID = re.compile(r"p\d+")
_SLUG_LENGTH = 60


def check_layer(plugin: str, layer: Layer) -> None:
    """Raise PluginError if a layer or one of its kinds has a name that cannot stand in a file."""
    if not NAME.fullmatch(layer.name) or "." in layer.name or _BLOCK_ID.fullmatch(layer.name):
        raise PluginError(plugin, f"layer name {layer.name!r} is not made of letters, digits, '_' and '-'")
    if layer.name in RESERVED_LAYERS:
        raise PluginError(plugin, f"layer name {layer.name!r} is reserved by the core; choose another")
    for kind in layer.kinds:
        _check_kind(plugin, kind)


@cache
def is_kind(name: str) -> bool:
    """Whether a kind of this name can stand in a file."""
    first = name.partition(".")[0]
    if _BLOCK_ID.fullmatch(first) or (first != name and first in ENTITY_PREFIX.values()):
        return False  # it could become an annotation's id
    return bool(NAME.fullmatch(name))


def _check_kind(plugin: str, kind: str) -> None:
    if not is_kind(kind):
        raise PluginError(plugin, f"kind {kind!r} is not made of letters, digits, '_', '-' and '.'")


def add(
    document: Document,
    plugin: str,
    layers: Mapping[str, Layer],
    yielded: Iterable[Any],
    named: Mapping[str, Annotation | Entity] | None = None,
) -> int:
    """Check all that a plugin yielded for a document and add it; return how many annotations.

    ``layers``: those that the plugin promised. ``named``: objects among those yielded that others may point to by a
    name of their own, whatever id they are given. Raises PluginError, and then nothing has been added.
    """
    return _Addition(document, plugin, layers, named or {}).run(list(yielded))


def slug(name: str) -> str:
    """A name as part of an id: ASCII letters, digits and hyphens; ``x`` if nothing of it is left."""
    ascii_name = (
        unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe")).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:_SLUG_LENGTH].strip("-") or "x"


class _Addition:
    """One plugin's yield for one document, from check to commit."""

    def __init__(
        self,
        document: Document,
        plugin: str,
        layers: Mapping[str, Layer],
        named: Mapping[str, Annotation | Entity],
    ) -> None:
        self.document = document
        self.plugin = plugin
        self.layers = layers
        self.named = named
        self.starts = [block.start for block in document.blocks]
        self.ids: dict[int, str] = {}  # identity of a yielded object -> its id in the document
        self.entities: dict[str, Entity] = {}  # new or changed, by id
        self.annotations: dict[str, Annotation] = {}

    def run(self, yielded: list[Any]) -> int:
        annotations: list[Annotation] = []
        for item in yielded:
            if isinstance(item, Entity):
                self.entity_id(item)
            elif isinstance(item, Annotation):
                if id(item) in self.ids:
                    continue
                annotations.append(item)
                self.ids[id(item)] = self.check(item)
                self.annotations[self.ids[id(item)]] = item
            else:
                raise self.wrong(f"yielded {item!r}, which is neither an Annotation nor an Entity")
        self.annotations = {self.ids[id(a)]: self.settled(a) for a in annotations}
        self.document._entities.update(self.entities)
        for added in self.annotations.values():
            self.document._annotations[added.id] = added
            self.document._layers.setdefault(added.layer, []).append(added)
        return len(annotations)

    def wrong(self, message: str) -> PluginError:
        return PluginError(self.plugin, message)

    def check(self, annotation: Annotation) -> str:
        """Check what can be checked by itself; return the annotation's id."""
        layer = self.layers.get(annotation.layer)
        if layer is None:
            promised = ", ".join(sorted(self.layers)) or "none"
            raise self.wrong(f"yielded layer {annotation.layer!r}, which it does not provide (it provides: {promised})")
        if annotation.kind is not None:
            if layer.kinds and annotation.kind not in layer.kinds:
                declared = ", ".join(layer.kinds)
                raise self.wrong(f"kind {annotation.kind!r} is not one that layer {layer.name!r} declares: {declared}")
            _check_kind(self.plugin, annotation.kind)
        self.check_content(annotation)
        return self.annotation_id(annotation)

    def check_content(self, annotation: Annotation) -> None:
        """Check the span against the text, and that the rest can stand in a file."""
        if annotation.spans and annotation.end > len(self.document.text):
            span, size = f"({annotation.start}, {annotation.end})", len(self.document.text)
            raise self.wrong(f"span {span} in layer {annotation.layer!r} is outside the text of {size} code points")
        for name, value in annotation.features.items():
            if not isinstance(value, (str, bool, int, float)):
                raise self.wrong(f"feature {name!r} is a {type(value).__name__}; it may be str, bool, int or float")
        if annotation.markup is not None:
            from annotate.tei.markup import markup_fault

            fault = markup_fault(annotation.markup)
            if fault:
                raise self.wrong(f"markup in layer {annotation.layer!r}: {fault}")
        for role in annotation.links:
            if not NAME.fullmatch(role):
                raise self.wrong(f"link role {role!r} is not made of letters, digits, '_' and '-'")

    def annotation_id(self, annotation: Annotation) -> str:
        if annotation.spans:
            number = bisect_right(self.starts, annotation.start)
            offset = self.starts[number - 1]
            base = f"{annotation.layer}.p{number}.{annotation.start - offset}-{annotation.end - offset}"
        else:
            base = f"{annotation.layer}.{self.entity_id(annotation.entity)}"
        if annotation.reference is not None:
            base += "." + re.sub(r"[^A-Za-z0-9_-]+", "-", annotation.reference.entry)
        return self.unused(base, ".")

    def unused(self, base: str, joint: str) -> str:
        candidate, n = base, 1
        while candidate in self.document or candidate in self.annotations or candidate in self.entities:
            n += 1
            candidate = f"{base}{joint}{n}"
        return candidate

    def entity_id(self, entity: Entity | str | None) -> str:
        """The id of an entity, which is added if it is new, or merged if it names one that is there."""
        if isinstance(entity, str):
            given = self.named.get(entity)
            if isinstance(given, Entity):
                return self.entity_id(given)
            if entity not in self.document._entities and entity not in self.entities:
                raise self.wrong(f"there is no entity {entity!r} in the document")
            return entity
        assert entity is not None
        known = self.ids.get(id(entity))
        if known is not None:
            return known
        if entity.id:
            before = self.entities.get(entity.id) or self.document._entities.get(entity.id)
            if before is None:
                raise self.wrong(
                    f"entity {entity.name!r} has id {entity.id!r}, which is not in the document; leave ids to the core"
                )
            self.entities[entity.id] = united(before, entity)
            self.ids[id(entity)] = entity.id
            return entity.id
        if entity.unnamed:
            base, n = f"{ENTITY_PREFIX[entity.kind]}.unnamed-", 1
            while f"{base}{n}" in self.document or f"{base}{n}" in self.entities:
                n += 1
            new = f"{base}{n}"
        else:
            new = self.unused(f"{ENTITY_PREFIX[entity.kind]}.{slug(entity.name)}", "-")
        self.entities[new] = replace(entity, id=new, source=self.plugin)
        self.ids[id(entity)] = new
        return new

    def settled(self, annotation: Annotation) -> Annotation:
        """The annotation as it stands in the document: every reference an id."""
        links = annotation.links
        return annotation._but(
            id=self.ids[id(annotation)],
            source=self.plugin,
            entity=None if annotation.entity is None else self.entity_id(annotation.entity),
            links={role: tuple(self.target(to) for to in targets) for role, targets in links.items()} if links else {},
            markup=None if annotation.markup is None else self.settled_markup(annotation.markup),
        )

    def target(self, to: Any) -> str:
        to = self.named.get(to, to) if isinstance(to, str) else to
        found = self.ids.get(id(to)) if not isinstance(to, str) else to
        if found is None and isinstance(to, (Annotation, Entity)):
            found = to.id
        if not isinstance(found, str) or not (
            found in self.document or found in self.annotations or found in self.entities
        ):
            raise self.wrong(f"a link leads to {to!r}, which was neither yielded nor is in the document")
        return found

    def settled_markup(self, markup: Markup) -> Markup:
        attributes = {
            name: self.renamed(value)
            if isinstance(value, str)
            else f"#{self.entity_id(value) if isinstance(value, Entity) else self.target(value)}"
            for name, value in markup.attributes.items()
        }
        return replace(markup, attributes=attributes, children=tuple(self.settled_markup(c) for c in markup.children))

    def renamed(self, value: str) -> str:
        """An attribute's value, with the ids that what it points to by name has been given."""
        if not self.named or not value.startswith("#"):
            return value
        return " ".join(f"#{self.target(to[1:])}" if to[1:] in self.named else to for to in value.split())


def united(before: Entity, more: Entity) -> Entity:
    """An entity with the names, identifiers and subtype that another one adds to it."""
    names: dict[str, Name] = {n.text: n for n in (*before.names, *more.names)}
    names.update({n.text: n for n in before.names})
    return replace(
        before,
        names=tuple(names.values()),
        identifiers={**before.identifiers, **more.identifiers},
        subtype=before.subtype or more.subtype,
    )
