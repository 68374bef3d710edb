"""The lines of brat standoff, and what they say of a text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from annotate.annotation import Annotation, Authority, Entity, Name, Span
from annotate.collect import ENTITY_PREFIX
from annotate.document import Document
from annotate.readers import text as plain
from annotate.readers._annotations import Unread, annotated, annotation_of, authorities_of, entities_of
from annotate.readers._beside import Broken, or_unreadable, text_beside, text_of
from annotate.readers._names import layer_and_kind, role_name
from annotate.readers.brat import NAME, SUFFIX
from annotate.source import Source, Unreadable
from annotate.writers._rest import type_of
from annotate.writers.brat import ENTITY, JOINT, brat_type, cut, normalisation, one_line

_PARTS = re.compile(r"(?a)(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)\t(.*)")
_NOTED = {"by", "id", "layer", "kind", "spans", "score", "features", "markup", "role"} | {
    *("reference", "authorities", "entities"),
}
_Line = tuple[int, str, str]  # its number, its name, the rest
_KINDS = {prefix: kind for kind, prefix in ENTITY_PREFIX.items()}


def read(source: Source) -> Iterator[Document | Unreadable]:
    """The document of an ``.ann`` file and the ``.txt`` beside it, or why there is none."""
    return iter((or_unreadable(source, lambda: _read(source)),))


def _read(source: Source) -> Document:
    if source.suffix == plain.SUFFIX:
        annotations = source.beside(SUFFIX)
        if annotations is None:
            raise Broken(f"{source.id}{SUFFIX} is not beside it")
        with closing(annotations):
            document, data = text_of(source), annotations.read()
    else:
        document, data = text_beside(source), source.read()
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise Broken("the line is not UTF-8", data.count(b"\n", 0, error.start) + 1) from error
    unread = Unread()
    return annotated(document, _File(document.text, lines, unread).found(), NAME, unread)


@dataclass
class _Term:
    """A T line, and what other lines say of it."""

    line: int
    type: str
    spans: list[Span]
    features: dict[str, Any] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    noted: Mapping[str, Any] = field(default_factory=dict)
    entity: str | None = None
    reference: tuple[str, str, str] | None = None


class _File:
    """The lines of a file, by what they are about."""

    def __init__(self, text: str, lines: list[str], unread: Unread) -> None:
        self.text = text
        self.unread = unread
        self.terms: dict[str, _Term] = {}
        self.anchors: dict[
            str, str
        ] = {}  # what a name in the file stands for: a term for itself, an event for its words
        self.roles: dict[str, str] = {}  # of relations whose role brat cannot name
        self.labels: dict[str, str] = {}  # of entities
        self.unknown: list[_Line] = []
        by_letter: dict[str, list[_Line]] = {letter: [] for letter, _ in self._READERS}
        for number, line in enumerate(lines, 1):
            if line.strip():
                name, _, said = line.rstrip("\r").partition("\t")
                by_letter.get(name[:1], self.unknown).append((number, name, said))
        for letter, read in self._READERS:
            for found in by_letter[letter]:
                read(self, *found)
        for number, name, _ in self.unknown:
            self.leave_out(number, name)

    def leave_out(self, number: int, name: str) -> None:
        """Note a line of which nothing was taken."""
        self.unread.add(f"Line {number} ({name[:20]!r}) is not brat standoff as it is known here.")

    def term(self, name: str) -> _Term | None:
        """What a name in the file stands for."""
        return self.terms.get(self.anchors.get(name, name))

    def _text_bound(self, number: int, name: str, said: str) -> None:
        match = _PARTS.fullmatch(said)
        if match is None:
            raise Broken("it is no T line as brat has them: TYPE START END, a tab, the words", number)
        if name in self.terms:
            raise Broken(f"{name} stands twice", number)
        spans = sorted(Span(*map(int, part.split())) for part in match[2].split(";"))
        for start, end in spans:
            if not start < end <= len(self.text):
                raise Broken(f"{start} {end} is no span of a text of {len(self.text)} code points", number)
        words = " ".join(self.text[start:end] for start, end in spans)
        if _folded(words) != _folded(match[3]):
            raise Broken(f"the words are {match[3][:60]!r}, but in the text stands {words[:60]!r}", number)
        self.terms[name] = _Term(number, match[1], spans)

    def _event(self, number: int, name: str, said: str) -> None:
        arguments = [part.partition(":") for part in said.split()]
        if not arguments or arguments[0][2] not in self.terms:
            self.leave_out(number, name)
        else:
            self.anchors[name] = arguments[0][2]

    def _event_arguments(self, number: int, name: str, said: str) -> None:
        for role, _, to in (part.partition(":") for part in said.split()[1:]):
            self._link(number, name, role, name, to)

    def _relation(self, number: int, name: str, said: str) -> None:
        match said.split():
            case [role, one, other] if ":" in one and ":" in other:
                true = self.roles.get(name, role)
                role = true if brat_type(true) == role else role
                self._link(number, name, role, one.partition(":")[2], other.partition(":")[2])
            case _:
                self.leave_out(number, name)

    def _equivalent(self, number: int, name: str, said: str) -> None:
        role, *terms = said.split() or [""]
        for to in terms[1:]:
            self._link(number, name, role, terms[0], to)

    def _link(self, number: int, name: str, role: str, one: str, other: str) -> None:
        source, to = self.term(one), self.anchors.get(other, other)
        if source is None or to not in self.terms:
            self.leave_out(number, name)
        else:
            source.links.setdefault(role_name(role, self.unread), []).append(to)

    def _attribute(self, number: int, name: str, said: str) -> None:
        match said.split():
            case [feature, about] if term := self.term(about):
                term.features[feature] = True
            case [feature, about, value] if term := self.term(about):
                term.features[feature] = value
            case _:
                self.leave_out(number, name)

    def _normalisation(self, number: int, name: str, said: str) -> None:
        head, _, label = said.partition("\t")
        match head.split():
            case [_, about, entry] if ":" in entry and (term := self.term(about)):
                key, _, id = entry.partition(":")
                if key == ENTITY and term.entity is None:
                    term.entity = id
                    self.labels.setdefault(id, label)
                elif key != ENTITY and term.reference is None:
                    term.reference = key, id, label
                else:
                    self.unread.add(f"Line {number} ({name!r}) is one normalisation more than an annotation can have.")
            case _:
                self.leave_out(number, name)

    def _note(self, number: int, name: str, said: str) -> None:
        head, _, note = said.partition("\t")
        kind, _, about = head.partition(" ")
        noted = _json(note)
        if "role" in noted and self.term(about) is None:
            self.roles[about] = str(noted["role"])
        elif (term := self.term(about)) is None:
            self.leave_out(number, name)
        elif noted and not term.noted:
            term.noted = noted
        else:
            term.features["note" if kind == "AnnotatorNotes" else kind] = note

    _READERS: ClassVar[Sequence[tuple[str, Callable[[_File, int, str, str], None]]]] = (
        ("T", _text_bound),
        ("E", _event),
        ("#", _note),  # before relations, of which they tell the role
        ("E", _event_arguments),
        ("R", _relation),
        ("A", _attribute),
        ("M", _attribute),
        ("N", _normalisation),
        ("*", _equivalent),
    )

    def found(self) -> Iterator[Annotation | Entity]:
        """All entities, then all annotations. Raises Broken."""
        entities: dict[str, Entity] = {}
        lists: dict[str, Authority] = {}
        ids: dict[str, str] = {}
        taken: set[str] = set()
        for name, term in self.terms.items():
            with _on_line(term.line):
                for entity in entities_of(term.noted):
                    entities.setdefault(entity.id, entity)
                for key, authority in authorities_of(term.noted).items():
                    lists.setdefault(key, authority)
            noted = term.noted.get("id")
            ids[name] = noted if isinstance(noted, str) and noted not in taken else name
            taken.add(ids[name])
        for id, label in self.labels.items():
            called = self._labelled(entities.get(id), id, label)
            if called is not None:
                entities[id] = called
        yield from entities.values()
        for name, term in self.terms.items():
            with _on_line(term.line):
                links = {role: [ids[to] for to in targets] for role, targets in term.links.items()}
                yield self._annotation(term, lists, {"id": ids[name], "links": links, "entity": term.entity})

    def _labelled(self, known: Entity | None, id: str, label: str) -> Entity | None:
        """An entity as its normalisations call it."""
        if known is not None:
            changed = bool(label.strip()) and one_line(known.name) != label
            return replace(known, names=(Name(label), *known.names)) if changed else known
        kind = _KINDS.get(id.partition(".")[0])
        if kind is None or not label.strip():
            self.unread.add(f"Of the entity {id[:60]!r} nothing is known but that something denotes it.")
            return None
        return Entity(kind, label, id=id)

    def _annotation(self, term: _Term, lists: Mapping[str, Authority], record: dict[str, Any]) -> Annotation:
        """A term with all that is noted of it, as far as the lines still say what they said then."""
        noted = term.noted
        layer, kind = noted.get("layer"), noted.get("kind")
        if not isinstance(layer, str) or brat_type(type_of(layer, kind, JOINT)) != term.type:
            layer, kind = layer_and_kind(term.type, JOINT, NAME, self.unread)
        record |= {"layer": layer, "kind": kind, "score": noted.get("score"), "markup": noted.get("markup")}
        record["features"] = {**(noted.get("features") or {}), **term.features}
        record["spans"] = [list(span) for span in term.spans]
        if "spans" in noted:
            whole = annotation_of({"layer": layer, "spans": noted["spans"]}, lists).spans
            if whole[-1].end <= len(self.text) and cut(whole, self.text) == term.spans:
                record["spans"] = noted["spans"]
        if term.reference is not None:
            key, entry, label = term.reference
            record["reference"] = {"authority": key, "entry": entry, "label": label}
            if "reference" in noted:
                said = annotation_of({**record, "reference": noted["reference"]}, lists).reference
                if said and normalisation(said, noted["reference"]["authority"]) == f"{key}:{entry}\t{label}":
                    record["reference"] = noted["reference"]
        return annotation_of(record, lists)


@contextmanager
def _on_line(number: int) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError) as error:
        raise Broken(str(error), number) from error


def _folded(words: str) -> str:
    return " ".join(words.split())


def _json(note: str) -> Mapping[str, Any]:
    """What `annotate.writers.brat` notes; empty if somebody else wrote it."""
    try:
        noted = json.loads(note) if note.startswith("{") else None
    except (ValueError, RecursionError):
        return {}
    return noted if isinstance(noted, dict) and noted.keys() <= _NOTED else {}
