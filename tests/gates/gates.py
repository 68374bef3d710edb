"""The gates: the proofs that files give of themselves, and floors under the scores on gold.

    python tests/gates/gates.py [--jing]

Needs ../shared, and with --jing Debian's jing. Prints a line per gate; exit status 1 if one does not hold.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

HERE = Path(__file__).parent
SHARED = HERE.parents[1].parent / "shared"
SCORE = SHARED / "score/score.py"
ANNOTATE = [sys.executable, "-m", "annotate"]


class Gates:
    """Counts what holds and what does not."""

    def __init__(self) -> None:
        self.failed = self.passed = 0

    def check(self, name: str, holds: bool, detail: str = "") -> None:
        """One gate."""
        self.passed += holds
        self.failed += not holds
        print(f"{'ok    ' if holds else 'FAILED'} {name}{': ' + detail if detail else ''}", flush=True)


def annotate(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command line."""
    return subprocess.run([*ANNOTATE, *map(str, arguments)], capture_output=True, check=False)


def same_bytes(a: Path, b: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    names = sorted(p.name for p in a.iterdir())
    same_names = names == sorted(p.name for p in b.iterdir())
    return same_names and all((a / n).read_bytes() == (b / n).read_bytes() for n in names)


def proofs(gates: Gates, folder: Path) -> list[Path]:
    """The seed article: all layers, valid, reversible, the same bytes every time. Returns TEI files for jing."""
    article = next((SHARED / "articles").glob("*.txt"))
    outs = {name: folder / f"seed-{name}" for name in ("first", "second", "workers", "timeout")}
    options = {"workers": ["-j", 2], "timeout": ["--timeout", 60]}
    for name, out in outs.items():
        run = annotate("run", article, "--date", "2024-02-20", "-o", f"{out}/", *options.get(name, []))
        gates.check(f"seed: annotate run ({name})", run.returncode == 0, run.stderr.decode()[-300:])
    made = next(outs["first"].glob("*.tei.xml"))
    text = made.read_text("utf-8")
    layers = set(re.findall(r'<standOff xml:id="layer\.(\w+)"', text))
    gates.check("seed: all four layers", {"entity", "quote", "date", "sanction"} <= layers, ", ".join(sorted(layers)))
    for name in ("second", "workers", "timeout"):
        gates.check(f"seed: same bytes ({name})", same_bytes(outs["first"], outs[name]))
    gates.check("seed: annotate validate", annotate("validate", made).returncode == 0)
    gates.check("seed: annotate extract", annotate("extract", made).stdout == article.read_bytes())
    dateless = folder / "seed-dateless.tei.xml"
    annotate("run", article, "-o", dateless)
    unstated = unexplained_years(dateless.read_text("utf-8"), article.read_text("utf-8"))
    gates.check("seed: no year without a reason when no date is given", not unstated, ", ".join(unstated))
    values = re.findall(r'<f name="value"><string>([^<]*)', text)
    gates.check("seed: no date without a value", all(values) and text.count('type="timex3"') == len(values))
    marks = article.read_text("utf-8").count("«")
    verdicts = len(re.findall(r'n="«[^"]*" ana="#quote\.(?:direct|mixed|unattributed|scare|title|term|gloss)"', text))
    gates.check("seed: every «…» has a verdict", verdicts == marks, f"{verdicts} of {marks}")
    return [made, dateless]


def unexplained_years(tei: str, source: str) -> list[str]:
    """Dates whose year neither stands in the text nor is said to be inferred, and from what."""
    found = []
    for line in tei.splitlines():
        value = re.search(r'<f name="value"><string>(\d{4})', line)
        if value and value[1] not in source and "inferred from" not in line and 'type="anchor"' not in line:
            found.append(line.strip()[:80])
    return found


def scores(gates: Gates, folder: Path, floors: dict[str, dict[str, object]]) -> list[Path]:
    """The scores on gold, each at or above its floor. Returns the TEI files."""
    made: list[Path] = []
    outs: dict[str, Path] = {}
    for name, wanted in floors.items():
        gold, layer = SHARED / "gold" / str(wanted["gold"]), str(wanted["layer"])
        digest = hashlib.sha256(gold.read_bytes()).hexdigest()
        gates.check(f"{name}: gold is the one that the floor was set on", digest == wanted["sha256"], digest[:16])
        key = f"{wanted['gold']}{wanted.get('options', '')}"
        if key not in outs:
            outs[key] = folder / f"gold-{len(outs)}"
            lines = folder / f"gold-{len(outs)}.jsonl"
            lines.write_bytes(
                subprocess.run([sys.executable, SCORE, "input", gold], capture_output=True, check=True).stdout
            )
            options = str(wanted.get("options", "")).replace("SHARED", str(SHARED)).split()
            run = annotate("run", lines, "-o", f"{outs[key]}/", *options)
            gates.check(f"{name}: annotate run", run.returncode == 0, run.stderr.decode()[-300:])
            made += sorted(outs[key].glob("*.tei.xml"))
        printed = subprocess.run(
            [sys.executable, SCORE, layer, gold, outs[key]], capture_output=True, check=True
        ).stdout.decode()
        for score, floor in wanted["floors"].items():  # type: ignore[attr-defined]
            found = value_of(printed, score)
            gates.check(f"{name}: {score}", found >= floor, f"{found:g}, floor {floor:g}")
        for score, ceiling in wanted.get("ceilings", {}).items():  # type: ignore[attr-defined]
            found = value_of(printed, score)
            gates.check(f"{name}: {score}", found <= ceiling, f"{found:g}, at most {ceiling:g}")
    return made


def value_of(printed: str, score: str) -> float:
    """A figure by its name: the F of ``name F 80.0 P …``, the P or R with ``name P``, or the first number."""
    name, _, letter = score.partition(" ")
    line = next(line for line in printed.splitlines() if line.startswith(name + " "))
    match = re.search(rf"\b{letter or 'F'} ([\d.]+)", line) or re.search(r"([\d.]+)(?:/|$)", line[len(name) :])
    if match is None:
        raise ValueError(f"no figure for {score!r} in {line!r}")
    return float(match[1])


def validity(gates: Gates, files: list[Path], *, jing: bool) -> None:
    """Every file clean under our own validator and, with jing, under the whole of TEI."""
    run = annotate("validate", *files)
    gates.check(f"annotate validate on {len(files)} files", run.returncode == 0, run.stdout.decode()[:500])
    if jing:
        run = subprocess.run(["jing", SHARED / "tei/tei_all.rng", *files], capture_output=True, check=False)
        gates.check(f"jing against tei_all.rng on {len(files)} files", run.returncode == 0, run.stdout.decode()[:500])


def main() -> int:
    if not SHARED.is_dir():
        print(f"needs {SHARED}", file=sys.stderr)
        return 2
    gates = Gates()
    floors = yaml.safe_load((HERE / "floors.yaml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")  # nothing made before is used
        files = proofs(gates, folder) + scores(gates, folder, floors)
        validity(gates, files, jing="--jing" in sys.argv)
    print(f"gates: {gates.passed} hold, {gates.failed} do not")
    return 1 if gates.failed else 0


if __name__ == "__main__":
    sys.exit(main())
