"""XMI and type system descriptions to CAS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from annotate.uima.cas import (
    BOOLEAN,
    DECIMAL,
    SOFA_FEATURE,
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
    structure_of,
)
from annotate.uima.write_xmi import CAS, RESOURCE, XMI
from annotate.xmlfile import XmlError, parse_xml

_ID = f"{{{XMI}}}id"
_ROOT = f"{{{XMI}}}XMI"
_SOFA = f"{{{CAS}}}Sofa"
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
    sofa, text = _chosen(root.findall(_SOFA))
    reader = _Reader(types, sofa)
    structures = [structure for element in root.iterchildren(etree.Element) if (structure := reader.structure(element))]
    notes = [
        f"Not read: {n} of {type}, which the type system does not have." for type, n in reader.unknown.items() if n
    ]
    if reader.elsewhere:
        notes.append(f"Not read: {reader.elsewhere} annotations of other views.")
    return Cas(text, types, structures, sofa, notes=notes)


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
        raise CasError("it has no view with a text")
    return _number(with_text[0].get(_ID, ""), with_text[0]), with_text[0].get("sofaString", "")


class _Reader:
    """Reads elements by what the type system says of their features.

    ``unknown``: how many are of types that it does not have. ``elsewhere``: how many belong to another text.
    """

    def __init__(self, types: TypeSystem, sofa: int) -> None:
        self.types = types
        self.sofa = str(sofa)
        self.unknown: Counter[str] = Counter()
        self.elsewhere = 0
        self.ranges: dict[str, tuple[str, dict[str, str]]] = {}

    def ranges_of(self, tag: str) -> tuple[str, dict[str, str]]:
        """The type that an element stands for, and the type of each of its features; none if it is unknown."""
        space, _, name = tag[1:].rpartition("}")
        package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
        type = f"{package}.{name}".removeprefix(_NO_PACKAGE)
        if type not in self.types and type != STRUCTURES:
            return type, {}
        features = self.types.features(type).items()
        return type, {key: STRING if self.types.refines(f.range, STRING) else f.range for key, f in features}

    def structure(self, element: etree._Element) -> Structure | None:
        """What an element says, or None if it is not read."""
        tag = str(element.tag)
        if tag not in self.ranges:
            self.ranges[tag] = self.ranges_of(tag)
        type, ranges = self.ranges[tag]
        if type not in self.types and type != STRUCTURES:
            self.unknown[type] += not type.startswith("uima.")
            return None
        if element.get(SOFA_FEATURE, self.sofa) != self.sofa:
            self.elsewhere += 1
            return None
        features: dict[str, FeatureValue] = {
            str(name): _value(value, ranges[str(name)], element)
            for name, value in element.attrib.items()
            if name in ranges and name != SOFA_FEATURE
        }
        for name, texts in _children(element):
            if ranges.get(name) == STRINGS:
                features[name] = tuple(texts)
        return structure_of(_number(element.get(_ID, ""), element), type, features)


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
