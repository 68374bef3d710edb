"""Entities and annotations as elements. As in the header, without namespace: the file's default one applies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from urllib.parse import quote

from lxml import etree

from annotate.annotation import Annotation, Entity, Markup, Span, Value
from annotate.document import Document, Kind
from annotate.errors import TeiError
from annotate.tei.characters import legal, utf8
from annotate.tei.credits import UNKNOWN, Credits
from annotate.tei.header import motivation
from annotate.tei.names import XML, XML_ID, token, xml_name
from annotate.tei.pointers import Pointers

#: kind of entity -> its list, itself, its name
ENTITY_ELEMENTS = {
    "person": ("listPerson", "person", "persName"),
    "organisation": ("listOrg", "org", "orgName"),
    "place": ("listPlace", "place", "placeName"),
    "product": ("listObject", "object", "objectName"),
    "event": ("listEvent", "event", "eventName"),
}
ATTRIBUTE_ROLES = ("prev", "next")  # links that are attributes in TEI, as long as there is one of each
_SHOWN, _HEAD, _TAIL = 60, 44, 12  # code points of text repeated in @n
_SubElement = etree.SubElement


def entity_lists(document: Document, credits: Credits) -> Iterator[etree._Element]:
    """The lists of persons, organisations, places, objects and events that are not empty."""
    for kind, (list_name, name, _) in ENTITY_ELEMENTS.items():
        entities = [entity for entity in document.entities if entity.kind == kind]
        if entities:
            list_ = etree.Element(list_name)
            list_.text = "\n   "
            for entity in entities:
                element = _entity(list_, name, entity, credits)
                element.tail = "\n   "
            element.tail = "\n  "
            yield list_


def _entity(list_: etree._Element, name: str, entity: Entity, credits: Credits) -> etree._Element:
    attributes = {XML_ID: entity.id}
    if entity.subtype:
        attributes["role" if name == "person" else "type"] = token(entity.subtype)
    if entity.source:
        attributes["resp"] = f"#{credits.entity_resp(entity.source)}"
    element = _SubElement(list_, name, attributes)
    holder = _SubElement(element, "objectIdentifier") if name == "object" else element
    for given in entity.names:
        _SubElement(
            holder, ENTITY_ELEMENTS[entity.kind][2], {"type": token(given.type)} if given.type else {}
        ).text = legal(given.text)
    for scheme, identifier in entity.identifiers.items():
        _SubElement(holder, "idno", {"type": token(scheme)}).text = legal(identifier)
    return element


class Annotations:
    """Makes elements of a document's annotations."""

    def __init__(self, document: Document, credits: Credits) -> None:
        self._text = document.text
        self._credits = credits
        self._pointers = Pointers(document.blocks)

    def element(self, annotation: Annotation) -> etree._Element:
        """An ``annotation`` with all that it says. Raises TeiError if its markup cannot be XML."""
        kind = self._credits.kind(annotation.layer, annotation.kind)
        element = etree.Element("annotation", self._attributes(annotation, kind))
        if annotation.reference is not None:
            target = f"{self._credits.prefix(annotation.reference.authority)}:{quote(utf8(annotation.reference.entry))}"
            attributes = {"type": token(annotation.reference.type), "target": target}
            _SubElement(element, "ref", attributes).text = legal(annotation.reference.label)
        if annotation.markup is not None or annotation.features:
            note = _SubElement(element, "note")
            if annotation.markup is not None:
                try:
                    _add_markup(note, annotation.markup)
                except ValueError as error:
                    raise TeiError(f"the markup of {annotation.id} cannot be written as XML: {error}") from error
            if annotation.features:
                _add_features(note, annotation.features.items(), kind.features)
        if annotation.entity is not None and annotation.spans:
            _SubElement(element, "ptr", {"target": f"#{annotation.entity}"})
        for role, to in _pointed(annotation):
            _SubElement(element, "ptr", {"type": role, "target": f"#{to}"})
        return element

    def _attributes(self, annotation: Annotation, kind: Kind) -> dict[str, str]:
        layer, spans = annotation.layer, annotation.spans
        attributes = {XML_ID: annotation.id}
        attributes["target"] = self._pointers.format(spans) if spans else f"#{annotation.entity}"
        if spans and (shown := shortened(self._text, spans)):
            attributes["n"] = shown
        attributes["ana"] = f"#{layer}" if annotation.kind is None else f"#{layer}.{annotation.kind}"
        attributes["motivation"] = motivation(kind)
        attributes["resp"] = f"#{self._credits.resp(layer, annotation.source or UNKNOWN)}"
        if annotation.reference is not None:
            attributes["source"] = f"#{self._credits.list_id(annotation.reference.authority)}"
        if annotation.score is not None:
            attributes["cert"] = decimal(annotation.score)
        for role in ATTRIBUTE_ROLES:
            if to := annotation.links.get(role):
                attributes[role] = f"#{to[0]}"
        return attributes


def _pointed(annotation: Annotation) -> Iterator[tuple[str, object]]:
    """The links that are no attributes, by role; further ones of `ATTRIBUTE_ROLES` first."""
    links = annotation.links
    if links:
        yield from ((role, to) for role in ATTRIBUTE_ROLES for to in links.get(role, ())[1:])
        yield from ((role, to) for role, targets in links.items() if role not in ATTRIBUTE_ROLES for to in targets)


def _add_markup(parent: etree._Element, markup: Markup) -> None:
    attributes = {_attribute(name): legal(value) for name, value in markup.attributes.items() if isinstance(value, str)}
    element = _SubElement(parent, markup.element, attributes)
    if markup.text:
        element.text = legal(markup.text)
    for child in markup.children:
        _add_markup(element, child)


def _attribute(name: str) -> str:
    return f"{{{XML}}}{name[4:]}" if name.startswith("xml:") else name


def _add_features(note: etree._Element, features: Iterable[tuple[str, Value]], type: str | None) -> None:
    structure = _SubElement(note, "fs", {"type": token(type)} if type else {})
    for name, value in features:
        feature = _SubElement(structure, "f", {"name": xml_name(name)})
        if isinstance(value, str):
            _SubElement(feature, "string").text = legal(value)
        elif isinstance(value, bool):
            _SubElement(feature, "binary", {"value": "true" if value else "false"})
        else:
            _SubElement(feature, "numeric", {"value": number(value)})


def number(value: float) -> str:
    """A number as XML Schema's double has it. A float keeps its point or exponent, so that it comes back as a float."""
    if isinstance(value, int):
        return int.__repr__(value)
    written = float.__repr__(value)
    return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(written, written)


def decimal(score: float) -> str:
    """The shortest decimal that stands for this number and no other, without exponent."""
    written = float.__repr__(abs(float(score)))
    if "e" in written:
        from decimal import Decimal

        written = format(Decimal(written), "f")
    return written.removesuffix(".0")


def shortened(text: str, spans: tuple[Span, ...]) -> str:
    """The annotated text for reading: white space as blanks, `` … `` between parts and in a long one's middle."""
    if sum(end - start for start, end in spans) <= _SHOWN:
        parts: Any = (text[start:end] for start, end in spans)
    else:
        (start, first_end), (last_start, end) = spans[0], spans[-1]
        parts = text[start : min(first_end, start + _HEAD)], text[max(last_start, end - _TAIL) : end]
    return legal(" ".join(chain.from_iterable(_words(parts))))


def _words(parts: Iterable[str]) -> Iterator[list[str]]:
    for at, part in enumerate(parts):
        yield ["…", *part.split()] if at else part.split()
