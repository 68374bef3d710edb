"""Finding plugins: each loaded and checked alone, so that a broken one never takes others with it.

First and third parties register the same way: an entry point in the group ``annotate`` whose name is the
plugin's name and whose value is a module or a class with hook implementations. A plugin may also be a single
file. The core's own readers and writers are plugins too.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import hashlib
import importlib
import importlib.metadata
import inspect
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

import annotate
from annotate import hookspecs, pluginfile, wrapping
from annotate.collect import check_layer
from annotate.document import Layer
from annotate.errors import PluginError, UsageError
from annotate.writers import Format

GROUP = hookspecs.PROJECT
HOOKS = tuple(name for name in vars(hookspecs) if name.startswith("annotate_"))
OLDEST_API = 1  # of the plugin APIs that still work
# What a plugin may declare besides its hooks, as attributes of a module or class.
DECLARED = ("annotate_api", "provides", "requires", "uses", "wraps", "languages", "Settings", "resources", "formats")
BUILTIN = "annotate-tei"  # the distribution that the core's own readers and writers come from


@dataclass(frozen=True)
class Plugin:
    """A plugin that passed its checks.

    ``target`` is the module or class; ``place`` is where a worker process finds it again: ``None`` for an entry
    point or a built-in, else the path of its file. ``provides`` are its layers by name; ``languages`` is None
    if it serves any. ``api`` is the plugin API that it was written for.
    """

    name: str
    target: Any
    distribution: str
    version: str
    place: str | None = None
    provides: Mapping[str, Layer] = field(default_factory=dict)
    requires: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()
    wraps: frozenset[str] = frozenset()
    languages: frozenset[str] | None = None
    formats: Mapping[str, Format] = field(default_factory=dict)
    hooks: tuple[str, ...] = ()
    import_seconds: float = 0.0
    api: int = 1

    @property
    def settings_type(self) -> type | None:
        """The class that its settings are validated by: a pydantic model or a dataclass."""
        found = getattr(self.target, "Settings", None)
        return found if isinstance(found, type) else None

    @property
    def summary(self) -> str:
        """The first line of its docstring."""
        return (inspect.getdoc(self.target) or "").partition("\n")[0]

    @property
    def annotates(self) -> bool:
        """Whether it takes part in a plan."""
        return "annotate_document" in self.hooks

    def instance(self, settings: Any) -> Any:
        """The object whose hooks are called. Raises whatever the plugin's ``__init__`` raises."""
        if not isinstance(self.target, type):
            return self.target
        return self.target(settings) if self.settings_type else self.target()

    def default(self) -> Any:
        """The object with its default settings. Raises TypeError if it has settings without a default."""
        return self.instance(self.settings_type() if self.settings_type else None)

    def serves(self, language: str) -> bool:
        """Whether it is for documents in this language (primary subtags are compared)."""
        return self.languages is None or language.split("-")[0].lower() in self.languages


@dataclass(frozen=True)
class Problem:
    """Why a plugin could not be had: one sentence, and the traceback if there is one."""

    plugin: str
    distribution: str
    message: str
    traceback: str = ""
    version: str = ""

    def __str__(self) -> str:
        return f"plugin {self.plugin!r} of {self.distribution} is left out: {self.message}"


@dataclass
class Registry:
    """The plugins that can be had, by name, and the problems with the others."""

    plugins: dict[str, Plugin] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def implementing(self, hook: str) -> list[Plugin]:
        """Those that implement a hook, by name; the built-in ones last, in their own order."""
        found = [p for p in self.plugins.values() if hook in p.hooks]
        return sorted(
            found, key=lambda p: (isinstance(p, BuiltinPlugin), "" if isinstance(p, BuiltinPlugin) else p.name)
        )

    @property
    def annotators(self) -> dict[str, Plugin]:
        """Those that annotate documents, by name."""
        return {name: p for name, p in sorted(self.plugins.items()) if p.annotates}

    @property
    def formats(self) -> dict[str, tuple[Plugin, Format]]:
        """Output formats by name, and who writes them."""
        return {name: (p, f) for p in reversed(self.implementing("annotate_write")) for name, f in p.formats.items()}

    def add_file(self, path: Path) -> Plugin:
        """Load a single-file plugin. Raises UsageError: who names a file wants it."""
        name = pluginfile.name_of(path)
        if name in self.plugins:
            raise UsageError(f"{path}: a plugin named {name!r} is there already; rename the file")
        if not path.is_file():
            raise UsageError(f"{path}: no such plugin file")
        try:
            version = "0+sha256." + hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            plugin = _checked(name, lambda: pluginfile.load(path), path.name, version, place=str(path))
        except _Rejected as error:
            raise UsageError(f"{path}: {error}") from error
        self.plugins[name] = plugin
        return plugin


