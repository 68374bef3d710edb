"""The three plugins under docs/examples: they use the public API only, and install and work like anybody's."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECTS = sorted(path.parent for path in (ROOT / "docs/examples").glob("*/pyproject.toml"))
PUBLIC = ("annotate", "annotate.testing", "annotate.testing.strategies")
PEOPLE = '''
"""Finds two names that it knows."""
from annotate import Annotation, Entity, hookimpl

provides = {"entity"}
KNOWN = {"Vladimir Poutine": "person", "Claire Morvan": "person"}


@hookimpl
def annotate_document(document):
    for name, kind in KNOWN.items():
        at = document.text.find(name)
        if at >= 0:
            yield Annotation("entity", (at, at + len(name)), kind, entity=Entity(kind, name))
'''


def test_there_are_three() -> None:
    assert [p.name for p in PROJECTS] == ["annotate-langid", "annotate-quoted-parties", "annotate-tickers"]


def test_they_use_the_public_api_only() -> None:
    looked_at = 0
    for path in (path for project in PROJECTS for path in project.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert not any(a.name.startswith("annotate.") or a.name == "annotate" for a in node.names), path
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "annotate":
                assert node.module in PUBLIC, f"{path}: {node.module}"
                assert {a.name for a in node.names} <= set(importlib.import_module(node.module).__all__), path
                looked_at += 1
    assert looked_at >= 2 * len(PROJECTS)


@pytest.mark.slow
@pytest.mark.parametrize("project", PROJECTS, ids=lambda p: p.name)
def test_their_own_tests_pass(project: Path) -> None:
    if project.name == "annotate-langid" and importlib.util.find_spec("py3langid") is None:
        pytest.skip("py3langid is not installed; the test with a fresh environment installs it")
    path = os.pathsep.join([str(project), *filter(None, sys.path)])
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        command, cwd=project, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("project", PROJECTS, ids=lambda p: p.name)
def test_they_are_clean(project: Path, tmp_path: Path) -> None:
    for tool, *args in (["ruff", "check", "--no-cache"], ["ruff", "format", "--no-cache", "--check"], ["mypy"]):
        if importlib.util.find_spec(tool) is None:
            pytest.skip(f"{tool} is not installed")
        cache = ["--cache-dir", tmp_path] if tool == "mypy" else ["."]
        done = subprocess.run(
            [sys.executable, "-m", tool, *args, *cache], cwd=project, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.install
@pytest.mark.slow
def test_they_install_pass_their_tests_and_annotate_in_a_fresh_environment(environment, copied, tmp_path) -> None:
    for project in map(copied, PROJECTS):
        environment.pip(f"{project}[dev]")
        assert "passed" in environment.run("pytest", "-q", "-p", "no:cacheprovider", cwd=project)
    checked = json.loads(environment.run("annotate", "plugins", "check", "--json", cwd=tmp_path))
    assert {"langid", "quoted_parties", "tickers"} <= {record["plugin"] for record in checked if record["ok"]}

    (tmp_path / "people.py").write_text(PEOPLE, "utf-8")
    (tmp_path / "a.txt").write_text(
        "L’action de l’armateur (Euronext Paris : ARMO) recule encore à l’ouverture de la séance de mardi.\n"
        "Das Schiff liegt seit Montag im Hafen von Brest, teilte der Zoll am Abend mit.\n"
        "«Ce navire appartient au président russe, Vladimir Poutine», a déclaré Claire Morvan.\n",
        "utf-8",
    )
    plugins = [word for name in ("tickers", "langid", "quoted_parties") for word in ("-p", name)]
    run = ["annotate", "run", "a.txt", "--language", "fr", *plugins, "--plugin-file", "people.py"]
    found = json.loads(environment.run(*run, "-t", "jsonl", cwd=tmp_path))["annotations"]
    assert [a["text"] for a in found if a["layer"] == "ticker"] == ["ARMO"]
    assert [a["features"]["language"] for a in found if a["layer"] == "language" and a["kind"] == "other"] == ["de"]
    (about,) = (a for a in found if a["layer"] == "quoted_party")
    assert (about["kind"], about["features"]["speaker"]) == ("about", "Claire Morvan")
    environment.run(*run, "-o", "a.tei.xml", cwd=tmp_path)
    environment.run("annotate", "validate", "a.tei.xml", cwd=tmp_path)
