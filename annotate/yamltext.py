"""Data as YAML, in PyYAML's block style.

What a file says of its job is nearly always names, dates, numbers and yes or no. These are written here, byte for byte
as PyYAML does, because importing it takes longer than many a plugin; whatever else there is, PyYAML writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_./-]{0,60}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MEANT_OTHERWISE = frozenset({"true", "false", "yes", "no", "on", "off", "null"})  # in YAML 1.1, if not quoted


class _Intricate(Exception):
    """Raised for a value that is left to PyYAML."""


def to_yaml(data: Mapping[str, Any]) -> str:
    """A mapping as YAML; keys keep their order."""
    try:
        return "".join(f"{line}\n" for line in _lines(data, ""))
    except _Intricate:
        import yaml

        return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=1000)


def _lines(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        if not _is_word(key):
            raise _Intricate
        if isinstance(value, dict) and value:
            yield f"{indent}{key}:"
            yield from _lines(value, f"{indent}  ")
        elif isinstance(value, list) and value:
            yield f"{indent}{key}:"
            yield from (f"{indent}- {_scalar(item)}" for item in value)
        else:
            yield f"{indent}{key}: {_scalar(value)}"


def _is_word(value: Any) -> bool:
    """Whether a value is a string that needs no quotes."""
    return type(value) is str and bool(_WORD.fullmatch(value)) and value.lower() not in _MEANT_OTHERWISE


def _scalar(value: Any) -> str:
    kind = type(value)
    if _is_word(value):
        return str(value)
    if kind is str and (not value or _DATE.fullmatch(value)):
        return f"'{value}'"
    if kind is bool:
        return "true" if value else "false"
    if kind is int or (kind is float and 1e-4 < value < 1e15) or value == 0:
        return repr(value)
    if value in ({}, []):
        return repr(value)
    raise _Intricate
