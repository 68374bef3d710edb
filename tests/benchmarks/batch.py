"""What it costs to do many documents: memory and time over a long job, two workers, the supervisor, resuming.

    python tests/benchmarks/batch.py long [DOCUMENTS]       100,000 short documents, two workers; then resume them
    python tests/benchmarks/batch.py workers [ROUNDS]       wall clock of one worker and of two
    python tests/benchmarks/batch.py overhead [ROUNDS]      CPU of a batch job against one plain process

``long`` prints, after every tenth of the documents, seconds of CPU per 1,000 of them, for all processes and for the
main one alone, and the resident memory of the main process and of the larger worker; then how long it takes a
resumed job, all of whose documents are done but the last, to begin with that one.
``workers`` and ``overhead`` take the difference between a job and one of twice the size, so
that starting and loading do not count. The machine should have nothing else to do (Linux).
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXT = (
    "Le conseil municipal de {town} s’est réuni hier. «Nous votons le budget n° {n} demain», a déclaré {name}, "
    "adjoint aux finances.\nLes travaux commenceront en mars, selon la mairie.\n"
)
TOWNS = ("Rennes", "Lorient", "Vannes", "Morlaix", "Redon")
NAMES = ("Jeanne Le Bihan", "Marc Tanguy", "Anne Kervella")
LIGHT = """
from annotate import Annotation, hookimpl
provides = {"light"}

@hookimpl
def annotate_document(document):
    for start in range(0, len(document.text) - 3, 20):
        yield Annotation("light", (start, start + 3))
"""
DUTY = """
from annotate import Annotation, hookimpl
provides = {"duty"}

@hookimpl
def annotate_document(document):
    total = 0
    for n in range(300_000):
        total += n * n
    yield Annotation("duty", (0, 2), features={"total": total})
