"""XMI and type system descriptions to CAS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from annotate.uima.cas import (
    BOOLEAN,
    DECIMAL,
    STRING,
    STRINGS,
    STRUCTURES,
    TOP,
    VIEW,
    WHOLE,
    Cas,
    CasError,
    Feature,
    FeatureValue,
    Ref,
    Structure,
    Type,
    TypeSystem,
)
from annotate.uima.write_xmi import CAS, RESOURCE, XMI
from annotate.xmlfile import XmlError, parse_xml

_ID = f"{{{XMI}}}id"
_ROOT = f"{{{XMI}}}XMI"
_TYPES_ROOT = f"{{{RESOURCE}}}typeSystemDescription"
_NO_PACKAGE = "uima.noNamespace."  # UIMA's word for it
_TRUE = frozenset({"true", "1"})


def read_type_system(content: bytes) -> TypeSystem:
    """The types that a description declares itself; others that it imports are unknown. Raises CasError."""
    found = TypeSystem()
    for one in _root(content, _TYPES_ROOT).iter(f"{{{RESOURCE}}}typeDescription"):
        features = {
            _text(feature, "name"): Feature(_text(feature, "rangeTypeName"), _text(feature, "elementType"))
            for feature in one.iter(f"{{{RESOURCE}}}featureDescription")
        }
        name, before = _text(one, "name"), found.get(_text(one, "name"))
        features = {**before.features, **features} if before else features
        found[name] = Type(name, _text(one, "supertypeName") or TOP, features, _text(one, "description"))
    return found


def read_xmi(content: bytes, types: TypeSystem) -> Cas:
    """A CAS with one text: the first view, if there are several. Raises CasError."""
    root = _root(content, _ROOT)
    structures: list[Structure] = []
    sofas: list[etree._Element] = []
    unknown: Counter[str] = Counter()
    reader = _Reader(types)
    for element in root.iterchildren(etree.Element):
        space, _, name = str(element.tag)[1:].rpartition("}")
        if space == CAS and name in ("NULL", "View", "Sofa"):
            if name == "Sofa":
                sofas.append(element)
            continue
        type = reader.type_name(space, name)
        if type not in types and type != STRUCTURES:
            unknown[type] += not type.startswith("uima.")
            continue
        structures.append(reader.structure(element, type))
    sofa, text = _chosen(sofas)
    kept = [structure for structure in structures if structure.features.get("sofa", sofa) == sofa]
    notes = [f"{n} of type {type} not read: the type system does not have it." for type, n in unknown.items() if n]
    if len(kept) < len(structures):
        notes.append(f"{len(structures) - len(kept)} annotations of other views not read.")
    return Cas(text, types, kept, sofa, notes=notes)


def _root(content: bytes, wanted: str) -> etree._Element:
    try:
        root = parse_xml(content)
    except XmlError as error:
        raise CasError(f"{error} (line {error.line})" if error.line else str(error)) from error
    if root.tag != wanted:
        raise CasError(f"the root element is {root.tag!s}, not {wanted.rpartition('}')[2]}")
    return root


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(f"{{{RESOURCE}}}{name}") or "").strip()


def _chosen(sofas: list[etree._Element]) -> tuple[int, str]:
    """The number and the text of the view that is read."""
    with_text = [sofa for sofa in sofas if sofa.get("sofaString") is not None]
    with_text.sort(key=lambda sofa: sofa.get("sofaID") != VIEW)
    if not with_text:
        if sofas or any(sofa.get("sofaURI") for sofa in sofas):
            raise CasError("it has no text: its view is empty or leads elsewhere")
        raise CasError("it has no view with a text")
    return _number(with_text[0].get(_ID, ""), with_text[0]), with_text[0].get("sofaString", "")


class _Reader:
    """Reads elements by what the type system says of their features."""

    def __init__(self, types: TypeSystem) -> None:
        self.types = types
        self.names: dict[tuple[str, str], str] = {}
        self.ranges: dict[str, dict[str, str]] = {}

    def type_name(self, space: str, name: str) -> str:
        """The type that an element stands for."""
        if (space, name) not in self.names:
            package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
            self.names[space, name] = f"{package}.{name}".removeprefix(_NO_PACKAGE)
        return self.names[space, name]

    def structure(self, element: etree._Element, type: str) -> Structure:
        if type not in self.ranges:
            self.ranges[type] = {
                name: STRING if self.types.refines(said.range, STRING) else said.range
                for name, said in self.types.features(type).items()
            }
        ranges = self.ranges[type]
        features: dict[str, FeatureValue] = {
            str(name): _value(value, ranges[str(name)], element)
            for name, value in element.attrib.items()
            if name in ranges
        }
        for name, texts in _children(element):
            if ranges.get(name) == STRINGS:
                features[name] = tuple(texts)
        features = {name: value for name, value in features.items() if value != ()}
        return Structure(_number(element.get(_ID, ""), element), type, features)


def _children(element: etree._Element) -> Iterator[tuple[str, list[str]]]:
    """Strings that stand in elements, by their feature."""
    if len(element):
        found: dict[str, list[str]] = {}
        for child in element.iterchildren(etree.Element):
            found.setdefault(str(child.tag), []).append(child.text or "")
        yield from found.items()


def _value(text: str, range: str, element: etree._Element) -> FeatureValue:
    if range == STRING:
        return text
    if range == BOOLEAN:
        return text in _TRUE
    if range in DECIMAL:
        return _decimal(text, element)
    if range in WHOLE:
        return _number(text, element)
    if range == STRUCTURES:
        return tuple(Ref(_number(one, element)) for one in text.split())
    if range.startswith("uima.cas.") and range.endswith(("Array", "List")):
        return ()
    return Ref(_number(text, element))


def _number(text: str, element: etree._Element) -> int:
    if not text.removeprefix("-").isdecimal() or len(text) > 20:
        raise CasError(f"line {element.sourceline}: {text[:40]!r} is not a number")
    return int(text)


def _decimal(text: str, element: etree._Element) -> float:
    try:
        return float(text)
    except ValueError:
        raise CasError(f"line {element.sourceline}: {text[:40]!r} is not a number") from None
