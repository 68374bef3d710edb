"""Plugins that are a single file: a module with hooks, or with one class that has them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from annotate.errors import PluginError
from annotate.hookspecs import HOOKS, PROJECT


def name_of(path: Path) -> str:
    """The name of the plugin in a file."""
    return path.stem.replace("-", "_")


def load(path: Path) -> Any:
    """The plugin in a file: its module, or the one class in it that has hooks.

    Raises PluginError if there are several such classes, and whatever the file raises.
    """
    module = _imported(path)
    if any(_is_hook(module, hook) for hook in HOOKS):
        return module
    classes = [
        found
        for found in vars(module).values()
        if isinstance(found, type) and found.__module__ == module.__name__ and any(_is_hook(found, h) for h in HOOKS)
    ]
    if len(classes) > 1:
        names = " and ".join(found.__name__ for found in classes)
        raise PluginError(name_of(path), f"it has several classes with hooks, {names}; a file is one plugin")
    return classes[0] if classes else module


def _imported(path: Path) -> ModuleType:
    module_name = f"annotate_plugin_file_{name_of(path)}"
    spec = importlib.util.spec_from_file_location(module_name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path.name} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    spec.loader.exec_module(module)
    return module


def _is_hook(holder: Any, name: str) -> bool:
    return hasattr(getattr(holder, name, None), f"{PROJECT}_impl")