"""
ANNOTATORS = ("entities", "quotes", "dates", "sanctions")
OWN = {"light": LIGHT, "duty": DUTY}
TICKS = os.sysconf("SC_CLK_TCK")


def write_job(folder: Path, documents: int, plugins: str, run: str, paragraphs: int) -> None:
    """Made-up articles and a job over them."""
    with (folder / "in.jsonl").open("w", encoding="utf-8") as out:
        for n in range(documents):
            out.write(json.dumps(record(n, paragraphs)) + "\n")
    own = [name for name in OWN if name in plugins]
    for name in own:
        (folder / f"{name}.py").write_text(OWN[name])
    (folder / "job.yaml").write_text(
        f"version: 1\ninput: {{paths: [in.jsonl]}}\nannotators: {{{plugins}}}\n"
        f"plugin_files: [{', '.join(f'{name}.py' for name in own)}]\n"
        f"output: {{dir: out}}\nrun: {{{run}}}\n"
    )


def record(n: int, paragraphs: int) -> dict[str, str]:
    """One article."""
    text = "".join(TEXT.format(town=TOWNS[n % 5], n=f"{n}.{p}", name=NAMES[(n + p) % 3]) for p in range(paragraphs))
    return {"id": f"{n // 1000:04}/doc-{n}", "text": text, "language": "fr", "date": "2024-03-06"}


def annotate(folder: Path, *arguments: str) -> tuple[float, float]:
    """A command's seconds, by the clock and of CPU, its workers included."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "annotate", *arguments], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def resident_mb(pid: int) -> float:
    """Resident set size in megabytes; 0 if the process is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has had; 0 if it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def noted(journal: Path) -> int:
    """How many documents the journal has."""
    if not journal.exists():
        return 0
    with journal.open("rb") as lines:
        return sum(piece.count(b"\n") for piece in iter(lambda: lines.read(1 << 20), b""))


def long(documents: int = 100_000) -> None:
    """See above."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_job(folder, documents, "light: {}", "jobs: 2", 1)
        process = subprocess.Popen([sys.executable, "-m", "annotate", "batch", "job.yaml"], cwd=folder)
        journal = folder / "out/.annotate/journal.jsonl"
        print(f"{'documents':>10} {'all CPU s/1,000':>16} {'main':>6} {'main MB':>8} {'worker MB':>9}", flush=True)
        tenth, reached, before = max(1, documents // 10), 0, (0.0, 0.0)
        while process.poll() is None and reached < documents - tenth:
            time.sleep(0.2)
            count = noted(journal)
            if count >= reached + tenth:
                own = children(process.pid)
                now = (cpu(process.pid) + sum(map(cpu, own)), cpu(process.pid))
                pace = [1000 * (n - b) / (count - reached) for n, b in zip(now, before, strict=True)]
                memory = resident_mb(process.pid), max(map(resident_mb, own), default=0.0)
                print(f"{count:>10} {pace[0]:16.2f} {pace[1]:6.2f} {memory[0]:8.1f} {memory[1]:9.1f}", flush=True)
                reached, before = count, now
        if process.wait():
            raise SystemExit(process.returncode)
        for options in ([], ["-j", "1"]):
            resumed(folder, documents, *options)


def resumed(folder: Path, documents: int, *options: str) -> None:
    """How long a resumed job takes to come to its last document, the only one that is new."""
    with (folder / "in.jsonl").open("a", encoding="utf-8") as out:
        out.write(json.dumps(record(documents + len(options), 1)) + "\n")
    journal = folder / "out/.annotate/journal.jsonl"
    size, began = journal.stat().st_size, time.perf_counter()
    command = [sys.executable, "-m", "annotate", "batch", "job.yaml", "--resume", *options]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
    while process.poll() is None and journal.stat().st_size == size:
        time.sleep(0.01)
    seconds = time.perf_counter() - began
    said = f"{seconds:.1f} s to the first new document, {cpu(process.pid):.1f} s of CPU in the main process"
    print(f"resumed {' '.join(options) or 'with two workers'}: {said}", flush=True)
    process.wait()


def workers(rounds: int = 3) -> None:
    """See above."""
    ratios = []
    for _ in range(rounds):
        walls = {}
        for jobs in (1, 2):
            walls[jobs] = marginal(1000, "duty: {}", ("batch", "job.yaml", "-j", str(jobs)), 1)[0]
        ratios.append(walls[1] / walls[2])
        print(f"one worker {walls[1]:.2f} s, two {walls[2]:.2f} s: {ratios[-1]:.2f} times as fast", flush=True)
    print(f"median {statistics.median(ratios):.2f}, load of the machine {os.getloadavg()[0]:.1f}")


def overhead(rounds: int = 3) -> None:
    """See above. All annotators of this project, as they are used."""
    named = [argument for name in ANNOTATORS for argument in ("-p", name)]
    plain = ("run", "in.jsonl", *named, "-o", "plain/")
    plugins = ", ".join(f"{name}: {{}}" for name in ANNOTATORS)
    ratios = []
    for _ in range(rounds):
        one = marginal(150, plugins, plain, 12)[1]
        batch = marginal(150, plugins, ("batch", "job.yaml", "-j", "2"), 12)[1]
        ratios.append(batch / one)
        print(f"plain {one:.2f} s of CPU, batch with two workers {batch:.2f} s: {ratios[-1]:.3f}", flush=True)
    print(f"median {statistics.median(ratios):.3f}")


def marginal(documents: int, plugins: str, command: tuple[str, ...], paragraphs: int) -> tuple[float, float]:
    """Seconds that so many documents take beyond as many others, by the clock and of CPU."""
    found = []
    for count in (documents, 2 * documents):
        with tempfile.TemporaryDirectory() as name:
            write_job(Path(name), count, plugins, "cache: false", paragraphs)
            found.append(annotate(Path(name), *command))
    return found[1][0] - found[0][0], found[1][1] - found[0][1]


if __name__ == "__main__":
    what, *numbers = sys.argv[1:] or ["long"]
    {"long": long, "workers": workers, "overhead": overhead}[what](*map(int, numbers))
