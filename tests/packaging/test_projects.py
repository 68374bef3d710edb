"""The root distribution and the projects in plugins/ describe the same things; each project builds and works
alone.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Any

import pytest

import annotate

ROOT = Path(__file__).parents[2]
PROJECTS = sorted(p.parent for p in (ROOT / "plugins").glob("*/pyproject.toml"))


def description(folder: Path) -> dict[str, Any]:
    """A project's pyproject.toml."""
    return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))


def names(requirements: list[str]) -> set[str]:
    """Distribution names of requirements, normalised."""
    return {re.split(r"[\s<>=!~\[;]", r)[0].lower().replace("_", "-") for r in requirements}


def test_there_are_four_first_party_projects() -> None:
    assert [p.name for p in PROJECTS] == ["dates", "entities", "quotes", "sanctions"]


@pytest.mark.parametrize("project", PROJECTS, ids=lambda p: p.name)
def test_a_plugin_is_described_twice_in_the_same_way(project: Path) -> None:
    root, own = description(ROOT), description(project)
    name = project.name
    assert own["project"]["name"] == f"annotate-{name}"
    assert own["project"]["version"] == root["project"]["version"]
    assert own["project"]["requires-python"] == root["project"]["requires-python"]
    assert own["project"]["license"] == root["project"]["license"]
    points = own["project"]["entry-points"]["annotate"]
    assert points == {name: root["project"]["entry-points"]["annotate"][name]}
    assert f"plugins/{name}/annotate_{name}" in root["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert names(own["project"]["dependencies"]) <= names(root["project"]["dependencies"]) | {"annotate-tei"}
    assert "annotate-tei" in names(own["project"]["dependencies"])


@pytest.mark.parametrize("project", PROJECTS, ids=lambda p: p.name)
def test_a_plugin_is_a_complete_project(project: Path) -> None:
    assert (project / "README.md").is_file()
    assert (project / f"annotate_{project.name}/__init__.py").is_file()
    assert list((project / "tests").glob("test_*.py"))


def test_the_root_describes_nothing_that_is_not_there() -> None:
    root = description(ROOT)
    assert set(root["project"]["entry-points"]["annotate"]) == {p.name for p in PROJECTS}


def test_the_version_is_said_once_and_the_same() -> None:
    assert description(ROOT)["project"]["version"] == annotate.__version__
    assert f"## {annotate.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.install
@pytest.mark.slow
def test_one_plugin_builds_alone_and_runs_in_a_fresh_environment(tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env/bin/python"
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    project = shutil.copytree(ROOT / "plugins/dates", tmp_path / "dates")
    core = tmp_path / "core"  # the core by itself: the root distribution would bring the plugin along
    shutil.copytree(ROOT / "annotate", core / "annotate")
    wanted = [
        r for r in description(ROOT)["project"]["dependencies"] if names([r]) & {"click", "lxml", "pluggy", "pyyaml"}
    ]
    subprocess.run([*pip, "install", *wanted], check=True)
    subprocess.run([*pip, "wheel", "--no-deps", "-w", tmp_path / "wheels", project], check=True)
    (wheel,) = (tmp_path / "wheels").glob("annotate_dates-*.whl")
    subprocess.run([*pip, "install", "--no-deps", wheel], check=True)
    environment = {**os.environ, "PYTHONPATH": str(core)}
    environment.pop("ANNOTATE_PLUGINS", None)
    command = [python, "-m", "annotate"]
    listed = subprocess.run(
        [*command, "plugins", "list", "--json"], env=environment, cwd=tmp_path, capture_output=True, check=True
    )
    own = next(p for p in json.loads(listed.stdout) if p["plugin"] == "dates")
    assert own["distribution"] == "annotate-dates"
    (tmp_path / "a.txt").write_text("Il est venu le 3 mars 2024.", "utf-8")
    run = subprocess.run(
        [*command, "run", "a.txt", "--language", "fr", "-t", "jsonl"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    assert '"value": "2024-03-03"' in run.stdout.decode()


@pytest.mark.install
@pytest.mark.slow
def test_the_root_wheel_brings_every_package_and_its_data(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("annotate_tei-*.whl")
    listing = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", wheel], capture_output=True, check=True
    ).stdout.decode()
    packages = [ROOT / "annotate", *(p / f"annotate_{p.name}" for p in PROJECTS)]
    for package in packages:
        for file in package.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert file.relative_to(package.parent).as_posix() in listing
