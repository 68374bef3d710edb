"""Every block of every page is run, or says why it is not. How is said in conftest.py beside this file.

The blocks of the example projects' READMEs are run where these are installed, in tests/authors.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml
from lxml import etree

from annotate.errors import JobError

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted(ROOT.glob("plugins/*/README.md")),
    *(p for p in sorted((ROOT / "docs").rglob("*.md")) if "examples" not in p.relative_to(ROOT / "docs").parts),
]
MADE = "<!-- Made by docs/generate.py"  # test_examples.py holds these to the code
WITH_MODEL = {
    "README.md",
    "docs/format.md",
    "docs/how-to/replay.md",
    *(f"plugins/{name}/README.md" for name in ("entities", "quotes", "sanctions")),
}


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def told(page: Path) -> bool:
    return not page.read_text("utf-8").startswith(MADE)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            page, id=name(page), marks=[pytest.mark.model, pytest.mark.slow] if name(page) in WITH_MODEL else []
        )
        for page in PAGES
        if told(page)
    ],
)
def test_the_blocks_of_a_page_do_what_it_says(page: Path, telling, blocks_of) -> None:
    for block in blocks_of(page):
        telling.tell(block)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("```python\nassert 1 == 2, 'no'\n```\n", "no"),
        ("```python\nprint(1)\n```\n\n```output\n2\n```\n", "printed"),
        ("```console\n$ echo one\ntwo\n```\n", "echo one"),
        ("```console\n$ false\n```\n", "exit status 1"),
        ("```console\necho one\n```\n", "begins with a command"),
        ("```yaml\n- a\n```\n", "not a mapping"),
        ("```sh\nrm -r out\n```\n", "neither run elsewhere nor marked"),
        ("```ruby\nputs 1\n```\n", "no rule for a block in 'ruby'"),
        ("```\nplain\n```\n", "no rule for a block in ''"),
    ],
)
def test_a_block_that_does_not_hold_is_noticed(tmp_path, telling, blocks_of, text, complaint) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    with pytest.raises(AssertionError, match=complaint):
        for block in blocks_of(page):
            telling.tell(block)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("```yaml\na: [\n```\n", yaml.YAMLError),
        ("```yaml\nversion: 1\nannotator: {}\n```\n", JobError),
        ("```toml\na = \n```\n", tomllib.TOMLDecodeError),
        ("```json\n{\n```\n", json.JSONDecodeError),
        ("```xml\n<a>\n```\n", etree.XMLSyntaxError),
        ("```python\n1 / 0\n```\n", ZeroDivisionError),
    ],
)
def test_what_cannot_be_parsed_or_run_is_noticed(tmp_path, telling, blocks_of, text, error) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    (block,) = blocks_of(page)
    with pytest.raises(error):
        telling.tell(block)


def test_a_marked_block_is_left_alone_and_a_marker_without_a_reason_is_none(tmp_path, telling, blocks_of) -> None:
    page = tmp_path / "page.md"
    page.write_text("```sh\n# not run: it needs the network\nfalse\n```\n\n```sh\n# not run:\nfalse\n```\n", "utf-8")
    first, second = blocks_of(page)
    telling.tell(first)
    assert first.left_alone
    assert not second.left_alone


def test_a_named_block_is_saved_and_the_next_command_can_use_it(tmp_path, telling, blocks_of) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```python\n# one.py\nprint(1)\n```\n\n```console\n$ cat one.py |\n> tail -n 1\nprint(1)\n```\n", "utf-8"
    )
    for block in blocks_of(page):
        telling.tell(block)
