"""Every command and every piece of Python in README and docs is run, and its output is what the page shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
ELISION = "…"


def commands(page: Path) -> list[tuple[str, str]]:
    """The commands of a page's console blocks, each with the output that it shows."""
    found = []
    for block in CONSOLE.findall(page.read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output.strip()))
    return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with what README's reader has before them."""
    shutil.copytree(ROOT / "configs", tmp_path / "configs")
    shutil.copytree(ROOT / "docs/examples", tmp_path / "docs/examples")
    return tmp_path


def shell(command: str, cwd: Path) -> str:
    """Standard output and error of a command, with the interpreter's own `annotate` first on the path."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(["bash", "-c", command], cwd=cwd, env=environment, capture_output=True, check=False)
    return (run.stdout + run.stderr).decode()


def shown(output: str) -> re.Pattern[str]:
    """What a page shows as a pattern: white space counts as one blank, … stands for anything."""
    parts = [re.escape(" ".join(part.split())) for part in output.split(ELISION)]
    return re.compile(".*".join(parts), re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_give_the_output_that_the_page_shows(page: Path, place: Path) -> None:
    for command, output in commands(page):
        got = " ".join(shell(command, place).split())
        assert shown(output).search(got), f"{command}\n{got}"


@pytest.mark.slow
def test_the_excerpt_of_readme_is_what_its_main_command_writes(place: Path) -> None:
    excerpt = re.search(r"```xml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert excerpt is not None
    command = readme_command("main").rpartition("&&")[2].strip().removeprefix(".venv/bin/")
    written = re.sub(r"\s+|(?<=>)\s*(?=<)", " ", shell(command, place))
    for part in re.findall(r"<.*?>", re.sub(r"\s+", " ", excerpt[1])):
        assert part in written, part


def readme_command(name: str) -> str:
    """One of the two commands that README promises."""
    run = subprocess.run([sys.executable, ROOT / "tests/readme_commands.py", name], capture_output=True, check=True)
    return run.stdout.decode()


TABLE = re.compile(r"^\| `((?:annotate|cat) .*?)` \|", re.MULTILINE)


@pytest.mark.slow
def test_commands_of_the_readme_table_succeed(place: Path) -> None:
    found = [command.replace("\\|", "|") for command in TABLE.findall((ROOT / "README.md").read_text("utf-8"))]
    assert len(found) >= 6
    for command in found:
        output = shell(f"set -o pipefail; {command} > output; echo status $?", place)
        assert "status 0" in output, f"{command}\n{output}"


def test_readme_shows_commands() -> None:
    assert len(commands(ROOT / "README.md")) >= 4


@pytest.mark.slow
def test_python_of_the_format_page_runs_on_the_sample(place: Path) -> None:
    shell("annotate run configs/articles/cargo.txt --date 2024-03-06 -o cargo.tei.xml", place)
    for code in PYTHON.findall((ROOT / "docs/format.md").read_text("utf-8")):
        run = subprocess.run([sys.executable, "-c", code], cwd=place, capture_output=True, check=False)
        assert run.returncode == 0, run.stderr.decode()
        assert "Claire Morvan" in run.stdout.decode()


def test_python_of_the_plugin_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    _, amounts, test = PYTHON.findall((ROOT / "docs/plugins.md").read_text("utf-8"))
    module = types.ModuleType("plugin_page")
    monkeypatch.setitem(sys.modules, "plugin_page", module)
    exec(compile(amounts + "\n" + test, "docs/plugins.md", "exec"), vars(module))
    module.test_amounts_below_the_minimum_are_left_alone()
    document = module.annotated("Il a payé 5 euros.", module.Amounts)
    assert [a.features["value"] for a in document.layer("amount")] == [5]


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "docs/plugins.md"], ids=lambda p: p.name)
def test_pages_show_the_six_line_plugin_as_it_is(page: Path) -> None:
    assert (ROOT / "docs/examples/hashtag.py").read_text("utf-8") in page.read_text("utf-8")


def test_job_of_the_jobs_page_is_understood(tmp_path: Path) -> None:
    from annotate.jobfile import load_job

    job = re.search(r"```yaml\n(.*?)```", (ROOT / "docs/jobs.md").read_text("utf-8"), re.DOTALL)
    assert job is not None
    (tmp_path / "job.yaml").write_text(job[1], "utf-8")
    shutil.copy(ROOT / "docs/examples/hashtag.py", tmp_path / "mine.py")
    loaded, _ = load_job(tmp_path / "job.yaml")
    assert loaded.plan.names == ("dates", "mine", "quotes")
    assert loaded.limits.max_errors == "5%"


def test_pages_made_from_the_code_are_up_to_date() -> None:
    run = subprocess.run([sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()


def test_links_lead_somewhere() -> None:
    run = subprocess.run([sys.executable, ROOT / "docs/check_links.py"], capture_output=True, check=False)
    assert run.returncode == 0, run.stdout.decode()


def test_the_test_command_of_readme_is_the_one_that_ci_runs() -> None:
    assert "tests/readme_commands.py test" in (ROOT / ".ci/run").read_text("utf-8")
    assert "pytest" in readme_command("test")
