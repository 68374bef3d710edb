"""The public API changes only on purpose."""

from __future__ import annotations

import difflib
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def api() -> ModuleType:
    """The script that describes the public API."""
    spec = importlib.util.spec_from_file_location("public_api", HERE / "public_api.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_public_api_is_the_one_that_was_agreed_on(api: ModuleType) -> None:
    agreed, now = api.SNAPSHOT.read_text("utf-8").splitlines(), api.public_api().splitlines()
    changes = "\n".join(difflib.unified_diff(agreed, now, "public_api.txt", "the code", lineterm="", n=0))
    assert not changes, f"if this is meant, run tests/authors/public_api.py --update:\n{changes}"


def test_the_description_shows_every_change_that_could_break_a_caller(api: ModuleType) -> None:
    def before(text: str, *, date: str | None = None) -> None: ...
    def after(text: str, date: str | None = None) -> None: ...
    def required(text: str, *, date: str | None) -> None: ...

    class Value:
        def method(self) -> None: ...

        @property
        def name(self) -> str:
            return ""

    assert len({api.signature(f) for f in (before, after, required)}) == 3
    assert list(api.described("Value", Value)) == [
        "class Value()",
        "    method(self) -> None",
        "    name: str (read-only)",
    ]


def test_every_public_name_of_the_package_is_there(api: ModuleType) -> None:
    import annotate

    for name in annotate.__all__:
        assert hasattr(annotate, name)
        assert f" {name}" in api.public_api() or name == "__version__"
