"""What tests in several folders share."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material beside the repository, which a clone alone does not have."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    return folder


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    returncode: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        return self.stdout.decode()

    @property
    def err(self) -> str:
        return self.stderr.decode()

    @property
    def said(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()

    @property
    def records(self) -> list[dict[str, Any]]:
        """Standard output as JSON Lines."""
        return [json.loads(line) for line in self.stdout.splitlines()]


def _environment(given: dict[str, str | None] | None) -> dict[str, str]:
    """This process's environment, without what would change a run; None takes a variable out."""
    env: dict[str, str | None] = {k: v for k, v in os.environ.items() if "ANNOTATE" not in k}
    env |= {"ANNOTATE_PLUGINS": "", **(given or {})}
    return {key: value for key, value in env.items() if value is not None}


@pytest.fixture
def annotate_cli(tmp_path: Path) -> Callable[..., Finished]:
    """``annotate ARGS`` as a process of its own, in ``tmp_path``. Installed plugins are not loaded, unless
    ``env`` says otherwise.
    """

    def run(
        *args: str | Path,
        stdin: bytes = b"",
        env: dict[str, str | None] | None = None,
        cwd: Path | None = None,
        timeout: float = 60,
        stdout: Any = subprocess.PIPE,
        preexec_fn: Callable[[], None] | None = None,
    ) -> Finished:
        done = subprocess.run(
            [sys.executable, "-m", "annotate", *map(str, args)],
            input=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            env=_environment(env),
            cwd=cwd or tmp_path,
            timeout=timeout,
            preexec_fn=preexec_fn,
        )
        return Finished(done.returncode, done.stdout or b"", done.stderr)

    return run


@pytest.fixture
def annotate_process(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """``annotate ARGS`` as a running process, the leader of its own process group."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*args: str | Path, env: dict[str, str | None] | None = None) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "annotate", *map(str, args)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(env),
            cwd=tmp_path,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
        )
        started.append(process)
        return process

    yield start
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None and not stream.closed:
                with suppress(BrokenPipeError):
                    stream.close()


@pytest.fixture
def plugin_file(tmp_path: Path) -> Callable[[str, str], Path]:
    """A single-file plugin: its name and its source."""

    def write(name: str, source: str) -> Path:
        path = tmp_path / f"{name}.py"
        path.write_text(dedent(source), encoding="utf-8")
        return path

    return write


class Site:
    """A folder with installed distributions, to be put on PYTHONPATH."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plugins: list[str] = []

    def install(
        self, plugin: str, source: str, *, distribution: str | None = None, target: str = "", version: str = "1.0"
    ) -> None:
        """Lay down a distribution with a module and an entry point, over an earlier one. ``target``: a class in it."""
        distribution = distribution or f"annotate-{plugin}"
        module = distribution.replace("-", "_")
        (self.folder / f"{module}.py").write_text(dedent(source), encoding="utf-8")
        for earlier in self.folder.glob(f"{module}-*.dist-info"):
            shutil.rmtree(earlier)
        info = self.folder / f"{module}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
        value = f"{module}:{target}" if target else module
        (info / "entry_points.txt").write_text(f"[annotate]\n{plugin} = {value}\n")
        self.plugins.append(plugin)

    @property
    def env(self) -> dict[str, str | None]:
        """The environment of a process that sees these plugins and no others."""
        return {"PYTHONPATH": str(self.folder), "ANNOTATE_PLUGINS": ",".join(dict.fromkeys(self.plugins))}


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A folder to install third parties' plugins into."""
    return Site(tmp_path_factory.mktemp("site"))
