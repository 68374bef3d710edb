"""From a CAS to a document.

Types and features that `annotate.uima.from_document` writes come back as what they were. Of others, the type's short
name is the layer, ``kind`` or ``value`` the kind, strings, numbers and truth values are features, and references to
annotations links: slots with a role, the two ends of a relation, or a feature that leads to one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from annotate.annotation import Annotation, Entity, Span, Value
from annotate.collect import NAME, is_kind
from annotate.document import UNKNOWN_LANGUAGE, Document, Kind, Layer, Metadata
from annotate.language import is_tag
from annotate.offsets import Utf16
from annotate.readers._annotations import Unread
from annotate.tei.characters import CORE, restored
from annotate.uima import vocabulary as v
from annotate.uima.cas import ANNOTATION, BUILTIN, DOCUMENT, Cas, CasError, FeatureValue, Ref, Structure
from annotate.uima.knowledge import Knowledge
from annotate.uima.layers import DEPENDENT, GOVERNOR, TypeAsLayer, is_relation, layer_name, types_as_layers

_SAID_ELSEWHERE = frozenset({v.TOKEN, v.SENTENCE, v.HEADING, v.REPLACED, v.ENTITY, v.REFERENCE, v.AUTHORITY})


def document_of(cas: Cas, id: str, known: Metadata) -> tuple[Document, list[Annotation | Entity], list[Layer]]:
    """The text, and what is to be added to it. ``known``: what is known of the input. Raises CasError."""
    reading = _Reading(cas)
    text, undecodable = reading.text()
    found = list(reading.annotations())
    headings = [reading.span(s).start for s in cas.structures if s.type == v.HEADING]
    document = Document(text, id=id, metadata=reading.metadata(known), headings=headings, undecodable=undecodable)
    return document, [*reading.knowledge.entities(found, text), *found], list(reading.layers(found))


@dataclass(slots=True)
class _Read:
    """An annotation as far as it is known, until all of its parts have been seen."""

    type: TypeAsLayer
    name: str
    features: Mapping[str, FeatureValue]
    spans: list[Span] = field(default_factory=list)
    links: dict[str, list[str]] = field(default_factory=dict)


class _Reading:
    def __init__(self, cas: Cas) -> None:
        self.cas = cas
        self.offsets = Utf16(cas.text)
        self.by_id = {structure.id: structure for structure in cas.structures}
        self.knowledge = Knowledge(cas)
        self.types = types_as_layers(cas)
        present = {structure.type for structure in cas.structures}
        self.relations = {type for type in present if is_relation(cas, type)}
        self.metadata_types = {type for type in present if cas.types.refines(type, DOCUMENT)}
        self.found: dict[str, _Read] = {}
        self.whole: dict[int, str] = {}  # structure -> id of the annotation that it is a part of
        self.unread: Counter[str] = Counter()

    def text(self) -> tuple[str, dict[int, bytes]]:
        """The text with what U+FFFD stands for, and the bytes that could not be decoded."""
        core = []
        for structure in self.cas.structures:
            if structure.type == v.REPLACED:
                told = {name: x for name, x in structure.features.items() if isinstance(x, str)}
                core.append(Annotation(CORE, [self.span(structure)], features=told))
        try:
            return restored(self.cas.text, core)
        except ValueError as error:
            raise CasError(f"{v.REPLACED}: {error}") from error

    def span(self, structure: Structure) -> Span:
        """Where a structure stands, in code points. Raises CasError."""
        begin, end, what = structure.begin, structure.end, f"{structure.type} {structure.id}"
        try:
            span = Span(self.offsets.codepoint(begin), self.offsets.codepoint(end))
        except ValueError as error:
            raise CasError(f"{what}: {error}") from error
        if span.start > span.end:
            raise CasError(f"{what} ends at {end}, before it begins at {begin}")
        return span

    def annotations(self) -> Iterator[Annotation]:
        """All annotations, parts put together, with ids to link them by."""
        described = {type: self.is_described(type) for type in {s.type for s in self.cas.structures}}
        for structure in self.cas.structures:
            if structure.type in self.types:
                self.part(structure)
            elif not described[structure.type]:
                self.unread[structure.type] += 1
        for structure in self.cas.structures:
            if structure.type in self.relations:
                self.relation(structure)
            elif structure.id in self.whole:
                self.slots(structure)
        for id, read in self.found.items():
            yield self.annotation(id, read)

    def is_described(self, type: str) -> bool:
        """Whether a type that is no layer says nothing that is missed."""
        if type in self.relations or type in _SAID_ELSEWHERE or type in self.metadata_types:
            return True
        declared = type in self.cas.types or type in BUILTIN or type.startswith("uima.cas.")
        return declared and not self.cas.types.refines(type, ANNOTATION)

    def part(self, structure: Structure) -> None:
        """Take in an annotation, or a part of one."""
        type, features = self.types[structure.type], structure.features
        start, end = self.span(structure)
        entity, shared, layer = features.get(type.entity), features.get(v.PART_OF), features.get(v.LAYER)
        if start == end and not (isinstance(entity, str) and self.knowledge.is_entity(entity)):
            self.unread[f"{structure.type} without width"] += 1
            return
        if type.mentions and isinstance(layer, str):
            type = replace(type, layer=layer_name(layer))
        id = f"{structure.type} {shared}" if isinstance(shared, str) else f"#{structure.id}"
        read = self.found.setdefault(id, _Read(type, structure.type, features))
        self.whole[structure.id] = id
        if start < end:
            read.spans.append(Span(start, end))

    def relation(self, structure: Structure) -> None:
        """A relation of two annotations is a link from the governor."""
        governor, dependent = (self.at(structure.features.get(end)) for end in (GOVERNOR, DEPENDENT))
        if governor is None or dependent is None:
            self.unread[f"{structure.type} between what is not read"] += 1
            return
        said = structure.features.get(v.KIND, structure.features.get(v.MENTION_KIND))
        self.link(governor, said or structure.type.rpartition(".")[2], dependent)

    def slots(self, structure: Structure) -> None:
        """What an annotation's features lead to: annotations, or slots with a role."""
        for name, value in structure.features.items():
            if not isinstance(value, (Ref, tuple)):
                continue
            for ref in value if isinstance(value, tuple) else self.elements(value):
                role: FeatureValue = name
                to = self.at(ref)
                slot = self.by_id.get(ref) if isinstance(ref, Ref) else None
                if to is None and slot is not None:
                    role, to = slot.features.get(v.ROLE) or name, self.at(slot.features.get(v.TARGET))
                if to is None:
                    self.unread[f"values of {name}"] += 1
                else:
                    self.link(self.whole[structure.id], role, to)

    def elements(self, ref: Ref) -> tuple[FeatureValue, ...]:
        """What a reference leads to: the elements, if it is an array."""
        array = self.by_id.get(ref)
        elements = array.features.get("elements") if array is not None else None
        return elements if isinstance(elements, tuple) else (ref,)

    def at(self, ref: FeatureValue | None) -> str | None:
        """The id of the annotation that a reference leads to, or None."""
        return self.whole.get(ref) if isinstance(ref, Ref) else None

    def link(self, of: str, role: FeatureValue, to: str) -> None:
        name = re.sub(r"[^A-Za-z0-9_.-]+", "_", str(role))
        self.found[of].links.setdefault(name if NAME.fullmatch(name) else "link", []).append(to)

    def annotation(self, id: str, read: _Read) -> Annotation:
        """An annotation of which all parts have been seen."""
        type, said = read.type, read.features
        kind, entity = said.get(type.kind), said.get(type.entity)
        kind = kind if isinstance(kind, str) and is_kind(kind) else None
        if type.mentions and type.kind not in said and read.name != v.MENTION:
            kind = read.name.rpartition(".")[2]  # DKPro's Person, Location …
        entity = entity if isinstance(entity, str) and self.knowledge.is_entity(entity) else None
        reference = self.knowledge.reference(said.get(v.REFERENCE_TO))
        score = _score(said.get(v.SCORE))
        held = {type.kind: kind, type.entity: entity, v.REFERENCE_TO: reference, v.SCORE: score}
        taken = {name for name, value in held.items() if value is not None} | {v.PART_OF}
        taken |= {v.LAYER} if type.mentions else set()
        features: dict[str, Value] = {
            v.original(name) if type.ours else name: value
            for name, value in said.items()
            if name not in taken and not isinstance(value, (Ref, tuple)) and not (name in type.flags and not value)
        }
        return Annotation(
            type.layer,
            _united(read.spans),
            kind=kind,
            features=features,
            links={role: tuple(to) for role, to in read.links.items()},
            entity=entity,
            score=score,
            reference=reference,
            id=id,
        )

    def layers(self, found: list[Annotation]) -> Iterator[Layer]:
        """What the types say of the layers: that mentions of entities are such."""
        mentions = {read.type.layer for read in self.found.values() if read.type.mentions}
        for name in sorted(mentions):
            kinds = sorted({a.kind for a in found if a.layer == name and a.kind})
            yield Layer(name, "", {kind: Kind("a mention of an entity", "identifying") for kind in kinds})
        for type, as_layer in self.types.items():
            if as_layer.layer not in mentions:
                yield Layer(as_layer.layer, self.cas.types[type].description)

    def metadata(self, known: Metadata) -> Metadata:
        """What is known of the document, with what was not read."""
        said: dict[str, str] = {}
        for structure in self.cas.structures:
            if structure.type in self.metadata_types:
                said |= {name: x for name, x in structure.features.items() if isinstance(x, str)}
        language, title, url = said.get("language", ""), said.get("documentTitle"), said.get("documentUri", "")
        stated = is_tag(language) and language != v.UNKNOWN_LANGUAGE
        notes = Unread()
        for note in self.cas.notes:
            notes.add(note)
        for what, number in sorted(self.unread.items()):
            notes.add(f"Not read: {number} of {what}.")
        return replace(
            known,
            language=language if stated else UNKNOWN_LANGUAGE,
            language_from="metadata" if stated else "",
            title=title if title != said.get("documentId") else None,  # INCEpTION puts the file's name into both
            url=url if re.match("https?://", url) else None,
            notes=notes.notes,
        )


def _score(value: FeatureValue | None) -> float | None:
    """A probability, in words or as a number, or None."""
    try:
        found = float(value) if isinstance(value, (str, float, int)) and not isinstance(value, Ref) else None
    except ValueError:
        return None
    return found if found is not None and 0 <= found <= 1 else None


def _united(spans: Iterable[Span]) -> list[Span]:
    """Spans in text order, those that overlap made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
