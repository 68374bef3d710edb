"""What README and the pages say besides their blocks: excerpts, tables, what is made from the code, links."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
TABLE = re.compile(r"^\| `((?:annotate|cat) .*?)` \|", re.MULTILINE)


def readme_command(name: str) -> str:
    """One of the two commands that README promises."""
    run = subprocess.run([sys.executable, ROOT / "tests/readme_commands.py", name], capture_output=True, check=True)
    return run.stdout.decode()


@pytest.mark.slow
def test_the_excerpt_of_readme_is_what_its_main_command_writes(shell) -> None:
    excerpt = re.search(r"```xml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert excerpt is not None
    command = readme_command("main").rpartition("&&")[2].strip().removeprefix(".venv/bin/")
    written = re.sub(r"\s+|(?<=>)\s*(?=<)", " ", shell(command)[0])
    for part in re.findall(r"<.*?>", re.sub(r"\s+", " ", excerpt[1])):
        assert part in written, part


@pytest.mark.slow
def test_commands_of_the_readme_table_succeed(shell) -> None:
    found = [command.replace("\\|", "|") for command in TABLE.findall(README.read_text("utf-8"))]
    assert len(found) >= 6
    for command in found:
        output, status = shell(f"set -o pipefail; {command} > output")
        assert status == 0, f"{command}\n{output}"


def test_readme_shows_commands(blocks_of) -> None:
    assert sum(block.code.count("$ ") for block in blocks_of(README) if block.language == "console") >= 4


@pytest.mark.parametrize("page", [README, ROOT / "docs/plugins.md"], ids=lambda p: p.name)
def test_pages_show_the_six_line_plugin_as_it_is(page: Path) -> None:
    assert (ROOT / "docs/examples/hashtag.py").read_text("utf-8") in page.read_text("utf-8")


def test_pages_made_from_the_code_are_up_to_date() -> None:
    run = subprocess.run([sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()


def test_links_lead_somewhere() -> None:
    run = subprocess.run([sys.executable, ROOT / "docs/check_links.py"], capture_output=True, check=False)
    assert run.returncode == 0, run.stdout.decode()


def test_the_test_command_of_readme_is_the_one_that_ci_runs() -> None:
    assert "tests/readme_commands.py test" in (ROOT / ".ci/run").read_text("utf-8")
    assert "pytest" in readme_command("test")


@pytest.mark.slow
def test_the_site_is_built_without_warnings_and_has_every_page(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="the site needs the extra 'docs'")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", ROOT / ".mkdocs.yml", "-d", tmp_path / "site"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    pages = [p.relative_to(ROOT / "docs") for p in (ROOT / "docs").rglob("*.md")]
    assert [
        p for p in pages if not (tmp_path / "site" / p.with_suffix(".html")).exists() and p.name != "README.md"
    ] == []
