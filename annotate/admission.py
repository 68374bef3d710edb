"""What a plugin must be like to be let in: its API, its hooks, what it declares."""

from __future__ import annotations

import contextlib
import inspect
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

import pluggy

import annotate
from annotate import hookspecs, wrapping
from annotate.collect import check_layer
from annotate.document import Layer
from annotate.errors import PluginError
from annotate.hooks import implementations
from annotate.hookspecs import HOOKS
from annotate.plugin import Plugin
from annotate.suggestion import nearest

OLDEST_API = 1  # of the plugin APIs that still work
# What a plugin may declare besides its hooks, as attributes of a module or class.
DECLARED = ("annotate_api", "provides", "requires", "uses", "wraps", "languages", "Settings", "resources", "formats")
BUILTIN = "annotate-tei"  # the distribution of the core


class Rejected(Exception):
    """Raised for what is no plugin, or none that can be used here: one sentence why. ``trace``: the traceback, if
    it raised something itself.
    """

    def __init__(self, message: str, trace: str = "") -> None:
        super().__init__(message)
        self.trace = trace


def checked(name: str, load: Callable[[], Any], distribution: str, version: str, place: str | None = None) -> Plugin:
    """The plugin that ``load`` gives. Raises Rejected."""
    started = time.perf_counter()
    try:
        with contextlib.redirect_stdout(sys.stderr):
            target = load()
    except PluginError as error:
        raise Rejected(str(error)) from error
    except (Exception, SystemExit) as error:
        raise Rejected(f"it cannot be imported ({_short(error)})", traceback.format_exc()) from error
    seconds = time.perf_counter() - started
    api = _checked_api(target)
    hooks = _checked_hooks(name, target)
    provides = _layers(name, getattr(target, "provides", ()))
    wraps = _names(target, "wraps")
    if fault := wrapping.fault(target, hooks, wraps):
        raise Rejected(fault)
    if "annotate_document" in hooks and not (provides or wraps):
        raise Rejected('it annotates but declares no layer; add provides = {"NAME"}')
    languages = getattr(target, "languages", None)
    return Plugin(
        name=name,
        target=target,
        distribution=distribution,
        version=version,
        place=place,
        provides=provides,
        requires=_names(target, "requires"),
        uses=_names(target, "uses"),
        wraps=wraps,
        languages=None if languages is None else _names(target, "languages"),
        formats=dict(getattr(target, "formats", {})),
        hooks=hooks,
        import_seconds=seconds,
        api=api,
    )


def _checked_api(target: Any) -> int:
    """The plugin API that a plugin says it was written for, on its class or module; 1 if it does not say."""
    module = sys.modules.get(getattr(target, "__module__", None) or type(target).__module__)
    api = getattr(target, "annotate_api", getattr(module, "annotate_api", 1))
    if type(api) is not int or api < 1:
        raise Rejected(f"its annotate_api must be a whole number such as {annotate.API_VERSION}, not {api!r}")
    ours = f"{BUILTIN} {annotate.__version__} has plugin API {annotate.API_VERSION}"
    if api > annotate.API_VERSION:
        raise Rejected(f"it was written for plugin API {api}, and {ours}; update {BUILTIN}")
    if api < OLDEST_API:
        raise Rejected(f"it was written for plugin API {api}, and {ours}, which needs {OLDEST_API}; update the plugin")
    return api


def _names(target: Any, attribute: str) -> frozenset[str]:
    value = getattr(target, attribute, ())
    if isinstance(value, str) or not all(isinstance(item, str) for item in value):
        raise Rejected(f"its {attribute} must be a set of names, not {value!r}")
    return frozenset(value)


def _layers(name: str, provides: Any) -> dict[str, Layer]:
    if isinstance(provides, str):
        raise Rejected(f"its provides must be a set of layers, not {provides!r}")
    layers = [item if isinstance(item, Layer) else Layer(item) for item in provides]
    for layer in layers:
        try:
            check_layer(name, layer)
        except PluginError as error:
            raise Rejected(str(error)) from error
    return {layer.name: layer for layer in sorted(layers, key=lambda layer: layer.name)}


def _checked_hooks(name: str, target: Any) -> tuple[str, ...]:
    """The hooks that a plugin implements, after pluggy has found nothing wrong with any of them."""
    try:
        hooks = tuple(implementations(target, name))
    except pluggy.PluginValidationError as error:
        raise Rejected(_hook_problem(target, str(error))) from error
    forgotten = [
        n for n in dir(target) if n.startswith("annotate_") and n not in hooks and inspect.isroutine(getattr(target, n))
    ]
    if forgotten:
        raise Rejected(f"{forgotten[0]} lacks the decorator @hookimpl")
    if not hooks:
        raise Rejected("it implements no hook")
    return hooks


def _hook_problem(target: Any, said: str) -> str:
    for attribute in dir(target):
        if attribute.startswith("annotate_") and attribute not in (*HOOKS, *DECLARED):
            close = nearest(attribute, HOOKS)
            return f"there is no hook {attribute!r}" + (f"; did you mean {close!r}?" if close else "")
        if attribute in HOOKS:
            known = list(inspect.signature(getattr(hookspecs, attribute)).parameters)
            given = [p for p in inspect.signature(getattr(target, attribute)).parameters if p != "self"]
            wrong = [p for p in given if p not in known]
            if wrong:
                arguments = ", ".join(known) or "none"
                return f"its {attribute} takes {', '.join(map(repr, wrong))}; the hook's arguments are: {arguments}"
    return said.replace("\n", " ")


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".partition("\n")[0]
