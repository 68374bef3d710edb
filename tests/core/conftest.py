"""Plugins made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from annotate import Document, Layer, Metadata, hookimpl
from annotate.plan import Step
from annotate.plugins import Plugin, checked_plugin


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
