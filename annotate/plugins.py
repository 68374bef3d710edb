"""Finding plugins: each loaded and checked alone, so that a broken one never takes others with it.

First and third parties register the same way: an entry point in the group ``annotate`` whose name is the
plugin's name and whose value is a module or a class with hook implementations. A plugin may also be a single
file. The core's own readers and writers are plugins too.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import annotate
from annotate import hookspecs, pluginfile
from annotate.admission import BUILTIN, Rejected, checked
from annotate.errors import PluginError, UsageError
from annotate.plugin import BuiltinPlugin, Lazy, Plugin
from annotate.writers import Format

GROUP = hookspecs.PROJECT


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
            plugin = checked(name, lambda: pluginfile.load(path), path.name, version, place=str(path))
        except Rejected as error:
            raise UsageError(f"{path}: {error}") from error
        self.plugins[name] = plugin
        return plugin


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
        return checked(name, lambda: target, "in memory", "0")
    except Rejected as error:
        raise PluginError(name, str(error)) from error


def _add_builtins(registry: Registry) -> None:
    from annotate import readers, writers

    for name, module in readers.BUILTIN:
        registry.plugins[f"read:{name}"] = BuiltinPlugin(
            name, Lazy(module), BUILTIN, annotate.__version__, hooks=("annotate_read",)
        )
    for name, module in writers.BUILTIN:
        registry.plugins[f"write:{name}"] = BuiltinPlugin(
            name,
            Lazy(module),
            BUILTIN,
            annotate.__version__,
            formats={name: writers.FORMATS[name]},
            hooks=("annotate_write",),
        )


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
        registry.plugins[point.name] = checked(point.name, point.load, distribution, version)
    except Rejected as error:
        registry.problems.append(Problem(point.name, distribution, str(error), error.trace, version))
