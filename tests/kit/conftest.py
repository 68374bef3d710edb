"""Plugins with planted faults, one a file in ``planted/``."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def planted() -> Callable[[str], Path]:
    """The file of a plugin, by its name."""
    return lambda name: HERE / "planted" / f"{name}.py"


@pytest.fixture
def planted_module(planted: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """The module in such a file, to take a class from."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"planted_{name}", planted(name))
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        return module

    return load
