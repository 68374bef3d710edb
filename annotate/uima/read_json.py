"""JSON to CAS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from annotate.uima.cas import (
    SOFA,
    SOFA_FEATURE,
    STRINGS,
    STRUCTURES,
    TOP,
    VIEW,
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

_NUMBERS = {"NaN": "nan", "Infinity": "inf", "Inf": "inf", "-Infinity": "-inf", "-Inf": "-inf"}


def read_json(content: bytes) -> Cas:
    """A CAS with one text: the first view, if there are several. Raises CasError."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CasError(f"not UTF-8: {error.reason} at byte {error.start + 1}") from error
    except json.JSONDecodeError as error:
        raise CasError(f"not JSON: {error.msg} (line {error.lineno})") from error
    except (RecursionError, ValueError) as error:
        raise CasError(f"the JSON cannot be read: {error}") from error
    types = _types(_object(data).get("%TYPES") or {})
    found = list(_objects(_object(data).get("%FEATURE_STRUCTURES") or []))
    sofa, text = _chosen([one for one in found if one.get("%TYPE") == SOFA])
    arrays = {_id(one): one for one in found if isinstance(one.get("%ELEMENTS"), list)}
    structures = []
    elsewhere = 0
    for one in found:
        if one.get("%TYPE") != SOFA and _id(one) not in arrays:
            if one.pop(f"@{SOFA_FEATURE}", sofa) == sofa:
                structures.append(_structure(one, arrays))
            else:
                elsewhere += 1
    notes = [f"Not read: {elsewhere} annotations of other views."] if elsewhere else []
    return Cas(text, types, structures, sofa, notes=notes)


def _object(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise CasError("not a CAS: an object was expected in its JSON")
    return data


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The structures, in a list or by their numbers."""
    if isinstance(data, list):
        yield from map(_object, data)
    else:
        for id, one in _object(data).items():
            yield {"%ID": int(id) if id.isdecimal() and len(id) < 20 else id, **_object(one)}


def _types(data: Any) -> TypeSystem:
    found = TypeSystem()
    for name, said in _object(data).items():
        features = {}
        for key, feature in _object(said).items():
            if not key.startswith("%"):
                range = str(_object(feature).get("%RANGE", ""))
                several = range.endswith("[]")
                kind = STRINGS if range == "uima.cas.String[]" else STRUCTURES
                features[key] = Feature(kind, range[:-2]) if several else Feature(range)
        found[name] = Type(name, str(said.get("%SUPER_TYPE", TOP)), features, str(said.get("%DESCRIPTION", "")))
    return found


def _chosen(sofas: list[dict[str, Any]]) -> tuple[int, str]:
    with_text = [sofa for sofa in sofas if isinstance(sofa.get("sofaString"), str)]
    with_text.sort(key=lambda sofa: sofa.get("sofaID") != VIEW)
    if not with_text:
        raise CasError("it has no view with a text")
    return _id(with_text[0]), with_text[0]["sofaString"]


def _id(data: dict[str, Any]) -> int:
    return _number(data.get("%ID"))


def _number(data: Any) -> int:
    if type(data) is not int:
        raise CasError(f"{str(data)[:40]!r} is not the number of a structure")
    return data


def _structure(data: dict[str, Any], arrays: dict[int, dict[str, Any]]) -> Structure:
    features: dict[str, FeatureValue] = {}
    for key, value in data.items():
        if key.startswith("@") and value is not None:
            features[key[1:]] = _referred(_number(value), arrays)
        elif key.startswith("#"):
            features[key[1:]] = _special(value)
        elif not key.startswith(("%", "^")) and isinstance(value, (str, bool, int, float)):
            features[key] = value
    return structure_of(_id(data), str(data.get("%TYPE")), features)


def _referred(number: int, arrays: dict[int, dict[str, Any]]) -> FeatureValue:
    """What a number leads to: a structure, or the elements of an array."""
    array = arrays.get(number)
    if array is None:
        return Ref(number)
    elements: list[Any] = array["%ELEMENTS"]
    if array.get("%TYPE") == STRINGS:
        return tuple(element for element in elements if isinstance(element, str))
    if array.get("%TYPE") == STRUCTURES or str(array.get("%TYPE")).endswith("[]"):
        return tuple(Ref(_number(element)) for element in elements if element is not None)
    return ()


def _special(value: Any) -> float:
    if isinstance(value, (int, float)):
        return float(value)
    if value in _NUMBERS:
        return float(_NUMBERS[value])
    raise CasError(f"{str(value)[:40]!r} is not a number")
