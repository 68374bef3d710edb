"""A batch job under blows: in the end its results are those of an undisturbed run, byte for byte.

    python tests/benchmarks/chaos.py [--seconds 300] [--documents 2000] [--timeout 5] [--seed N]

Two workers annotate made-up documents with a plugin that works, one that leaks, one that crashes its process on some
documents, and one that hangs in a regular expression on others. Meanwhile, at random: kill -9 of a worker and of the
main process, SIGTERM, Ctrl-C, SIGSTOP and SIGCONT of either, and a disk that takes no more (a limit on the size of
files). Whenever the job has ended, it is resumed. When the time is up it is resumed for the last time and left alone.
Prints what was done and found; exit status 1 if a file differs, if the journal does not have every document exactly
once, or if the job stood still for longer than the timeout and one retry allow. Linux only.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import hashlib
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLUGINS = {
    "works": """
        yield Annotation("works", (0, 5), kind="word")
        time.sleep(pause)
""",
    "leaks": """
        leak.append(bytearray(1_000_000))
        yield Annotation("leaks", (0, 3))
""",
    "crashes": """
        if "CRASH" in document.text:
            ctypes.string_at(0)
        yield Annotation("crashes", (0, 4))
""",
    "hangs": """
        if "HANG" in document.text:
            re.match(r"(a+)+$", "a" * 60 + "b")
        yield Annotation("hangs", (1, 4))
""",
}
HEAD = """
import ctypes, os, re, time
from annotate import Annotation, hookimpl
provides = {"NAME"}
leak = []
pause = float(os.environ["PAUSE"])

@hookimpl
def annotate_document(document):
"""
CRASHING, HANGING = 5, 2  # documents
SLACK = 20.0  # seconds that a loaded machine may take to start a worker


def write_job(folder: Path, documents: int, timeout: float) -> None:
    """The documents, the plugins and the job file."""
    poison = {documents * n // CRASHING + 7: "CRASH" for n in range(CRASHING)}
    poison |= {documents * n // HANGING + 11: "HANG" for n in range(HANGING)}
    with (folder / "in.jsonl").open("w", encoding="utf-8") as out:
        for n in range(documents):
            text = f"Texte {n} {poison.get(n, '')} de la journée.\n" * (1 + n % 7)
            out.write(json.dumps({"id": f"d{n:05}", "text": text, "language": "fr"}) + "\n")
    for name, body in PLUGINS.items():
        (folder / f"{name}.py").write_text(HEAD.replace("NAME", name) + body)
    (folder / "job.yaml").write_text(
        "version: 1\ninput: {paths: [in.jsonl]}\n"
        f"annotators: {{{', '.join(f'{name}: {{}}' for name in PLUGINS)}}}\n"
        f"plugin_files: [{', '.join(f'{name}.py' for name in PLUGINS)}]\n"
        "output: {dir: out}\nreport: report.jsonl\n"
        f"run: {{jobs: 2, timeout: {timeout}, max_worker_memory: 300M}}\n"
    )


def start(folder: Path, pause: float) -> subprocess.Popen[bytes]:
    """The job, from where it is. ``pause``: seconds that a plugin waits in each document."""
    command = [sys.executable, "-m", "annotate", "batch", "job.yaml", "--resume"]
    env = {**os.environ, "ANNOTATE_PLUGINS": "", "PAUSE": str(pause)}
    with (folder / "stderr.txt").open("ab") as said:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=env,
            stderr=said,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
        )


def workers(process: subprocess.Popen[bytes]) -> list[int]:
    """Its worker processes: its children but for multiprocessing's own."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    with contextlib.suppress(OSError):
        found = [int(pid) for pid in children.read_text().split()]
        return [pid for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return []


def send(pid: int, *signals: signal.Signals, pause: float = 0.0) -> None:
    """Signals, one after the other."""
    for number in signals:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        time.sleep(pause)


def blow(kind: str, process: subprocess.Popen[bytes], folder: Path, pause: float) -> None:
    """Do one of the things that happen to jobs."""
    victims = workers(process)
    worker = random.choice(victims) if victims else process.pid
    stopped = (signal.SIGSTOP, signal.SIGCONT)
    if kind == "kill -9 worker":
        send(worker, signal.SIGKILL)
    elif kind == "stop worker":
        send(worker, *stopped, pause=pause)
    elif kind == "stop main":
        send(process.pid, *stopped, pause=pause)
    elif kind == "disk full":
        journal = folder / "out/.annotate/journal.jsonl"
        size = journal.stat().st_size if journal.exists() else 0
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size + 500, resource.RLIM_INFINITY))
    else:
        number = {"kill -9 main": signal.SIGKILL, "SIGTERM": signal.SIGTERM, "Ctrl-C": signal.SIGINT}[kind]
        send(process.pid, number)


