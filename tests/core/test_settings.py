"""Plugins' settings, checked against their own classes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, Field

from annotate.settings import make_step, schema


@dataclass(frozen=True)
class Plain:
    zone: str = "Europe/Paris"
    count: int = 1
    mode: Literal["fast", "slow"] = "fast"
    lists: tuple[str, ...] = field(default=(), metadata={"path": True, "description": "Files of names."})
    words: frozenset[str] = frozenset({"b", "a"})


class Model(BaseModel):
    threshold: float = Field(0.5, ge=0, le=1, description="The least score.")
    name: str


@pytest.fixture
def plain(make_plugin):
    return make_plugin("plain", Settings=Plain, __init__=lambda self, settings: None)


@pytest.fixture
def model(make_plugin):
    return make_plugin("model", Settings=Model, __init__=lambda self, settings: None)


def test_without_settings_the_defaults_hold(plain):
    step, problems = make_step(plain, {})
    assert problems == []
    assert step.settings == Plain()
    assert step.given == {"zone": "Europe/Paris", "count": 1, "mode": "fast", "lists": [], "words": ["a", "b"]}


def test_given_settings_are_converted_to_their_types(plain):
    step, problems = make_step(plain, {"lists": ["a.csv"], "count": 3})
    assert problems == []
    assert step.settings == Plain(lists=("a.csv",), count=3)


def test_all_faults_are_found_at_once(plain):
    step, problems = make_step(plain, {"zonne": "x", "count": "many", "mode": "medium", "qqq": 1})
    assert step is None
    found = dict(problems)
    assert found["zonne"] == "unknown key; did you mean 'zone'?"
    assert found["qqq"] == "unknown key; there are: count, lists, mode, words, zone"
    assert "integer" in found["count"]
    assert "'fast' or 'slow'" in found["mode"]


def test_a_pydantic_model_is_as_good(model):
    step, problems = make_step(model, {"name": "n", "threshold": 0.25})
    assert problems == []
    assert step.settings == Model(name="n", threshold=0.25)
    assert step.given == {"name": "n", "threshold": 0.25}


def test_a_setting_without_a_default_must_be_given(model):
    assert make_step(model, {})[1] == [("name", "field required")]


def test_unknown_keys_are_refused_even_if_the_model_would_take_them(model):
    assert make_step(model, {"name": "n", "treshold": 1})[1] == [("treshold", "unknown key; did you mean 'threshold'?")]


def test_a_plugin_without_settings_takes_none(make_plugin):
    assert make_step(make_plugin("p"), {})[1] == []
    assert make_step(make_plugin("p"), {"a": 1}) == (None, [("a", "this plugin has no settings")])


def test_a_key_that_is_not_a_string_is_an_unknown_key(plain):
    step, problems = make_step(plain, {1: "x"})
    assert step is None
    assert problems[0][1].startswith("unknown key")


def test_files_beside_the_job_are_found_from_anywhere_but_named_as_given(plain, tmp_path):
    (tmp_path / "mine.csv").touch()
    step, _ = make_step(plain, {"lists": ["mine.csv", "built-in", ""]}, tmp_path)
    assert step.settings.lists == (str(Path(tmp_path, "mine.csv")), "built-in", ""), "no name is no file, nor a folder"
    assert step.given["lists"] == ["mine.csv", "built-in", ""]


@pytest.mark.parametrize("kind", [Plain, Model])
def test_the_schema_is_closed_and_carries_the_descriptions(kind):
    found = schema(kind)
    assert found["additionalProperties"] is False
    assert any("description" in p for p in found["properties"].values())
