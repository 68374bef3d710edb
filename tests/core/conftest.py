"""Plugins and folders made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from annotate import Document, Layer, Metadata, hookimpl
from annotate.inputs import find
from annotate.job import Inputs
from annotate.plan import Step
from annotate.plugin import Plugin
from annotate.plugins import checked_plugin


def _nothing(document: Document) -> Iterable[Any]:
    return ()


class Finds:
    """Hooks that call functions, which a test can set."""

    @hookimpl
    def annotate_document(self, document):
        return self.finds(document)


class SetsUp:
    @hookimpl
    def annotate_setup(self):
        self.setup()


class Prepares:
    @hookimpl
    def annotate_prepare(self, documents):
        self.prepare(documents)


@pytest.fixture
def make_plugin() -> Callable[..., Plugin]:
    """A plugin that passed its checks, from its name and what it promises. ``finds``, ``setup`` and ``prepare`` are
    its hooks.
    """

    def make(
        name: str,
        *,
        provides: Iterable[str | Layer] = (),
        requires: Iterable[str] = (),
        uses: Iterable[str] = (),
        languages: Iterable[str] | None = None,
        finds: Callable[[Document], Any] = _nothing,
        setup: Callable[[], None] | None = None,
        prepare: Callable[[Any], None] | None = None,
        **attributes: Any,
    ) -> Plugin:
        body = {
            "provides": tuple(provides) or (name,),
            "requires": frozenset(requires),
            "uses": frozenset(uses),
            "languages": None if languages is None else frozenset(languages),
            "finds": staticmethod(finds),
            "setup": staticmethod(setup),
            "prepare": staticmethod(prepare),
            **attributes,
        }
        bases = (Finds, *([SetsUp] if setup else []), *([Prepares] if prepare else []))
        return checked_plugin(type(name, bases, body), name)

    return make


@pytest.fixture
def make_step(make_plugin: Callable[..., Plugin]) -> Callable[..., Step]:
    """As make_plugin, as a step of a plan."""

    def make(name: str, **promises: Any) -> Step:
        return Step(make_plugin(name, **promises))

    return make


@pytest.fixture
def document() -> Document:
    """Three blocks: [0, 20), [20, 40), [40, 54)."""
    return Document(
        "Le pont est fermé.\n\nLa mairie l'annonce\nsur son site.\n", metadata=Metadata(source="a.txt", language="fr")
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with sub-folders."""
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/deep/d.txt", ".hidden.txt", ".git/e.txt", "sub/notes.bak"):
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n")
    return tmp_path / "corpus"


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., list[tuple[str, str, str]]]:
    """Names and ids of what is found below ``tmp_path``."""

    def found_(*paths: str | Path, leave_out: Iterable[Path] = (), **options: Any) -> list[tuple[str, str, str]]:
        inputs = Inputs(paths=tuple(map(str, paths)), base=tmp_path, **options)
        return [(item.name.removeprefix(f"{tmp_path}/"), item.id, item.problem) for item in find(inputs, leave_out)]

    return found_
