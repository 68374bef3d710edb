"""Annotations, entities and lists from plain data, as `annotate.writers.jsonl` writes them.

What is not as it should be raises ValueError with a sentence, without its full stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import annotate
from annotate import bookkeeping
from annotate.admission import BUILTIN
from annotate.annotation import Annotation, Authority, Entity, Markup, Name, Reference
from annotate.document import Document, Layer
from annotate.importing import imported
from annotate.pointing import repointed
from annotate.readers._record import json_type

_NAMED_ONE_BY_ONE = 20  # notes; what is more is counted
_JSON: dict[type, str] = {str: "a string", dict: "an object", list: "an array"}


class Unread:
    """What a reader could not take from an input, as sentences for the header. No input makes it longer than a page."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._more = 0

    def add(self, sentence: str) -> None:
        """Note something that is not among the annotations."""
        if len(self._said) < _NAMED_ONE_BY_ONE:
            self._said.append(sentence)
        else:
            self._more += 1

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences."""
        return (*self._said, f"And {self._more:,} more of this kind.") if self._more else tuple(self._said)


def annotated(
    document: Document,
    found: Iterable[Annotation | Entity],
    by: str,
    unread: Unread,
    layers: Iterable[Layer] = (),
) -> Document:
    """The same document with what a reader found, credited to ``by``, the format. Annotations point to each other and
    to entities by the ids that these bring; what leads nowhere is left out and noted. Raises PluginError.
    """
    given = list(found)
    there = {item.id for item in given}
    kept: list[Annotation | Entity] = []
    for item in given:
        if isinstance(item, Annotation):
            kept += _pruned(item, there, unread)
        else:
            kept.append(item)
    known = replace(document.metadata, notes=(*document.metadata.notes, *unread.notes))
    bookkeeping.describe(document, known, document.origin)
    return imported(document, kept, by=by, made_with=BUILTIN, version=annotate.__version__, layers=layers)


def _pruned(annotation: Annotation, there: set[str], unread: Unread) -> Iterator[Annotation]:
    def to(id: str) -> str | None:
        if id in there:
            return id
        unread.add(f"A link of an annotation in layer {annotation.layer} leads to {id[:60]!r}, which is not there.")
        return None

    whole = repointed(annotation, to)
    if whole.spans or whole.entity is not None:
        yield whole


def found_in(record: Mapping[str, Any]) -> Iterator[Annotation | Entity]:
    """All that a record of a whole document tells of: its entities, then its annotations."""
    authorities = authorities_of(record)
    yield from entities_of(record)
    for given in array(record, "annotations"):
        yield annotation_of(given, authorities)


def entities_of(record: Mapping[str, Any]) -> Iterator[Entity]:
    """The entities of a record, with the ids that it gives them."""
    for given in array(record, "entities"):
        names = [Name(_text(name, "text"), _optional(name, "type")) for name in array(_object(given), "names")]
        identifiers = _strings(given, "identifiers")
        yield Entity(_text(given, "kind"), names, identifiers, _optional(given, "subtype"), _text(given, "id"))


def authorities_of(record: Mapping[str, Any]) -> dict[str, Authority]:
    """The lists of a record, by the names that references in it have for them."""
    found = {}
    for given in array(record, "authorities"):
        fields = ("date", "sha256", "licence", "pattern", "replacement", "description")
        known = {field: value for field in fields if (value := _optional(_object(given), field)) is not None}
        id = _text(given, "id")
        found[_optional(given, "key") or id] = Authority(id, _text(given, "title"), **known)
    return found


def annotation_of(given: Any, authorities: Mapping[str, Authority]) -> Annotation:
    """An annotation, with the id that its record gives it. A list that is not among ``authorities`` is one by name."""
    record = _object(given)
    score = record.get("score")
    if score is not None and (isinstance(score, bool) or not isinstance(score, (int, float))):
        raise ValueError(f'"score" is {json_type(score)}, not a number')
    markup, reference = record.get("markup"), record.get("reference")
    return Annotation(
        _text(record, "layer"),
        [_span(span) for span in array(record, "spans")],
        _optional(record, "kind"),
        {name: _value(value) for name, value in _object(record.get("features") or {}).items()},
        {role: _links(to) for role, to in _object(record.get("links") or {}).items()},
        _optional(record, "entity"),
        score,
        None if markup is None else _markup(_object(markup)),
        None if reference is None else _reference(_object(reference), authorities),
        _optional(record, "id") or "",
    )


def array(record: Mapping[str, Any], key: str) -> list[Any]:
    """The items of an array, none if it is not there."""
    value = record.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ValueError(f'"{key}" is {json_type(value)}, not an array')
    return value


def _object(value: Any) -> Mapping[str, Any]:
    return _checked(value, dict, "where an object should be")  # type: ignore[no-any-return]


def _checked(value: Any, type: type, where: str) -> Any:
    if not isinstance(value, type):
        raise ValueError(f"there is {json_type(value)} {where}, not {_JSON[type]}")
    return value


def _text(record: Any, key: str) -> str:
    value = _object(record).get(key)
    if not isinstance(value, str):
        raise ValueError(f'"{key}" is {json_type(value)}, not a string')
    return value


def _optional(record: Any, key: str) -> str | None:
    return None if _object(record).get(key) is None else _text(record, key)


def _strings(record: Any, key: str) -> dict[str, str]:
    return {name: _checked(value, str, f'in "{key}"') for name, value in _object(record.get(key) or {}).items()}


def _span(value: Any) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("a span is not an array of two numbers")
    return value[0], value[1]


def _value(value: Any) -> Any:
    if not isinstance(value, (str, bool, int, float)):
        raise ValueError(f"a feature is {json_type(value)}, not a string, a number or a boolean")
    return value


def _links(value: Any) -> list[Annotation | str]:
    return [_checked(to, str, "among links") for to in _checked(value, list, "where links should be")]


def _markup(record: Mapping[str, Any]) -> Markup:
    children = tuple(_markup(_object(child)) for child in array(record, "children"))
    return Markup(_text(record, "element"), _strings(record, "attributes"), children, _optional(record, "text") or "")


def _reference(record: Mapping[str, Any], authorities: Mapping[str, Authority]) -> Reference:
    key = _text(record, "authority")
    authority = authorities.get(key) or Authority(key, key)
    label = _optional(record, "label") or ""
    return Reference(authority, _optional(record, "entry") or "", label, _optional(record, "type") or "entry")
