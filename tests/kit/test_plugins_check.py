"""``annotate plugins check`` in an environment with six broken plugins and two healthy ones, all installed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

BROKEN = Path(__file__).parent / "broken"
FAULTS = {
    "absent": (
        "planted-import",
        "it cannot be imported (ModuleNotFoundError: No module named 'nothing_of_this_name')",
    ),
    "misspelt": ("planted-hook", "there is no hook 'annotate_documents'; did you mean 'annotate_document'?"),
    "argument": (
        "planted-argument",
        "its annotate_document takes 'text'; the hook's arguments are: document",
    ),
    "bare": ("planted-decorator", "annotate_document lacks the decorator @hookimpl"),
    "homeless": ("planted-layer", 'it annotates but declares no layer; add provides = {"NAME"}'),
    "unmakeable": (
        "planted-settings",
        "it cannot be made with its default settings (ValueError: a pattern is needed)",
    ),
}


@pytest.fixture
def env() -> dict[str, str]:
    """The environment of a process in which all of them, and no others, are installed."""
    folders = [str(folder) for folder in sorted(BROKEN.iterdir())]
    path = os.pathsep.join([*folders, *filter(None, [os.environ.get("PYTHONPATH")])])
    return {"PYTHONPATH": path, "ANNOTATE_PLUGINS": ",".join([*FAULTS, "first", "last"])}


def test_each_fault_is_one_line_that_names_the_distribution(annotate_cli, env):
    done = annotate_cli("plugins", "check", env=env)
    assert done.returncode == 1
    lines = done.out.splitlines()[2:]
    assert len(lines) == len(FAULTS)
    for name, (distribution, fault) in FAULTS.items():
        assert [line for line in lines if line.startswith(f"{name}: {fault} ({distribution}")], lines


def test_the_healthy_ones_are_said_to_be(annotate_cli, env):
    first, last = annotate_cli("plugins", "check", env=env).out.splitlines()[:2]
    assert first.startswith("first: ok (healthy-first 1.0, imported in ")
    assert last.startswith("last: ok (healthy-last 1.0, imported in ")


def test_the_same_as_json(annotate_cli, env):
    records = json.loads(annotate_cli("plugins", "check", "--json", env=env).out)
    assert {r["plugin"] for r in records if r["ok"]} == {"first", "last"}
    assert {r["plugin"]: (r["distribution"], r["problem"]) for r in records if not r["ok"]} == FAULTS


def test_the_healthy_ones_work(annotate_cli, env, tmp_path):
    (tmp_path / "a.txt").write_text("Bonjour.", "utf-8")
    done = annotate_cli("run", "a.txt", "-p", "first", "-p", "last", "-t", "jsonl", env=env)
    assert done.returncode == 0
    spans = {a["layer"]: a["spans"] for a in done.records[0]["annotations"]}
    assert spans == {"first": [[0, 1]], "last": [[7, 8]]}


@pytest.mark.parametrize("name", FAULTS)
def test_a_run_without_the_broken_ones_names_each_of_them(annotate_cli, env, tmp_path, name):
    (tmp_path / "a.txt").write_text("Bonjour.", "utf-8")
    done = annotate_cli("run", "a.txt", "-p", name, env=env)
    if name == "unmakeable":  # only making it shows the fault: its own failure, not the job's
        assert done.returncode == 1
        assert "a pattern is needed" in done.err
    else:
        assert done.returncode == 2
        assert f"{name}: it is left out: {FAULTS[name][1]}" in done.err
