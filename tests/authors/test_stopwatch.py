"""The tutorial, from the first command to a valid file, by its own commands and no others."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
TUTORIAL = HERE.parents[1] / "docs/tutorial.md"


@pytest.fixture
def stopwatch(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script."""
    spec = importlib.util.spec_from_file_location("stopwatch", HERE / "stopwatch.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "stopwatch", module)
    spec.loader.exec_module(module)
    return module


def test_every_command_of_the_tutorial_is_a_step(stopwatch: ModuleType) -> None:
    page = TUTORIAL.read_text("utf-8")
    blocks = re.findall(r"^```(?:sh|console|bash)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    ran = [step.code for step in stopwatch.steps(page) if not step.file]
    assert [block for block in blocks if block not in ran] == [
        "# not run: it uploads\npip install twine && twine upload dist/*\n"
    ]
    assert len({step.name for step in stopwatch.steps(page)}) == len(stopwatch.steps(page))


def test_every_file_that_the_tutorial_has_its_reader_save_is_a_step(stopwatch: ModuleType) -> None:
    page = TUTORIAL.read_text("utf-8")
    assert [step.file for step in stopwatch.steps(page) if step.file] == ["hashtag.py"]
    assert set(re.findall(r"Save this as `(.*?)`", page)) == {"hashtag.py"}


def test_the_tutorial_begins_with_the_six_line_plugin_as_it_is(stopwatch: ModuleType) -> None:
    (saved,) = (step.code for step in stopwatch.steps(TUTORIAL.read_text("utf-8")) if step.file)
    example = (TUTORIAL.parent / "examples/hashtag.py").read_text("utf-8")
    assert saved.removeprefix("# hashtag.py\n") == example


def test_the_path_goes_from_a_new_plugin_to_a_valid_file_and_a_distribution(stopwatch: ModuleType) -> None:
    said = "\n".join(step.code for step in stopwatch.steps(TUTORIAL.read_text("utf-8")))
    places = [
        said.index(part) for part in ("plugins new", "pip install", "annotate run ../", "validate", "pytest", "wheel")
    ]
    assert places == sorted(places)


def test_commands_without_a_name_are_noticed(stopwatch: ModuleType) -> None:
    with pytest.raises(stopwatch.Failed, match="commands without a name under 'Two': rm"):
        stopwatch.steps("## One\n\n<!-- command: a -->\n```sh\ntrue\n```\n\n## Two\n\n```sh\nrm out\n```\n")


def test_a_command_that_fails_ends_the_run_and_the_folder_is_kept_from_step_to_step(stopwatch, tmp_path) -> None:
    run = stopwatch.Run(tmp_path, "/usr/bin:/bin", {}, tmp_path)
    run.carry_out(stopwatch.Step("", "go", "mkdir sub\ncd sub\n"))
    assert run.command("pwd") == f"{tmp_path / 'sub'}\n"
    with pytest.raises(stopwatch.Failed, match="ended with status 1"):
        run.carry_out(stopwatch.Step("", "fail", "false\ntrue\n"))
    assert list(run.seconds) == ["go"]


@pytest.mark.install
@pytest.mark.slow
def test_the_tutorial_works_in_a_fresh_environment(core_wheel: Path) -> None:
    command = [sys.executable, HERE / "stopwatch.py", "--core", core_wheel]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    *steps, total, said = done.stdout.splitlines()
    assert all(re.match(r" +\d+\.\d s  \S", line) for line in [*steps, total])
    assert re.fullmatch(r"annotate-seamarks 0\.1\.0: [1-9]\d* annotations in article\.tei\.xml, which is valid", said)
