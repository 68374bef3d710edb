"""What runs a page: its blocks in order, as its reader would, in a folder with what its reader has.

| block | what is done with it |
|---|---|
| `python` | run; all of a page's blocks share one namespace |
| `output` | what the Python block before it has printed |
| `console` | each line that begins with `$ ` is run in bash; what follows is its output; without any, it must succeed |
| `yaml` | parsed; a job (it has `version`) is loaded with all its checks |
| `toml`, `json` | parsed |
| `xml` | well-formed, alone or as several elements; a stylesheet is compiled |
| `xpath` | each line finds something in `cargo.tei.xml` |
| `sh` | never run here: it has the marker below, or stands behind a comment `command: …` |
| `text` | no code |

A block whose first line is a comment that holds nothing but a file's name (`# hashtag.py`, `<!-- a.xsl -->`) is also
saved under it. In outputs white space counts as one blank, and … stands for anything. A block whose first line says
`not run: REASON` is left alone.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n]*)\n(?P<code>.*?)^(?P=indent)```", re.DOTALL | re.MULTILINE)
COMMENT = re.compile(r"(?:#|<!--|\(:|//) *(?P<said>.*?) *(?:-->|:\))?")
FILE_NAME = re.compile(r"[\w.-]+\.\w+")
NOT_RUN = re.compile(r"not run: \S.*")
ELISION = "…"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


@dataclass(frozen=True)
class Block:
    """A fenced block of a page. ``before``: the line above it. ``line``: its first line of code, from 1."""

    page: Path
    line: int
    language: str
    code: str
    before: str = ""

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"

    @property
    def said(self) -> str:
        """What its first line says, if that is a comment."""
        comment = COMMENT.fullmatch(self.code.partition("\n")[0])
        return comment["said"] if comment else ""

    @property
    def left_alone(self) -> bool:
        """Whether it says that it is not to be run, and why."""
        return NOT_RUN.fullmatch(self.said) is not None

    @property
    def file(self) -> str | None:
        """The name that it is to be saved under."""
        return self.said if FILE_NAME.fullmatch(self.said) else None


@pytest.fixture(scope="session")
def blocks_of() -> Callable[[Path], list[Block]]:
    """All fenced blocks of a page."""

    def find(page: Path) -> list[Block]:
        text = page.read_text("utf-8")
        found = []
        for match in FENCE.finditer(text):
            above, indent = text[: match.start()], match["indent"]
            code = re.sub(rf"^{indent}", "", match["code"], flags=re.MULTILINE)
            line = above.count("\n") + 2
            found.append(Block(page, line, match["info"].strip(), code, above.rstrip("\n").rpartition("\n")[2]))
        return found

    return find


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with what README's reader has before them, and an article and a list of their own."""
    shutil.copytree(ROOT / "configs", tmp_path / "configs")
    shutil.copytree(ROOT / "docs/examples", tmp_path / "docs/examples")
    shutil.copytree(ROOT / "docs/conformance", tmp_path / "docs/conformance")
    shutil.copy(ROOT / "configs/articles/cargo.txt", tmp_path / "article.txt")
    shutil.copy(ROOT / "docs/examples/sdn.csv", tmp_path / "sdn.csv")
    return tmp_path


@pytest.fixture
def shell(place: Path) -> Callable[[str], tuple[str, int]]:
    """Runs a command, the interpreter's own `annotate` first on the path; gives all output and the exit status."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    def run(command: str) -> tuple[str, int]:
        done = subprocess.run(
            ["bash", "-c", command], cwd=place, env={**os.environ, "PATH": path}, capture_output=True, check=False
        )
        return (done.stdout + done.stderr).decode(), done.returncode

    return run


def shows(expected: str, got: str) -> bool:
    """Whether an output is what a page shows."""
    parts = [re.escape(" ".join(part.split())) for part in expected.split(ELISION)]
    return re.search(".*".join(parts), " ".join(got.split()), re.DOTALL) is not None


class Telling:
    """One page on its way through its blocks."""

    def __init__(self, place: Path, shell: Callable[[str], tuple[str, int]], module: types.ModuleType) -> None:
        self.place, self.shell, self.module = place, shell, module
        self.printed = ""

    def tell(self, block: Block) -> None:
        """Do with a block what its language asks for. Raises AssertionError."""
        if block.left_alone:
            return
        rule = getattr(self, f"_{block.language}", None)
        assert rule is not None, f"{block}: no rule for a block in {block.language!r}"
        if block.file:
            (self.place / block.file).write_text(block.code, "utf-8")
        try:
            rule(block)
        except Exception as error:
            error.add_note(f"in the block at {block}")
            raise

    def _python(self, block: Block) -> None:
        code = compile("\n" * (block.line - 1) + block.code, str(block.page), "exec")
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(code, vars(self.module))
        self.printed = out.getvalue()

    def _output(self, block: Block) -> None:
        assert shows(block.code, self.printed), f"{block}: printed\n{self.printed}"

    def _console(self, block: Block) -> None:
        for command, output in commands(block):
            got, status = self.shell(command)
            assert output or status == 0, f"{block}: {command}: exit status {status}\n{got}"
            assert shows(output, got), f"{block}: {command}\n{got}"

    def _yaml(self, block: Block) -> None:
        import yaml

        from annotate.jobfile import load_job

        found = yaml.safe_load(block.code)
        assert isinstance(found, dict), f"{block}: not a mapping"
        if "version" in found:
            path = self.place / (block.file or "job.yaml")
            path.write_text(block.code, "utf-8")
            load_job(path)

    def _toml(self, block: Block) -> None:
        tomllib.loads(block.code)

    def _json(self, block: Block) -> None:
        json.loads(block.code)

    def _xml(self, block: Block) -> None:
        from lxml import etree

        if block.file and block.file.endswith(".xsl"):
            etree.XSLT(etree.fromstring(block.code.encode()))
        else:
            etree.fromstring(f"<all>{block.code}</all>".encode())

    def _xpath(self, block: Block) -> None:
        from lxml import etree

        tree = etree.parse(self.place / "cargo.tei.xml")
        for path in filter(str.strip, block.code.splitlines()):
            assert tree.xpath(path, namespaces=TEI), f"{block}: {path} finds nothing"

    def _sh(self, block: Block) -> None:
        assert block.before.startswith("<!-- command: "), f"{block}: neither run elsewhere nor marked '# not run: …'"

    def _text(self, block: Block) -> None:
        """No code."""


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with the output that it shows. A line that begins with ``> `` goes on
    with the command.
    """
    parts = re.split(r"^\$ ", block.code, flags=re.MULTILINE)
    assert not parts[0] and len(parts) > 1, f"{block}: a console block begins with a command: $ …"
    for part in parts[1:]:
        command = re.match(r".*(?:\n> .*)*", part)
        assert command is not None
        yield command[0].replace("\n> ", "\n"), part[command.end() :].strip()


@pytest.fixture
def telling(place: Path, shell: Callable[[str], tuple[str, int]], monkeypatch: pytest.MonkeyPatch) -> Telling:
    """A page's namespace and folder; the folder is the current one."""
    module = types.ModuleType("page")
    monkeypatch.setitem(sys.modules, "page", module)
    monkeypatch.chdir(place)
    return Telling(place, shell, module)