class BuiltinPlugin(Plugin):
    """One of the core's own readers or writers: loaded when it is first used."""

    @property
    def summary(self) -> str:
        """The first line of its module's docstring."""
        return (self.target.module().__doc__ or "").partition("\n")[0]

    def default(self) -> Any:
        """The module."""
        return self.target.module()


class _Rejected(Exception):
    def __init__(self, message: str, trace: str = "") -> None:
        super().__init__(message)
        self.trace = trace


def load_registry(*, files: Iterable[Path] = (), only: Iterable[str] | None = None) -> Registry:
    """Load every plugin there is.

    ``files``: single-file plugins. ``only``: entry points to load, all if None; the environment variable
    ANNOTATE_PLUGINS (names, comma-separated) limits them further. With ANNOTATE_STRICT=1 a problem raises UsageError.
    """
    wanted = None if only is None else set(only)
    limit = os.environ.get("ANNOTATE_PLUGINS")
    if limit is not None:
        named = {name.strip() for name in limit.split(",") if name.strip()}
        wanted = named if wanted is None else wanted & named
    registry = Registry()
    _add_builtins(registry)
    for point, distribution, version in _entry_points(tuple(sys.path)):
        if wanted is None or point.name in wanted:
            _add_entry_point(registry, point, distribution, version)
    for path in files:
        registry.add_file(path)
    if registry.problems and os.environ.get("ANNOTATE_STRICT") == "1":
        raise UsageError("\n".join(map(str, registry.problems)))
    return registry


@functools.cache
def _entry_points(path: tuple[str, ...]) -> list[tuple[importlib.metadata.EntryPoint, str, str]]:
    """The entry points of all that is installed on a path, by name, with their distributions and these' versions:
    read from the disk once.
    """
    found = [(point, *_distribution(point)) for point in importlib.metadata.entry_points(group=GROUP)]
    return sorted(found, key=lambda f: (f[0].name, f[1], f[0].value))


def checked_plugin(target: Any, name: str | None = None) -> Plugin:
    """A plugin from an object in memory: a module, a class or an instance. Raises PluginError."""
    name = name or getattr(target, "__name__", type(target).__name__).rpartition(".")[2].lower()
    try:
        return _checked(name, lambda: target, "in memory", "0")
    except _Rejected as error:
        raise PluginError(name, str(error)) from error


def _add_builtins(registry: Registry) -> None:
    from annotate import readers, writers

    for name, module in readers.BUILTIN:
        registry.plugins[f"read:{name}"] = BuiltinPlugin(
            name, _Lazy(module), BUILTIN, annotate.__version__, hooks=("annotate_read",)
        )
    for name, module in writers.BUILTIN:
        registry.plugins[f"write:{name}"] = BuiltinPlugin(
            name,
            _Lazy(module),
            BUILTIN,
            annotate.__version__,
            formats={name: writers.FORMATS[name]},
            hooks=("annotate_write",),
        )


