"""Fresh environments, and the projects that are installed into them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[2]
LIGHT = {"click", "lxml", "pluggy", "pydantic", "pyyaml", "tqdm"}  # the dependencies that tests here need


@pytest.fixture(scope="session")
def core_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root distribution as a wheel that does not ask for the model and other heavy dependencies."""
    source = tmp_path_factory.mktemp("core")
    for name in ("annotate", "plugins"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    asked = tomllib.loads(text)["project"]["dependencies"]
    kept = [wanted for wanted in asked if re.split(r"[^\w-]", wanted)[0].lower() in LIGHT]
    assert len(kept) == len(LIGHT)
    text = re.sub(r"^dependencies = \[.*?^\]", f"dependencies = {kept!r}", text, flags=re.MULTILINE | re.DOTALL)
    (source / "pyproject.toml").write_text(text, "utf-8")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", source / "dist", source]
    subprocess.run(pip, check=True)
    (wheel,) = (source / "dist").glob("annotate_tei-*.whl")
    return wheel


@dataclass(frozen=True)
class Environment:
    """A virtual environment of its own."""

    folder: Path

    def pip(self, *args: str | Path) -> None:
        """``pip install …``"""
        pip = [self.folder / "bin/python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        subprocess.run([*pip, *args], check=True)

    def run(self, *args: str | Path, cwd: Path) -> str:
        """A command of the environment; it must succeed. Returns what it wrote on standard output."""
        command, *rest = args
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "ANNOTATE"))}
        env["PATH"] = f"{self.folder / 'bin'}{os.pathsep}{env['PATH']}"
        done = subprocess.run(
            [self.folder / "bin" / command, *rest], cwd=cwd, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{args}\n{done.stdout}{done.stderr}"
        return done.stdout


@pytest.fixture
def environment(tmp_path: Path, core_wheel: Path) -> Environment:
    """A fresh environment with the core in it."""
    venv.create(tmp_path / "env", with_pip=True)
    found = Environment(tmp_path / "env")
    found.pip(core_wheel)
    return found


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[Path], Path]:
    """A copy of a project, so that building leaves nothing behind in the checkout."""

    def copy(project: Path) -> Path:
        return shutil.copytree(project, tmp_path / project.name, ignore=shutil.ignore_patterns("__pycache__", ".*"))

    return copy


@pytest.fixture
def annotate_python() -> Callable[[str], str]:
    """A piece of Python in a process of its own; what it prints."""

    def run(code: str) -> str:
        done = subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
