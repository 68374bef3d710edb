"""Plugins' settings: checked against each plugin's own class, all faults at once.

The class is a pydantic model or a dataclass with type annotations. pydantic does the checking and is imported
only when there is something to check. A field with ``metadata={"path": True}`` holds files, relative to the job
file.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from annotate.plan import Step
from annotate.plugin import Plugin
from annotate.suggestion import remedy


def make_step(
    plugin: Plugin, raw: Mapping[str, Any], base: Path | None = None
) -> tuple[Step | None, list[tuple[str, str]]]:
    """A step from a plugin and the settings that the user gave, or what is wrong with them, as (key, sentence).

    ``base``: the folder that relative paths start from.
    """
    kind = plugin.settings_type
    if kind is None:
        return (None, [(str(key), "this plugin has no settings") for key in raw]) if raw else (Step(plugin), [])
    problems = [(str(key), unknown_key(str(key), field_names(kind))) for key in raw if key not in field_names(kind)]
    if not raw and not required(kind):
        settings: Any = kind()
    else:
        settings, wrong = _validated(kind, {k: v for k, v in raw.items() if k in field_names(kind)})
        problems += wrong
    if problems:
        return None, problems
    given = plain(settings)
    return Step(plugin, _resolved(settings, base) if base else settings, given), []


def unknown_key(key: str, known: Iterable[str]) -> str:
    """The sentence for a key that is not there, with the nearest one."""
    return f"unknown key; {remedy(key, known)}"


def field_names(kind: type) -> set[str]:
    """The settings that a class has."""
    if dataclasses.is_dataclass(kind):
        return {f.name for f in dataclasses.fields(kind) if f.init}
    return set(kind.model_fields)  # type: ignore[attr-defined]


def required(kind: type) -> bool:
    """Whether a class has settings without a default."""
    if dataclasses.is_dataclass(kind):
        missing = dataclasses.MISSING
        return any(f.init and f.default is missing and f.default_factory is missing for f in dataclasses.fields(kind))
    return any(f.is_required() for f in kind.model_fields.values())  # type: ignore[attr-defined]


def schema(kind: type) -> dict[str, Any]:
    """The JSON Schema of a settings class, closed against unknown keys."""
    from pydantic import TypeAdapter

    found = TypeAdapter(kind).json_schema()
    found["additionalProperties"] = False
    if dataclasses.is_dataclass(kind):
        for f in dataclasses.fields(kind):
            if "description" in f.metadata:
                found["properties"][f.name]["description"] = f.metadata["description"]
    return found


def plain(settings: Any) -> dict[str, Any]:
    """Settings as what YAML can hold."""
    if dataclasses.is_dataclass(settings) and not isinstance(settings, type):
        return {key: _plain(value) for key, value in dataclasses.asdict(settings).items()}
    return dict(settings.model_dump(mode="json"))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(_plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)


def _validated(kind: type, raw: Mapping[str, Any]) -> tuple[Any, list[tuple[str, str]]]:
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(kind).validate_python(dict(raw)), []
    except ValidationError as error:
        return None, [(".".join(map(str, e["loc"])), e["msg"][:1].lower() + e["msg"][1:]) for e in error.errors()]


def _resolved(settings: Any, base: Path) -> Any:
    """Settings in which file names that exist beside the job file lead there from anywhere."""
    if not dataclasses.is_dataclass(settings) or isinstance(settings, type):
        return settings
    changes: dict[str, Any] = {}
    for f in dataclasses.fields(settings):
        if f.metadata.get("path"):
            value = getattr(settings, f.name)
            if isinstance(value, str):
                changes[f.name] = _beside(base, value)
            elif isinstance(value, (list, tuple)):
                changes[f.name] = type(value)(_beside(base, item) if isinstance(item, str) else item for item in value)
    return dataclasses.replace(settings, **changes) if changes else settings


def _beside(base: Path, name: str) -> str:
    return str(base / name) if name and (base / name).exists() else name
