"""From a document to a CAS: tokens and sentences, a type for each layer, a feature structure for each annotation.

INCEpTION shows and edits what has strings, numbers and truth values as features, and links as structures of a role and
a target. So an annotation names its entity and its list entry in words; what is known of these stands in structures of
our own types. An annotation with gaps is a structure for each part, with one ``part_of``; one of an entity as a whole
stands before the text, without width.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotate.annotation import Annotation, Entity, Reference, Value
from annotate.document import Document
from annotate.offsets import Utf16
from annotate.tei.characters import legal, record
from annotate.uima import vocabulary as v
from annotate.uima.cas import (
    ANNOTATION,
    BOOLEAN,
    FLOAT,
    INTEGER,
    STRING,
    STRUCTURES,
    TOP,
    Cas,
    Feature,
    FeatureValue,
    Ref,
    Structure,
    Type,
)
from annotate.writers._mentions import mention_layers
from annotate.writers._tokens import sentences
from annotate.writers.jsonl import authority_keys

_LARGEST = 2**31  # of an Integer, in Java


def cas_of(document: Document) -> Cas:
    """The whole document, its header aside."""
    return _Builder(document).cas


def in_words(document: Document) -> Iterator[str]:
    """The features that become words, by name: one for each annotation that has a value of another type."""
    for found in _by_type(document).values():
        ranges = _ranges(found)
        for annotation in found:
            for name, value in annotation.features.items():
                if ranges[name] == STRING and not isinstance(value, str):
                    yield name


class _Builder:
    def __init__(self, document: Document) -> None:
        self.document = document
        text = legal(document.text)
        self.offsets = Utf16(text)
        self.cas = Cas(text, v.predefined(), [])
        self.descriptions = {layer.name: layer.description for run in document.runs for layer in run.layers}
        self.references: dict[str, Reference] = {}
        self.metadata()
        by_type = _by_type(document)
        self.authorities = authority_keys(a for found in by_type.values() for a in found)
        bounds = {bound for found in by_type.values() for a in found for span in a.spans for bound in span}
        for tokens in sentences(document, bounds):
            self.span(v.SENTENCE, tokens[0].start, tokens[-1].end)
            for token in tokens:
                self.span(v.TOKEN, *token)
        for block in document.blocks:
            if block.heading:
                self.span(v.HEADING, block.start, block.end)
        for replaced in record(document):
            self.span(v.REPLACED, *replaced.spans[0]).features = replaced.features
        for entity in document.entities:
            self.entity(entity)
        parts = {
            a.id: [self.span(type, *span) for span in a.spans or ((0, 0),)]
            for type, found in by_type.items()
            for a in found
        }
        for type, found in by_type.items():
            self.annotations(type, found, parts)
        self.lists()
        used = {structure.type for structure in self.cas.structures}
        for name in v.HELPERS - used:  # each would be offered as a layer
            del self.cas.types[name]

    def add(self, type: str, features: dict[str, FeatureValue]) -> Structure:
        """One more structure. Numbers begin behind that of the text."""
        structure = Structure(len(self.cas.structures) + 2, type, features)
        self.cas.structures.append(structure)
        return structure

    def span(self, type: str, start: int, end: int) -> Structure:
        structure = Structure(
            len(self.cas.structures) + 2, type, begin=self.offsets.units(start), end=self.offsets.units(end)
        )
        self.cas.structures.append(structure)
        return structure

    def metadata(self) -> None:
        meta = self.document.metadata
        language = v.UNKNOWN_LANGUAGE if meta.language == "und" else meta.language
        known = {"language": language, "documentTitle": meta.title, "documentId": self.document.id}
        known["documentUri"] = meta.url
        self.span(v.METADATA, 0, len(self.document.text)).features = _legal(known)

    def entity(self, entity: Entity) -> None:
        pairs = tuple(part for pair in sorted(entity.identifiers.items()) for part in pair)
        features: dict[str, FeatureValue] = {
            "name": entity.id,
            "kind": entity.kind,
            "names": tuple(legal(name.text) for name in entity.names),
            "name_types": tuple(legal(name.type or "") for name in entity.names),
        }
        if pairs:
            features["identifiers"] = tuple(map(legal, pairs))
        if entity.subtype:
            features["subtype"] = legal(entity.subtype)
        self.add(v.ENTITY, features)

    def annotations(self, type: str, found: list[Annotation], parts: dict[str, list[Structure]]) -> None:
        """Fill the structures of a type, and declare it. ``parts``: those of each annotation."""
        mentions = type == v.MENTION
        ranges = _ranges(found)
        names = {name: v.identifier(name, v.RESERVED_OF_MENTIONS if mentions else v.RESERVED) for name in ranges}
        scored = all(a.score is not None for a in found)
        features = {v.MENTION_KIND if mentions else v.KIND: Feature()}
        features |= {names[name]: Feature(range) for name, range in ranges.items()}
        links = v.LINKS + type.rpartition(".")[2]
        for annotation in found:
            said: dict[str, FeatureValue] = {
                names[name]: _words(value) if ranges[name] == STRING else value
                for name, value in annotation.features.items()
            }
            said |= self.said(annotation, mentions, scored)
            for feature in said:
                features.setdefault(feature, Feature(FLOAT if feature == v.SCORE and scored else STRING))
            first, *others = parts[annotation.id]
            for structure in others:
                structure.features = said
            if targets := tuple(self.links(annotation, links, parts)):
                said = {**said, v.LINKED: targets}
                features[v.LINKED] = Feature(STRUCTURES, links)
            first.features = said
        described = {self.descriptions.get(a.layer, "") for a in found}
        self.cas.types[type] = Type(type, features=features, description=legal("; ".join(sorted(described))))
        if v.LINKED in features:
            self.cas.types[links] = Type(links, TOP, {v.ROLE: Feature(), v.TARGET: Feature(ANNOTATION)})

    def said(self, annotation: Annotation, mentions: bool, scored: bool) -> dict[str, FeatureValue]:
        """All that an annotation says besides features and links."""
        said: dict[str, FeatureValue] = {}
        if annotation.kind:
            said[v.MENTION_KIND if mentions else v.KIND] = annotation.kind
        entity = self.document.entity_of(annotation)
        if entity is not None:
            said[v.MENTION_ENTITY if mentions else v.ENTITY_OF] = entity.id
        if annotation.reference is not None:
            said[v.REFERENCE_TO] = self.referred(annotation.reference)
        if mentions and annotation.layer != v.MENTIONS:
            said[v.LAYER] = annotation.layer
        if annotation.score is not None:
            said[v.SCORE] = float(annotation.score) if scored else repr(float(annotation.score))
        if len(annotation.spans) > 1:
            said[v.PART_OF] = annotation.id
        return said

    def referred(self, reference: Reference) -> str:
        """The name of a reference, another one for another reference."""
        base = name = legal(f"{self.authorities[reference.authority]}:{reference.entry}")
        number = 1
        while self.references.setdefault(name, reference) != reference:
            number += 1
            name = f"{base} ({number})"
        return name

    def links(self, annotation: Annotation, type: str, parts: dict[str, list[Structure]]) -> Iterator[Ref]:
        for role in annotation.links:
            for to in self.document.linked(annotation, role):
                link = self.add(type, {v.ROLE: role, v.TARGET: Ref(parts[to.id][0].id)})
                self.cas.unindexed.add(link.id)
                yield Ref(link.id)

    def lists(self) -> None:
        """The entries that annotations refer to, and the lists that these are in."""
        for name, reference in self.references.items():
            known = {"authority": self.authorities[reference.authority], "entry": reference.entry}
            more = {"label": reference.label, "kind": reference.type}
            self.add(v.REFERENCE, {"name": name, **_legal(known), **_legal(more)})
        for authority in dict.fromkeys(reference.authority for reference in self.references.values()):
            known = {field: getattr(authority, field) for field in v.OF_AUTHORITIES}
            self.add(v.AUTHORITY, {"name": self.authorities[authority], **_legal(known)})


def _legal(known: Mapping[str, str | None]) -> dict[str, FeatureValue]:
    return {name: legal(value) for name, value in known.items() if value}


def _by_type(document: Document) -> dict[str, list[Annotation]]:
    """All annotations by the type that stands for their layer, in text order within a layer."""
    mentions = mention_layers(document)
    found: dict[str, list[Annotation]] = {}
    for name in document.layers:
        type = v.MENTION if name in mentions else v.CUSTOM + v.identifier(name)
        found.setdefault(type, []).extend(document.layer(name))
    return found


def _ranges(found: list[Annotation]) -> dict[str, str]:
    """The type of each feature of a layer.

    Java has no missing numbers and truth values: where some annotations have none, numbers are words, so that 0 does
    not come of it. A truth value is one if nowhere false, for false and missing are the same.
    """
    values: dict[str, list[Value]] = {}
    for annotation in found:
        for name, value in annotation.features.items():
            values.setdefault(name, []).append(value)
    return {name: _range(given, everywhere=len(given) == len(found)) for name, given in values.items()}


def _range(values: list[Value], *, everywhere: bool) -> str:
    types = {type(value) for value in values}
    if types == {bool} and all(values):
        return BOOLEAN
    if types == {int} and everywhere and all(-_LARGEST <= int(value) < _LARGEST for value in values):
        return INTEGER
    if types == {float} and everywhere:
        return FLOAT
    return STRING


def _words(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return legal(value) if isinstance(value, str) else repr(value)