BLOWS = ("kill -9 worker", "stop worker", "stop main", "disk full", "kill -9 main", "SIGTERM", "Ctrl-C")


def storm(
    folder: Path, seconds: float, timeout: float, pause: float
) -> tuple[collections.Counter[str], collections.Counter[int]]:
    """Blows until the time is up; which ones, and with what exit statuses the job ended."""
    done: collections.Counter[str] = collections.Counter()
    ended: collections.Counter[int] = collections.Counter()
    until = time.monotonic() + seconds
    process = start(folder, pause)
    while time.monotonic() < until:
        time.sleep(random.uniform(0.5, 4.0))
        if process.poll() is None:
            kind = random.choice(BLOWS)
            done[kind] += 1
            blow(kind, process, folder, random.uniform(0.2, timeout / 2))
            if kind in BLOWS[3:]:
                process.wait(60)
        if process.poll() is not None:
            ended[process.returncode] += 1
            if process.returncode in (0, 1):
                break  # it is through
            process = start(folder, pause)
    send(process.pid, signal.SIGTERM)
    process.wait(60)
    return done, ended


def leave_alone(folder: Path, pause: float = 0.0) -> tuple[int, float]:
    """The last run: its exit status, and the longest time in which nothing was noted."""
    journal = folder / "out/.annotate/journal.jsonl"
    process = start(folder, pause)
    longest, size, since = 0.0, -1, time.monotonic()
    while process.poll() is None:
        now = journal.stat().st_size if journal.exists() else -1
        if now != size:
            size, since = now, time.monotonic()
        longest = max(longest, time.monotonic() - since)
        time.sleep(0.02)
    return process.returncode, longest


def tree(folder: Path) -> dict[str, str]:
    """Every file of the results, by its digest."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and ".annotate" not in path.parts)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def journalled(folder: Path) -> dict[str, str]:
    """The status of each document; raises if one is there twice."""
    lines = [json.loads(line) for line in (folder / "out/.annotate/journal.jsonl").read_text().splitlines()]
    found = {entry["id"]: entry["status"] for entry in lines}
    if len(found) != len(lines):
        raise SystemExit(f"{len(lines)} lines in the journal for {len(found)} documents")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--timeout", type=float, default=5)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10_000)
    given = parser.parse_args()
    random.seed(given.seed)
    pause = given.seconds / given.documents
    with tempfile.TemporaryDirectory() as name:
        calm, stormy = Path(name, "calm"), Path(name, "stormy")
        for folder in (calm, stormy):
            folder.mkdir()
            write_job(folder, given.documents, given.timeout)
        began = time.monotonic()
        leave_alone(calm)
        print(f"undisturbed: {time.monotonic() - began:.0f} s; seed {given.seed}", flush=True)
        blows, ended = storm(stormy, given.seconds, given.timeout, pause)
        print("blows:", ", ".join(f"{count} x {kind}" for kind, count in sorted(blows.items())))
        print("ended with:", ", ".join(f"{count} x {status}" for status, count in sorted(ended.items())), flush=True)
        status, longest = leave_alone(stormy)
        print(f"last run: exit status {status}, at most {longest:.1f} s without a document noted")
        expected, found = tree(calm / "out"), tree(stormy / "out")
        statuses = collections.Counter(journalled(stormy).values())
        print(f"documents in the journal: {dict(statuses)}; files: {len(found)}")
        wrong = sorted(n for n in expected.keys() | found.keys() if expected.get(n) != found.get(n))
        problems = [f"{len(wrong)} files differ: {wrong[:5]}"] if wrong else []
        if status != 1 or journalled(stormy) != journalled(calm) or statuses["partial"] != CRASHING + HANGING:
            problems.append("the outcomes are not those of an undisturbed run")
        if longest > 2 * given.timeout * HANGING + SLACK:
            problems.append("it stood still for too long")
        said = (stormy / "stderr.txt").read_text(errors="replace")
        if re.search(r"annotate/.*\.py\", line", said):  # Python's own, of a process that starts, cannot be helped
            problems.append(f"a traceback:\n{said}")
        print("\n".join(problems) or "the results are those of an undisturbed run, byte for byte")
        sys.exit(bool(problems))


if __name__ == "__main__":
    main()
