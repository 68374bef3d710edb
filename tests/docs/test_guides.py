"""The guides of the layers name every kind that is declared, and the pages no other."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
LAYERS = {
    "entity": ("annotate_entities", "Entities"),
    "quote": ("annotate_quotes", "Quotes"),
    "date": ("annotate_dates", "Dates"),
    "sanction": ("annotate_sanctions", "Sanctions"),
}


def kinds(layer: str) -> set[str]:
    module, plugin = LAYERS[layer]
    found = getattr(importlib.import_module(module), plugin).provides
    return {kind for declared in found if declared.name == layer for kind in declared.kinds}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_guide_explains_every_kind_of_its_layer(layer: str) -> None:
    explained = set(re.findall(r"`([\w.]+)`", (DOCS / f"layers/{layer}.md").read_text("utf-8")))
    assert kinds(layer) - explained == set()


@pytest.mark.parametrize("page", ["format.md", *(f"layers/{layer}.md" for layer in LAYERS)])
def test_every_kind_that_a_page_shows_is_declared(page: str) -> None:
    shown = re.findall(r"#(entity|quote|date|sanction)\.([a-z_.]*[a-z_])['\"]", (DOCS / page).read_text("utf-8"))
    assert [f"{layer}.{kind}" for layer, kind in shown if kind not in kinds(layer)] == []
    assert shown


@pytest.mark.parametrize("layer", LAYERS)
def test_the_examples_of_a_guide_use_the_roles_and_features_that_it_explains(layer: str, blocks_of) -> None:
    page = DOCS / f"layers/{layer}.md"
    prose = "\n".join(part for part in re.split(r"```.*?```", page.read_text("utf-8"), flags=re.DOTALL))
    for block in blocks_of(page):
        for name in re.findall(r"<(?:ptr type|f name)=\"(\w+)\"", block.code) if block.language == "xml" else ():
            assert f"`{name}`" in prose or f"'{name}'" in prose, f"{block}: {name}"
