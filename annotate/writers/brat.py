"""brat standoff (https://brat.nlplab.org/standoff.html): T, R, A, N and # lines that point into the text.

brat wants the text beside it, in UTF-8, as the format ``text`` writes it. Offsets are code points, half-open. What brat
has no line for stands in a note as JSON, which counts as long as the lines still say what they said when it was made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from annotate.annotation import Annotation, Entity, Reference, Span, Value
from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.pointing import pointed, target
from annotate.writers._encode import encoded
from annotate.writers._losses import ABOUT_ENTITIES, ANNOTATIONS, ENTITIES, HEADINGS, TEXT, lost
from annotate.writers._rest import Rest, is_plain, type_of

JOINT = "_"  # between layer and kind
ENTITY = "entity"  # the source of normalisations that are entities of the document

# brat reads its files line by line, and lets none of Python's line ends (str.splitlines) stand within a line.
_LINE_ENDS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_LINE_ENDS}]+")
_BREAKS = re.compile(f"[{_LINE_ENDS}\t]+")
_WORD = re.compile(r"[\w-]+", re.ASCII)
_NOT_IN_TYPE = re.compile(r"[^\w-]", re.ASCII)
_NOT_IN_JSON_LINE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SOURCE = re.compile(r"[^\s:]+")
_SAID = {"id", "text", "source", "entity", "links", "features"}


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The annotations by layer in text order, then the relations between them."""
    marked = [(a, spans) for a in _all(document) if (spans := cut(a.spans, document.text))]
    terms = {annotation.id: f"T{number}" for number, (annotation, _) in enumerate(marked, 1)}
    lines = _Lines(document)
    for annotation, spans in marked:
        lines.annotation(terms[annotation.id], annotation, spans)
    for annotation, _ in marked:
        for role in sorted(annotation.links):
            for to in document.linked(annotation, role):
                if to.id in terms:
                    lines.relation(role, terms[annotation.id], terms[to.id])
    out.write(encoded("".join(lines.lines)))


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """Annotations without text of their own, links to them, entities that nothing else speaks of."""
    yield from lost(document, ANNOTATIONS - {TEXT, HEADINGS, ABOUT_ENTITIES} | {ENTITIES})
    terms = {a.id: a for a in _all(document) if cut(a.spans, document.text)}
    named = {id for annotation in terms.values() for id in pointed(annotation)}
    yield from (ENTITIES for entity in document.entities if entity.id not in named)
    for annotation in _all(document):
        if annotation.spans and annotation.id not in terms:
            yield "annotations of line ends"
        ids = [id for id in pointed(annotation) if not isinstance(target(document, id), Entity)]
        yield from (
            "links to or from annotations without text" for id in ids if not {annotation.id, id} <= terms.keys()
        )


class _Lines:
    """The lines of a file, numbered by their letters."""

    def __init__(self, document: Document) -> None:
        self.lines: list[str] = []
        self._document = document
        self._rest = Rest(document)
        self._last: dict[str, int] = {}

    def add(self, letter: str, content: str) -> str:
        """Add a line and return what it is called."""
        self._last[letter] = number = self._last.get(letter, 0) + 1
        self.lines.append(f"{letter}{number}\t{content}\n")
        return f"{letter}{number}"

    def relation(self, role: str, one: str, other: str) -> None:
        """R for a link; # for a role that R cannot name."""
        called = self.add("R", f"{brat_type(role)} Arg1:{one} Arg2:{other}")
        if brat_type(role) != role:
            self.note(called, {"role": role})

    def note(self, about: str, said: dict[str, Any]) -> None:
        """# with JSON."""
        written = _NOT_IN_JSON_LINE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(said, ensure_ascii=False))
        self.add("#", f"AnnotatorNotes {about}\t{written}")

    def annotation(self, term: str, annotation: Annotation, spans: list[Span]) -> None:
        """T for the words, N for whom they denote, A for features that are words, # for all others."""
        text, layer, kind = self._document.text, annotation.layer, annotation.kind
        where = ";".join(f"{start} {end}" for start, end in spans)
        type = brat_type(type_of(layer, kind, JOINT))
        self.add("T", f"{type} {where}\t{' '.join(text[start:end] for start, end in spans)}")
        rest = self._rest.of(annotation, self._said(annotation, spans))
        entity, reference = self._document.entity_of(annotation), annotation.reference
        if entity is not None:
            self.add("N", f"Reference {term} {ENTITY}:{entity.id}\t{one_line(entity.name)}")
        if reference is not None:
            self.add("N", f"Reference {term} {normalisation(reference, self._rest.list_of(reference.authority))}")
        noted: dict[str, Value] = {}
        for name, value in annotation.features.items():
            if value is True and _WORD.fullmatch(name):
                self.add("A", f"{name} {term}")
            elif isinstance(value, str) and _WORD.fullmatch(name) and _WORD.fullmatch(value):
                self.add("A", f"{name} {term} {value}")
            else:
                noted[name] = value
        by = {"by": annotation.source} if annotation.source else {}
        features = {"features": noted} if noted else {}
        if said := {**by, **rest, **features}:
            self.note(term, said)

    def _said(self, annotation: Annotation, spans: list[Span]) -> set[str]:
        """The keys of an annotation's record that its lines say as well."""
        said = _SAID if annotation.id not in self._rest.pointed_to else _SAID - {"id"}
        if is_plain(annotation.layer, annotation.kind, JOINT) and brat_type(annotation.kind or "") == annotation.kind:
            said = said | {"layer", "kind"}
        if tuple(spans) == annotation.spans:
            said = said | {"spans"}
        reference = annotation.reference
        if reference is not None and is_plain_reference(reference, self._rest.list_of(reference.authority)):
            said = said | {"reference"}
        return said


def _all(document: Document) -> Iterator[Annotation]:
    return (annotation for layer in document.layers for annotation in document.layer(layer))


def cut(spans: tuple[Span, ...], text: str) -> list[Span]:
    """Spans, cut at line ends, which no span of brat's may hold."""
    return [Span(*line.span()) for start, end in spans for line in _LINE.finditer(text, start, end)]


def brat_type(name: str) -> str:
    """A name as brat has them."""
    return _NOT_IN_TYPE.sub("_", name)


def one_line(text: str) -> str:
    """A text without tabs and line ends."""
    return _BREAKS.sub(" ", text)


def normalisation(reference: Reference, key: str) -> str:
    """An entry of a list, which is called ``key``, as brat has it: source, identifier and words."""
    return f"{_blankless(key)}:{_blankless(reference.entry)}\t{one_line(reference.label)}"


def is_plain_reference(reference: Reference, key: str) -> bool:
    """Whether `normalisation` says all of a reference."""
    name = _SOURCE.fullmatch(key) and key != ENTITY and reference.type == "entry"
    entry = bool(reference.entry) and _blankless(reference.entry) == reference.entry
    return bool(name) and entry and one_line(reference.label) == reference.label


def _blankless(text: str) -> str:
    return re.sub(r"\s", "_", text)
