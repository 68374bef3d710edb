"""Wrappers: plugins that stand around another one's ``annotate_document`` and may change what it yields.

A wrapper is bound to plugins by name, ``wraps = {"entities"}``, and is called around these and around no others. It
has no layer of its own: what comes out of it is added under the name and the promises of the plugin that it wraps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from annotate import hookspecs
from annotate.document import Resource

if TYPE_CHECKING:
    from annotate.plugin import Plugin

HOOK = "annotate_document"  # the only one that can be wrapped
WRAPPER = "wrapper"  # the type that a wrapper has among the resources of what it wraps


def fault(target: Any, hooks: Iterable[str], wraps: frozenset[str]) -> str:
    """What is wrong with a plugin's wrappers, as a sentence; empty if nothing is."""
    found = {hook for hook in hooks if _is_wrapper(getattr(target, hook))}
    other = min(found - {HOOK}, default="")
    if other:
        return f"its {other} is a wrapper; only {HOOK} can be wrapped"
    if found and not wraps:
        return f'its {HOOK} is a wrapper; say around which plugins with wraps = {{"PLUGIN"}}'
    if not wraps:
        return ""
    if not found:
        return f"it has wraps, but its {HOOK} is no wrapper; decorate it with @hookimpl(wrapper=True)"
    own = next((name for name in ("provides", "languages") if getattr(target, name, None)), None)
    return f"it wraps another plugin, whose {own} count; take out its own" if own else ""


def _is_wrapper(implementation: Any) -> bool:
    options = getattr(implementation, f"{hookspecs.PROJECT}_impl", {})
    return bool(options.get("wrapper") or options.get("hookwrapper"))


def around(plugin: Plugin, others: Iterable[Plugin]) -> tuple[Plugin, ...]:
    """Those of the others that wrap a plugin."""
    return tuple(other for other in others if plugin.name in other.wraps)


def resources(wrappers: Iterable[Plugin], own: Mapping[str, tuple[Resource, ...]]) -> tuple[Resource, ...]:
    """What the results of a wrapped plugin rest on besides: each wrapper, and what it rests on itself (``own``)."""
    return tuple(
        resource
        for wrapper in wrappers
        for resource in (Resource(wrapper.name, wrapper.version, type=WRAPPER), *own.get(wrapper.name, ()))
    )


def results(found: Any, wrappers: Iterable[Plugin]) -> Iterable[Any]:
    """What the call of a hook gave: one result for each implementation. Raises TypeError for what a wrapper returned
    if it is anything else.
    """
    if isinstance(found, list) and len(found) <= 1:
        return found
    names = " and ".join(wrapper.name for wrapper in wrappers)
    raise TypeError(
        f"a wrapper returns the list that its yield gave, with its one item changed; {names} returned another"
    )
