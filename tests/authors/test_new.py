"""What `annotate plugins new` writes works, is tested, and is clean, whatever the plugin is called."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import annotate
from annotate.errors import UsageError
from annotate.scaffold import new_file, new_project

NAMES = ["b", "harbours", "a-name-of-thirty-letters-in-all"[:30]]
TEXT = "Le feu de jetée est éteint. #Brest\n"


def tool(name: str, *args: str | Path, cwd: Path) -> None:
    """A module run in a project's folder, without traces there; it must succeed."""
    if importlib.util.find_spec(name) is None:
        pytest.skip(f"{name} is not installed")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(cwd), *filter(None, sys.path)])}
    command = [sys.executable, "-m", name, *map(str, args)]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{name} {args}\n{done.stdout}{done.stderr}"


@pytest.fixture(params=NAMES)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A new project."""
    new_project(request.param, tmp_path)
    (folder,) = tmp_path.iterdir()
    return folder


@pytest.fixture(params=NAMES)
def single(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A new single-file plugin, with its test beside it."""
    return next(path for path in new_file(request.param, tmp_path) if not path.name.startswith("test_"))


def test_a_project_has_all_that_a_project_needs(project: Path) -> None:
    name = project.name.removeprefix("annotate-").replace("-", "_")
    assert {path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file()} == {
        ".github/workflows/check.yml",
        ".gitignore",
        "README.md",
        f"annotate_{name}/__init__.py",
        f"annotate_{name}/data/terms.txt",
        f"annotate_{name}/plugin.py",
        f"annotate_{name}/py.typed",
        "pyproject.toml",
        f"tests/test_{name}.py",
    }
    described = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    (point,) = described["project"]["entry-points"]["annotate"].items()
    assert point[0] == name
    assert point[1].startswith(f"annotate_{name}:")
    assert described["project"]["name"] == project.name


def test_its_ci_file_runs_what_its_readme_says(project: Path) -> None:
    workflow = yaml.safe_load((project / ".github/workflows/check.yml").read_text("utf-8"))
    ran = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]
    readme = (project / "README.md").read_text("utf-8")
    for command in ran:
        assert command.partition("annotate")[2] in readme if command.startswith("ANNOTATE") else command in readme


def test_both_kinds_declare_the_api_of_this_core(tmp_path: Path) -> None:
    written = [*new_project("tides", tmp_path), *new_file("tides", tmp_path)]
    plugins = [path for path in written if path.name in ("plugin.py", "tides.py")]
    assert len(plugins) == 2
    for path in plugins:
        assert f"annotate_api = {annotate.API_VERSION}\n" in path.read_text("utf-8")


def test_no_placeholder_is_left(tmp_path: Path) -> None:
    for path in [*new_project("tides", tmp_path), *new_file("tides", tmp_path)]:
        text = path.read_text("utf-8").replace("${{ matrix.python }}", "")
        assert "{{" not in text, path
        assert "NAME" not in f"{path} {text}"


@pytest.mark.slow
def test_a_projects_own_tests_pass(project: Path) -> None:
    tool("pytest", "-q", "-p", "no:cacheprovider", cwd=project)


@pytest.mark.slow
def test_a_single_files_own_test_passes(single: Path) -> None:
    tool("pytest", "-q", "-p", "no:cacheprovider", f"test_{single.name}", cwd=single.parent)


RUFF = pytest.mark.parametrize(
    "lint", [["check", "--no-cache"], ["format", "--no-cache", "--check"]], ids=lambda a: a[0]
)


@RUFF
def test_ruff_finds_nothing_in_a_project(project: Path, lint: list[str]) -> None:
    tool("ruff", *lint, ".", cwd=project)


@RUFF
def test_ruff_finds_nothing_in_a_single_file(single: Path, lint: list[str]) -> None:
    tool("ruff", *lint, single.name, f"test_{single.name}", cwd=single.parent)


