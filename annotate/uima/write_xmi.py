"""A CAS as XMI, with its type system beside it: the serialisation of UIMA 1.0, sections 7.1 and 7.2, as Apache UIMA
and DKPro read and write it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from annotate.uima.cas import VIEW, Cas, FeatureValue, Ref, Structure, TypeSystem

XMI = "http://www.omg.org/XMI"
CAS = "http:///uima/cas.ecore"
RESOURCE = "http://uima.apache.org/resourceSpecifier"
TYPES_FILE = "TypeSystem.xml"  # as INCEpTION calls it
_ESCAPED = re.compile('[&<>"\t\n\r]')
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # no time of day; zip knows of none before
_READABLE = 0o644


def zipped(cas: Cas, name: str) -> bytes:
    """An archive of both, as INCEpTION exports it. ``name``: of the XMI file, without suffix."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in ((TYPES_FILE, type_system(cas.types)), (f"{name}.xmi", xmi(cas))):
            member = zipfile.ZipInfo(path, _LONG_AGO)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # Unix, wherever this runs
            member.external_attr = _READABLE << 16
            archive.writestr(member, data)
    return out.getvalue()


def xmi(cas: Cas) -> bytes:
    """The text and the structures, one a line."""
    return "\n".join(_lines(cas)).encode()


def type_system(types: TypeSystem) -> bytes:
    """A type system description."""
    root = etree.Element(f"{{{RESOURCE}}}typeSystemDescription", nsmap={None: RESOURCE})
    declared = _sub(root, "types")
    for name in sorted(types):
        type = types[name]
        one = _sub(declared, "typeDescription")
        _sub(one, "name", name)
        _sub(one, "description", type.description)
        _sub(one, "supertypeName", type.supertype)
        if type.features:
            features = _sub(one, "features")
            for feature, said in type.features.items():
                described = _sub(features, "featureDescription")
                _sub(described, "name", feature)
                _sub(described, "description")
                _sub(described, "rangeTypeName", said.range)
                if said.element:
                    _sub(described, "elementType", said.element)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _sub(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{RESOURCE}}}{name}")
    child.text = text or None
    return child


def _lines(cas: Cas) -> Iterator[str]:
    prefixes = _prefixes(cas)
    names = {
        type: f"{prefixes[package]}:{type.rpartition('.')[2]}"
        for type in {structure.type for structure in cas.structures}
        for package in [type.rpartition(".")[0]]
    }
    spaces = "".join(f' xmlns:{prefix}="{_space(package)}"' for package, prefix in prefixes.items())
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<xmi:XMI xmlns:xmi="{XMI}" xmlns:cas="{CAS}"{spaces} xmi:version="2.0">'
    yield '<cas:NULL xmi:id="0"/>'
    for structure in cas.structures:
        yield _element(structure, names[structure.type], cas.sofa)
    text = f'mimeType="text" sofaString="{_escaped(cas.text)}"'
    yield f'<cas:Sofa xmi:id="{cas.sofa}" sofaNum="1" sofaID="{VIEW}" {text}/>'
    members = " ".join(str(s.id) for s in cas.structures if s.id not in cas.unindexed)
    yield f'<cas:View sofa="{cas.sofa}" members="{members}"/>'
    yield "</xmi:XMI>\n"


def _prefixes(cas: Cas) -> dict[str, str]:
    """A namespace prefix for each package of types: ``t1``, ``t2`` …"""
    packages = sorted({structure.type.rpartition(".")[0] for structure in cas.structures})
    return {package: f"t{number}" for number, package in enumerate(packages, 1)}


def _space(package: str) -> str:
    return f"http:///{package.replace('.', '/')}.ecore"


def _element(structure: Structure, name: str, sofa: int) -> str:
    """A structure; an array of strings is an element for each."""
    attributes = [f'<{name} xmi:id="{structure.id}"']
    children = []
    if structure.begin >= 0:
        attributes.append(f' sofa="{sofa}" begin="{structure.begin}" end="{structure.end}"')
    for key, value in structure.features.items():
        if isinstance(value, tuple) and not isinstance(value[0], Ref):
            children += [f"<{key}>{_escaped(str(text))}</{key}>" for text in value]
        else:
            attributes.append(f' {key}="{_value(value)}"')
    if children:
        return "".join([*attributes, ">", *children, f"</{name}>"])
    return "".join([*attributes, "/>"])


def _value(value: FeatureValue) -> str | int:
    if isinstance(value, str):
        return _escaped(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return repr_of(value) if isinstance(value, float) else value


def repr_of(value: float) -> str:
    """A number as Java writes it, where that differs from Python."""
    return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(repr(value), repr(value))


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: f"&#{ord(match[0])};", text)
