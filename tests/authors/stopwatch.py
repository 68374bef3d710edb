"""How long the tutorial takes: its commands, and no others, in a fresh environment in which `annotate` is installed.

python tests/authors/stopwatch.py             install this checkout first (not counted), then run the tutorial
python tests/authors/stopwatch.py --core PATH install this wheel or folder instead

Prints the seconds of each step. Ends with status 1 if a step fails, or if at the end there is no installed plugin whose
annotations are in a valid TEI file.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs/tutorial.md"
BLOCK = re.compile(
    r"^## (?P<heading>.+?)$|^(?:<!-- command: (?P<name>.+?) -->\n)?```(?P<language>\w*)\n(?P<code>.*?)^```",
    re.MULTILINE | re.DOTALL,
)
NOT_RUN = re.compile(r"# not run: .+")


class Failed(Exception):
    """A step of the tutorial does not do what it should."""


@dataclass(frozen=True)
class Step:
    """A block of the tutorial that its reader carries out: commands, or a file to save (``file``)."""

    heading: str
    name: str
    code: str
    file: str | None = None


def steps(page: str) -> list[Step]:
    """All that a page has its reader do, in order. Raises Failed for commands that are neither named nor marked."""
    found: list[Step] = []
    heading = ""
    for match in BLOCK.finditer(page):
        if match["heading"]:
            heading = match["heading"]
        elif match["language"] in ("sh", "console"):
            first = match["code"].partition("\n")[0]
            if match["name"]:
                found.append(Step(heading, match["name"], match["code"]))
            elif not NOT_RUN.fullmatch(first):
                raise Failed(f"commands without a name under {heading!r}: {first}")
        elif match["language"] == "python":
            file = re.fullmatch(r"# ([\w.-]+\.py)", match["code"].partition("\n")[0])
            if file:
                found.append(Step(heading, f"save {file[1]}", match["code"], file[1]))
    return found


@dataclass
class Run:
    """What the tutorial's steps have come to: seconds by step, and the folder that its reader is in."""

    folder: Path
    path: str
    seconds: dict[str, float]
    place: Path

    def carry_out(self, step: Step) -> None:
        """Do one step. Raises Failed with what it said."""
        started = time.perf_counter()
        if step.file:
            (self.place / step.file).write_text(step.code, "utf-8")
        else:
            self.command(step.code)
        self.seconds[step.name] = time.perf_counter() - started

    def command(self, code: str) -> str:
        """Run commands where the ones before ended; return what they wrote on standard output."""
        end = self.folder / "where"
        script = f"set -euo pipefail\n{code}\npwd > {end}"
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "ANNOTATE"))}
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.place,
            env={**environment, "PATH": self.path},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Failed(f"{code}\nended with status {done.returncode}:\n{done.stdout}{done.stderr}")
        self.place = Path(end.read_text("utf-8").strip())
        return done.stdout


def prepared(folder: Path, core: Path) -> Run:
    """A fresh environment with the core in it, and an empty folder to work in."""
    venv.create(folder / "env", with_pip=True)
    binaries = folder / "env/bin"
    subprocess.run([binaries / "pip", "install", "--quiet", "--disable-pip-version-check", core], check=True)
    place = folder / "work"
    place.mkdir()
    return Run(folder, f"{binaries}{os.pathsep}{os.environ['PATH']}", {}, place)


def verify(run: Run) -> str:
    """That a plugin of the tutorial is installed and its annotations are in a valid file; a line that says so.

    Raises Failed.
    """
    listed = json.loads(run.command("annotate plugins list --json"))
    own = [p for p in listed if p["distribution"] != "annotate-tei" and p["provides"]]
    files = sorted((run.folder / "work").rglob("*.tei.xml"))
    for plugin in own:
        for file in files:
            number = len(re.findall(rf'<annotation [^>]*resp="#resp\.{plugin["plugin"]}"', file.read_text("utf-8")))
            if number:
                run.command(f"annotate validate {file}")
                return (
                    f"{plugin['distribution']} {plugin['version']}: {number} annotations in {file.name}, which is valid"
                )
    raise Failed("no installed plugin has annotations in a valid file")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--core", type=Path, default=ROOT, help="what to install as annotate-tei")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = prepared(Path(folder), options.core)
        try:
            for step in steps(TUTORIAL.read_text("utf-8")):
                run.carry_out(step)
                print(f"{run.seconds[step.name]:6.1f} s  {step.heading}: {step.name}", flush=True)
            said = verify(run)
        except Failed as error:
            print(error, file=sys.stderr)
            return 1
        names, seconds = list(run.seconds), list(run.seconds.values())
        since = sum(seconds[names.index("new") :])
        print(f"{sum(seconds):6.1f} s  in all; {since:.1f} s from `annotate plugins new`")
        print(said)
    return 0


if __name__ == "__main__":
    sys.exit(main())
