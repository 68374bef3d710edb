"""brat standoff (https://brat.nlplab.org/standoff.html): T, R, A, N and # lines that point into the text.

brat wants the text beside it, in UTF-8, as the format ``text`` writes it. Offsets are code points, half-open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from annotate.annotation import Annotation, Span, Value
from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.writers._encode import encoded
from annotate.writers._losses import DENOTED, FEATURES, GAPS, LINKS, REFERENCES, SCORES, SOURCES, lost

# brat reads its files line by line, and lets none of Python's line ends (str.splitlines) stand within a line.
_LINE_ENDS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_LINE_ENDS}]+")
_BREAKS = re.compile(f"[{_LINE_ENDS}\t]+")
_WORD = re.compile(r"[\w-]+", re.ASCII)
_NOT_IN_TYPE = re.compile(r"[^\w-]", re.ASCII)
_HELD = {GAPS, DENOTED, FEATURES, LINKS, REFERENCES, SCORES, SOURCES}


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The annotations by layer in text order, then the relations between them."""
    marked = [(a, spans) for a in _all(document) if (spans := _spans(a, document.text))]
    terms = {annotation.id: f"T{number}" for number, (annotation, _) in enumerate(marked, 1)}
    lines = _Lines()
    for annotation, spans in marked:
        lines.annotation(terms[annotation.id], annotation, spans, document)
    for annotation, _ in marked:
        for role in sorted(annotation.links):
            for to in document.linked(annotation, role):
                if to.id in terms:
                    lines.add("R", f"{_type(role)} Arg1:{terms[annotation.id]} Arg2:{terms[to.id]}")
    out.write(encoded("".join(lines.lines)))


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """Annotations without text of their own, links to them, most of an entity."""
    yield from lost(document, _HELD)
    terms = {a.id for a in _all(document) if _spans(a, document.text)}
    for annotation in _all(document):
        if annotation.spans and annotation.id not in terms:
            yield "annotations of line ends"
        links = [to.id for role in annotation.links for to in document.linked(annotation, role)]
        yield from ("links to or from annotations without text" for to in links if not {annotation.id, to} <= terms)


class _Lines:
    """The lines of a file, numbered by their letters."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._last: dict[str, int] = {}

    def add(self, letter: str, content: str) -> None:
        self._last[letter] = self._last.get(letter, 0) + 1
        self.lines.append(f"{letter}{self._last[letter]}\t{content}\n")

    def annotation(self, term: str, annotation: Annotation, spans: list[Span], document: Document) -> None:
        """T for the words, N for whom they denote, A for features that are words, # for all others."""
        type = _type(f"{annotation.layer}_{annotation.kind}" if annotation.kind else annotation.layer)
        where = ";".join(f"{start} {end}" for start, end in spans)
        self.add("T", f"{type} {where}\t{' '.join(document.text[start:end] for start, end in spans)}")
        entity, reference = document.entity_of(annotation), annotation.reference
        if entity is not None:
            self.add("N", f"Reference {term} entity:{entity.id}\t{_line(entity.name)}")
        if reference is not None:
            self.add(
                "N",
                f"Reference {term} {reference.authority.id}:{_blankless(reference.entry)}\t{_line(reference.label)}",
            )
        noted: dict[str, Value] = {} if annotation.score is None else {"score": annotation.score}
        for name, value in annotation.features.items():
            if value is True and _WORD.fullmatch(name):
                self.add("A", f"{name} {term}")
            elif isinstance(value, str) and _WORD.fullmatch(name) and _WORD.fullmatch(value):
                self.add("A", f"{name} {term} {value}")
            else:
                noted[name] = value
        note = [f"by {annotation.source}"] if annotation.source else []
        note += [f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in noted.items()]
        if note:
            self.add("#", f"AnnotatorNotes {term}\t{_line('; '.join(note))}")


def _all(document: Document) -> Iterator[Annotation]:
    return (annotation for layer in document.layers for annotation in document.layer(layer))


def _spans(annotation: Annotation, text: str) -> list[Span]:
    """The spans, cut at line ends, which no span of brat's may hold."""
    return [Span(*line.span()) for start, end in annotation.spans for line in _LINE.finditer(text, start, end)]


def _type(name: str) -> str:
    return _NOT_IN_TYPE.sub("_", name)


def _line(text: str) -> str:
    return _BREAKS.sub(" ", text)


def _blankless(text: str) -> str:
    return re.sub(r"\s", "_", text)