@pytest.fixture(scope="session")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So that the core is looked at once only."""
    return tmp_path_factory.mktemp("mypy")


@pytest.mark.slow
def test_mypy_finds_nothing_in_a_project(project: Path, mypy_cache: Path) -> None:
    tool("mypy", "--cache-dir", mypy_cache, cwd=project)


@pytest.mark.slow
def test_mypy_finds_nothing_in_a_single_file(single: Path, mypy_cache: Path) -> None:
    tool("mypy", "--cache-dir", mypy_cache, "--strict", single.name, f"test_{single.name}", cwd=single.parent)


def test_the_command_says_what_it_wrote_and_the_file_runs(annotate_cli: Callable[..., object], tmp_path: Path) -> None:
    done = annotate_cli("plugins", "new", "my-tags", "--single-file", "-o", "here")
    assert done.out.split() == ["here/my_tags.py", "here/test_my_tags.py"]
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    run = annotate_cli("run", "a.txt", "--plugin-file", "here/my_tags.py", "-t", "jsonl")
    assert [(a["layer"], a["kind"], a["text"]) for a in run.records[0]["annotations"]] == [("my_tags", "tag", "#Brest")]


@pytest.mark.parametrize("name", ["Tags", "1st", "a b", "a--b", "class", "a.b", "../up", "", "é", "x" * 31, "_a"])
def test_a_name_that_cannot_be_one_is_refused(name: str, tmp_path: Path) -> None:
    for make in (new_file, new_project):
        with pytest.raises(UsageError, match="cannot be a plugin's name; take lower-case letters"):
            make(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["text", "core", "p1", "person"])
def test_a_name_of_the_cores_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="reserved"):
        new_file(name, tmp_path)


def test_the_name_of_an_installed_plugin_is_refused(site, annotate_cli) -> None:
    site.install("tides", "", distribution="third-party")
    done = annotate_cli("plugins", "new", "tides", env=site.env)
    assert done.returncode == 2
    assert done.said == ["annotate: 'tides': a plugin of this name is installed (of third-party); choose another"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "test_tides.py").write_text("mine")
    with pytest.raises(UsageError, match=r"test_tides\.py is there already; nothing was written"):
        new_file("tides", tmp_path)
    (tmp_path / "annotate-tides").mkdir()
    with pytest.raises(UsageError, match="annotate-tides is there already; nothing was written"):
        new_project("tides", tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["annotate-tides", "test_tides.py"]


@pytest.mark.install
@pytest.mark.slow
def test_a_new_project_installs_and_passes_its_own_checks_in_a_fresh_environment(environment, tmp_path) -> None:
    environment.run("annotate", "plugins", "new", "tide-tables", cwd=tmp_path)
    project = tmp_path / "annotate-tide-tables"
    environment.pip(f"{project}[dev]")
    shutil.rmtree(project / "build", ignore_errors=True)
    assert "passed" in environment.run("pytest", "-q", cwd=project)
    for check in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]):
        environment.run(*check, cwd=project)
    checked = json.loads(environment.run("annotate", "plugins", "check", "--json", cwd=tmp_path))
    own = next(record for record in checked if record["plugin"] == "tide_tables")
    assert (own["ok"], own["distribution"], own["version"]) == (True, "annotate-tide-tables", "0.1.0")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    environment.run("annotate", "run", "a.txt", "--language", "fr", "-p", "tide_tables", "-o", "out/", cwd=tmp_path)
    environment.run("annotate", "validate", "out/", cwd=tmp_path)
    assert 'ana="#tide_tables.listed"' in (tmp_path / "out/a.tei.xml").read_text("utf-8")


@pytest.mark.install
@pytest.mark.slow
def test_a_new_single_file_runs_and_passes_its_own_checks_in_a_fresh_environment(environment, tmp_path) -> None:
    environment.pip("hypothesis", "mypy", "pytest", "ruff")
    environment.run("annotate", "plugins", "new", "tides", "--single-file", cwd=tmp_path)
    assert "passed" in environment.run("python", "-m", "pytest", "-q", "test_tides.py", cwd=tmp_path)
    for check in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy", "--strict"]):
        environment.run(*check, "tides.py", "test_tides.py", cwd=tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    run = ["annotate", "run", "a.txt", "--language", "fr", "--plugin-file", "tides.py", "-p", "tides"]
    environment.run(*run, "-o", "a.tei.xml", cwd=tmp_path)
    environment.run("annotate", "validate", "a.tei.xml", cwd=tmp_path)
    assert 'ana="#tides.tag"' in (tmp_path / "a.tei.xml").read_text("utf-8")
