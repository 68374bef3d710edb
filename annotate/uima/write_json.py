"""A CAS as JSON: the format of Apache UIMA's JSON CAS, version 0.4, as INCEpTION and dkpro-cassis read it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any

from annotate.uima.cas import SOFA, STRINGS, STRUCTURES, VIEW, Cas, Feature, FeatureValue, Ref, Structure, Type
from annotate.uima.write_xmi import repr_of

_ARRAYS = {STRINGS: "uima.cas.String"}
_dumped = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def json_cas(cas: Cas) -> bytes:
    """Types, structures and the view of the text; a structure a line."""
    types = {name: _type(cas.types[name]) for name in sorted(cas.types)}
    members = [s.id for s in cas.structures if s.id not in cas.unindexed]
    views = {VIEW: {"%SOFA": cas.sofa, "%MEMBERS": members}}
    lines = ",\n".join(_lines(cas))
    parts = f'"%TYPES": {_dumped(types)},\n"%FEATURE_STRUCTURES": [\n{lines}\n],\n"%VIEWS": {_dumped(views)}'
    return f"{{{parts}}}\n".encode()


def _type(type: Type) -> dict[str, Any]:
    said: dict[str, Any] = {"%NAME": type.name, "%SUPER_TYPE": type.supertype}
    if type.description:
        said["%DESCRIPTION"] = type.description
    return said | {name: {"%NAME": name, "%RANGE": _range(feature)} for name, feature in type.features.items()}


def _range(feature: Feature) -> str:
    element = feature.element or _ARRAYS.get(feature.range)
    return f"{element}[]" if element else feature.range


def _lines(cas: Cas) -> Iterator[str]:
    """The text, then all structures; arrays are structures too, with numbers behind those of all others."""
    text = {"mimeType": "text", "sofaString": cas.text}
    yield _dumped({"%ID": cas.sofa, "%TYPE": SOFA, "sofaNum": 1, "sofaID": VIEW, **text})
    arrays: list[dict[str, Any]] = []
    last = max((structure.id for structure in cas.structures), default=cas.sofa)
    for structure in cas.structures:
        place = f', "@sofa": {cas.sofa}, "begin": {structure.begin}, "end": {structure.end}'
        said = _dumped(_features(structure, arrays, last))[1:] if structure.features else "}"
        begun = f'{{"%ID": {structure.id}, "%TYPE": "{structure.type}"{place if structure.begin >= 0 else ""}'
        yield f"{begun}{', ' if structure.features else ''}{said}"
    yield from map(_dumped, arrays)


def _features(structure: Structure, arrays: list[dict[str, Any]], last: int) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, value in structure.features.items():
        if isinstance(value, tuple):
            number = last + len(arrays) + 1
            kind = STRUCTURES if isinstance(value[0], Ref) else STRINGS
            arrays.append({"%ID": number, "%TYPE": kind, "%ELEMENTS": list(value)})
            said[f"@{name}"] = number
        else:
            said |= _single(name, value)
    return said


def _single(name: str, value: FeatureValue) -> dict[str, Any]:
    if isinstance(value, Ref):
        return {f"@{name}": value}
    if isinstance(value, float) and not isfinite(value):
        return {f"#{name}": repr_of(value)}
    return {name: value}
