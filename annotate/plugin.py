"""A plugin: what the core knows of one that passed its checks."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from annotate.document import Layer
from annotate.hookspecs import HOOKS
from annotate.writers import Format


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


class BuiltinPlugin(Plugin):
    """One of the core's own readers or writers: loaded when it is first used."""

    @property
    def summary(self) -> str:
        """The first line of its module's docstring."""
        return (self.target.module().__doc__ or "").partition("\n")[0]

    def default(self) -> Any:
        """The module."""
        return self.target.module()


class Lazy:
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
