"""The contract's part on settings: a class with typed fields, a schema, and nothing accepted that is not in it."""

from __future__ import annotations

import dataclasses
import inspect
import json
import pickle
from collections.abc import Iterator, Mapping
from typing import Any

from annotate.plan import Step
from annotate.plugin import Plugin
from annotate.settings import field_names, make_step, plain, required
from annotate.settings import schema as json_schema

_UNKNOWN = "no_such_setting"
_SAYS_SOMETHING = {"type", "anyOf", "oneOf", "allOf", "$ref", "enum", "const"}


def faults(plugin: Plugin) -> Iterator[str]:
    """What is wrong with a plugin's settings, whatever the user gives."""
    given = getattr(plugin.target, "Settings", None)
    if given is None:
        yield from _without(plugin)
        return
    if not isinstance(given, type) or not (dataclasses.is_dataclass(given) or hasattr(given, "model_fields")):
        yield "settings are not validated: Settings must be a dataclass or a pydantic model with typed fields"
        return
    if not isinstance(plugin.target, type):
        yield "settings never reach it: only a class is made with its settings, a module is not"
    try:
        found = json_schema(given)
        json.dumps(found)
    except Exception as error:
        yield f"settings have no JSON Schema ({type(error).__name__}: {error})".partition("\n")[0]
        return
    yield from _loose(found)
    if make_step(plugin, {_UNKNOWN: 1})[0] is not None:
        yield "settings are not validated: an unknown key is accepted"
    if not required(given):
        yield from _defaults(plugin, given)


def step(plugin: Plugin, settings: Mapping[str, Any]) -> tuple[Step | None, list[str]]:
    """The plugin with these settings, or what is wrong with them."""
    kind = getattr(plugin.target, "Settings", None)
    if kind is not None and not (dataclasses.is_dataclass(kind) or hasattr(kind, "model_fields")):
        return None, []
    try:
        made, wrong = make_step(plugin, settings)
    except Exception as error:
        return None, [f"its settings cannot be made ({type(error).__name__}: {error})"]
    if made is None:
        return None, [f"setting {key}: {message}" for key, message in wrong]
    try:
        pickle.dumps((made.settings, made.given))
    except Exception as error:
        return None, [f"its settings cannot be sent to a worker process ({type(error).__name__}: {error})"]
    return made, []


def _loose(schema: Mapping[str, Any]) -> Iterator[str]:
    """Where a schema lets anything pass."""
    for name, part in schema.get("properties", {}).items():
        if not _SAYS_SOMETHING & part.keys():
            yield f"settings are not validated: {name} takes anything; give it a type"
        elif _open(part):
            yield f"settings are not validated: {name} takes any keys with any values; name them or give them a type"
    for name, part in schema.get("$defs", {}).items():
        if "properties" in part and part.get("additionalProperties") is not False:
            yield f"settings are not validated: {name} does not refuse unknown keys (extra='forbid')"


def _open(about: Mapping[str, Any]) -> bool:
    """Whether any keys with any values are welcome."""
    return (
        about.get("type") == "object" and "properties" not in about and about.get("additionalProperties", True) is True
    )


def _without(plugin: Plugin) -> Iterator[str]:
    if not isinstance(plugin.target, type):
        return
    taken = list(inspect.signature(plugin.target).parameters)
    if taken:
        yield f"settings are not validated: its __init__ takes {', '.join(taken)}, but it has no class Settings"


def _defaults(plugin: Plugin, kind: type) -> Iterator[str]:
    """Its defaults must be settings like any other: written into a file and read again, they are the same."""
    default = kind()
    if field_names(kind):
        made, wrong = make_step(plugin, plain(default))
        for key, message in wrong:
            yield f"settings: its own default for {key} is refused ({message})"
        if made is not None and made.settings != default:
            yield f"settings: written down and read again, its defaults are others: {made.settings!r}, not {default!r}"