class _Lazy:
    """A built-in plugin's module, imported when one of its hooks is called."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        if name not in HOOKS:
            raise AttributeError(name)
        return getattr(self.module(), name)

    def module(self) -> ModuleType:
        """The module itself."""
        return importlib.import_module(self._module)


def _distribution(point: importlib.metadata.EntryPoint) -> tuple[str, str]:
    return (point.dist.name, point.dist.version) if point.dist else ("an unknown distribution", "0")


def _add_entry_point(registry: Registry, point: importlib.metadata.EntryPoint, distribution: str, version: str) -> None:
    before = registry.plugins.get(point.name)
    if before is not None:
        if f"{before.target.__module__ if isinstance(before.target, type) else before.target.__name__}" == point.module:
            return  # the same module, described by two distributions: the root one and the plugin's own
        registry.problems.append(
            Problem(point.name, distribution, f"{before.distribution} has a plugin of the same name", version=version)
        )
        return
    try:
        registry.plugins[point.name] = _checked(point.name, point.load, distribution, version)
    except _Rejected as error:
        registry.problems.append(Problem(point.name, distribution, str(error), error.trace, version))


def _checked(name: str, load: Callable[[], Any], distribution: str, version: str, place: str | None = None) -> Plugin:
    started = time.perf_counter()
    try:
        with contextlib.redirect_stdout(sys.stderr):
            target = load()
    except PluginError as error:
        raise _Rejected(str(error)) from error
    except (Exception, SystemExit) as error:
        raise _Rejected(f"it cannot be imported ({_short(error)})", traceback.format_exc()) from error
    seconds = time.perf_counter() - started
    api = _checked_api(target)
    hooks = _checked_hooks(name, target)
    provides = _layers(name, getattr(target, "provides", ()))
    wraps = _names(target, "wraps")
    if fault := wrapping.fault(target, hooks, wraps):
        raise _Rejected(fault)
    if "annotate_document" in hooks and not (provides or wraps):
        raise _Rejected('it annotates but declares no layer; add provides = {"NAME"}')
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
        raise _Rejected(f"its annotate_api must be a whole number such as {annotate.API_VERSION}, not {api!r}")
    ours = f"{BUILTIN} {annotate.__version__} has plugin API {annotate.API_VERSION}"
    if api > annotate.API_VERSION:
        raise _Rejected(f"it was written for plugin API {api}, and {ours}; update {BUILTIN}")
    if api < OLDEST_API:
        raise _Rejected(f"it was written for plugin API {api}, and {ours}, which needs {OLDEST_API}; update the plugin")
    return api


def _names(target: Any, attribute: str) -> frozenset[str]:
    value = getattr(target, attribute, ())
    if isinstance(value, str) or not all(isinstance(item, str) for item in value):
        raise _Rejected(f"its {attribute} must be a set of names, not {value!r}")
    return frozenset(value)


def _layers(name: str, provides: Any) -> dict[str, Layer]:
    if isinstance(provides, str):
        raise _Rejected(f"its provides must be a set of layers, not {provides!r}")
    layers = [item if isinstance(item, Layer) else Layer(item) for item in provides]
    for layer in layers:
        try:
            check_layer(name, layer)
        except PluginError as error:
            raise _Rejected(str(error)) from error
    return {layer.name: layer for layer in sorted(layers, key=lambda layer: layer.name)}


def _checked_hooks(name: str, target: Any) -> tuple[str, ...]:
    """The hooks that a plugin implements, after pluggy has found nothing wrong with any of them."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(target, name)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise _Rejected(_hook_problem(target, str(error))) from error
    hooks = tuple(
        hook for hook in HOOKS if any(i.plugin is target for i in getattr(manager.hook, hook).get_hookimpls())
    )
    forgotten = [
        n for n in dir(target) if n.startswith("annotate_") and n not in hooks and inspect.isroutine(getattr(target, n))
    ]
    if forgotten:
        raise _Rejected(f"{forgotten[0]} lacks the decorator @hookimpl")
    if not hooks:
        raise _Rejected("it implements no hook")
    return hooks


def _hook_problem(target: Any, said: str) -> str:
    for attribute in dir(target):
        if attribute.startswith("annotate_") and attribute not in (*HOOKS, *DECLARED):
            close = difflib.get_close_matches(attribute, HOOKS, 1)
            return f"there is no hook {attribute!r}" + (f"; did you mean {close[0]!r}?" if close else "")
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
