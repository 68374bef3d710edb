"""Plugins that fail, each in its own way, beside one that works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

WORKS = """
    from annotate import Annotation, hookimpl
    provides = {"first"}

    @hookimpl
    def annotate_document(document):
        yield Annotation("first", (0, 1))
"""
FAILS = """
    from annotate import Annotation, hookimpl
    provides = {{"bad"}}

    @hookimpl
    def annotate_document(document):
        if {when}:
            {what}
        yield Annotation("bad", (0, 1))
"""


@pytest.fixture
def works(plugin_file: Callable[[str, str], Path]) -> Path:
    """A plugin that finds the first character."""
    return plugin_file("works", WORKS)


@pytest.fixture
def fails(plugin_file: Callable[[str, str], Path]) -> Callable[..., Path]:
    """A plugin that does something bad, in every document or ``when``, and otherwise finds the first character."""

    def write(what: str, when: str = "True", name: str = "bad") -> Path:
        return plugin_file(name, FAILS.format(what=what, when=when))

    return write


@pytest.fixture
def article(tmp_path: Path) -> str:
    """A small text in the folder in which commands run."""
    (tmp_path / "a.txt").write_text("Bonjour.\n", encoding="utf-8")
    return "a.txt"
