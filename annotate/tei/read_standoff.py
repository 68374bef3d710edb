"""What the standOff elements say: entities and annotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import unquote_to_bytes

from lxml import etree

from annotate.annotation import Annotation, Entity, Markup, Name, Reference, Value
from annotate.errors import TeiError
from annotate.tei.credits import ENTITIES
from annotate.tei.names import TEI, XML, XML_ID, plain
from annotate.tei.parse import line, local
from annotate.tei.pointers import MARK, PointerError, Pointers
from annotate.tei.read_header import Header
from annotate.tei.standoff import ATTRIBUTE_ROLES, ENTITY_ELEMENTS

_T = f"{{{TEI}}}"
_STANDOFF = f"{_T}standOff"
_FS, _BINARY, _NUMERIC = (f"{_T}{name}" for name in ("fs", "binary", "numeric"))
_KINDS = {name: kind for kind, (_, name, _) in ENTITY_ELEMENTS.items()}


class StandOff:
    """The entities and annotations of a file.

    Once the annotations have been read, ``features`` holds by layer and kind the type of their feature structures,
    and ``motivations`` their motivation.
    """

    def __init__(self, root: etree._Element, pointers: Pointers, header: Header) -> None:
        self._root = root
        self._pointers = pointers
        self._header = header
        self._authorities = header.authorities()
        self.features: dict[tuple[str, str], str] = {}
        self.motivations: dict[tuple[str, str], str] = {}

    def entities(self) -> Iterator[Entity]:
        """The entities, list after list. Raises TeiError."""
        for list_ in self._root.iterfind(f"{_STANDOFF}[@type='{ENTITIES}']/*"):
            for element in list_.iterchildren(*(f"{_T}{name}" for name in _KINDS)):
                kind = _KINDS[local(element)]
                name = f"{_T}{ENTITY_ELEMENTS[kind][2]}"
                names = tuple(Name(given.text or "", _plain(given.get("type"))) for given in element.iter(name))
                identifiers = {_plain(idno.get("type")) or "": idno.text or "" for idno in element.iter(f"{_T}idno")}
                subtype = _plain(element.get("type") or element.get("role"))
                try:
                    yield Entity(
                        kind, names, identifiers, subtype, element.get(XML_ID, ""), self._header.source_of(element)
                    )
                except ValueError as error:
                    raise TeiError(str(error), line(element)) from error

    def annotations(self) -> Iterator[Annotation]:
        """The annotations, layer after layer. Raises TeiError."""
        for list_ in self._root.iterfind(f"{_STANDOFF}[@type='layer']/{_T}listAnnotation"):
            layer = list_.get("type", "")
            for element in list_.iterchildren(f"{_T}annotation"):
                try:
                    yield self._annotation(layer, element)
                except PointerError as error:
                    raise TeiError(str(error), line(element)) from error
                except ValueError as error:
                    raise TeiError(f"annotation {element.get(XML_ID)}: {error}", line(element)) from error

    def _annotation(self, layer: str, element: etree._Element) -> Annotation:
        about: dict[str, Any] = {"links": {}}
        target = element.get("target", "")
        if target.startswith(MARK):
            about["spans"] = self._pointers.parse(target)
        else:
            about["entity"] = target.removeprefix("#")
        for role in ATTRIBUTE_ROLES:
            if to := element.get(role):
                about["links"][role] = [to.removeprefix("#")]
        for child in element:
            reader = self._READERS.get(child.tag)  # type: ignore[arg-type] # a comment's is a function
            if reader is None:
                raise ValueError(f"it holds {local(child) or 'a comment'}, not ptr, note or ref")
            reader(self, element, child, about)
        kind = element.get("ana", "").removeprefix(f"#{layer}").removeprefix(".") or None
        type = about.pop("type", None)
        if kind and type:
            self.features.setdefault((layer, kind), plain(type))
        if kind:
            self.motivations.setdefault((layer, kind), element.get("motivation", ""))
        score = element.get("cert")
        return Annotation(
            layer,
            kind=kind,
            score=None if score is None else float(score),
            id=element.get(XML_ID, ""),
            source=self._header.source_of(element),
            **about,
        )

    def _read_pointer(self, _: etree._Element, pointer: etree._Element, about: dict[str, Any]) -> None:
        to = pointer.get("target", "").removeprefix("#")
        if role := pointer.get("type"):
            about["links"].setdefault(role, []).append(to)
        else:
            about["entity"] = to

    def _read_note(self, _: etree._Element, note: etree._Element, about: dict[str, Any]) -> None:
        for child in note:
            if child.tag == _FS:
                about["features"] = features_of(child)
                about["type"] = child.get("type")
            else:
                about["markup"] = _markup(child)

    def _read_reference(self, annotation: etree._Element, element: etree._Element, about: dict[str, Any]) -> None:
        source, target = annotation.get("source", "").removeprefix("#"), element.get("target", "")
        if source not in self._authorities:
            raise ValueError(f"@source #{source} leads to no bibl")
        prefix, authority = self._authorities[source]
        entry = unquote_to_bytes(target.removeprefix(f"{prefix}:")).decode("utf-8", "surrogateescape")
        about["reference"] = Reference(authority, entry, element.text or "", plain(element.get("type", "entry")))

    _READERS: ClassVar = {
        f"{_T}ptr": _read_pointer,
        f"{_T}note": _read_note,
        f"{_T}ref": _read_reference,
    }


def entity_ids(root: etree._Element) -> set[str]:
    """The ids of the entities of a file."""
    lists = root.iterfind(f"{_STANDOFF}[@type='{ENTITIES}']/*")
    return {entity.get(XML_ID, "") for list_ in lists for entity in list_}


def _plain(token: str | None) -> str | None:
    return None if token is None else plain(token)


def _markup(element: etree._Element) -> Markup:
    attributes = {name.replace(f"{{{XML}}}", "xml:"): value for name, value in element.items()}
    return Markup(local(element), attributes, tuple(_markup(child) for child in element), element.text or "")


def features_of(structure: etree._Element) -> dict[str, Value]:
    """What a feature structure says, by name."""
    features: dict[str, Value] = {}
    for feature in structure:
        features[plain(feature.get("name", ""))] = _value(next(iter(feature), feature))
    return features


def _value(element: etree._Element) -> Value:
    if element.tag not in (_BINARY, _NUMERIC):
        return element.text or ""
    value = element.get("value", "")
    if element.tag == _BINARY:
        return value in ("true", "1")
    return int(value) if value.lstrip("+-").isdigit() else float(value)
