"""Memory of the main process over a stream of JSON Lines: it must not grow with the number of documents.

    python tests/benchmarks/memory.py [DOCUMENTS] [--articles FILE.jsonl] [-- OPTIONS OF annotate run]

Feeds DOCUMENTS (20,000) made-up short articles into ``annotate run - -t jsonl`` and prints the resident memory
of the process as answers come back (Linux), and its peak. Options default to -p dates -p quotes. With --articles, the
texts of that file are fed instead, over and over, each with one word exchanged for one that no other has.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

TEXT = (
    "Le conseil municipal de {town} s’est réuni hier. «Nous votons le budget n° {n} demain», a déclaré {name}, "
    "adjoint aux finances.\nLes travaux commenceront en mars, selon la mairie.\n"
)
TOWNS = ("Rennes", "Lorient", "Vannes", "Morlaix", "Redon")
NAMES = ("Jeanne Le Bihan", "Marc Tanguy", "Anne Kervella")


def resident_mb(pid: int, which: str = "VmRSS") -> float:
    """Resident set size in megabytes; with ``VmHWM``, its peak."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith(which)).split()[1]) / 1024


def made_up(documents: int) -> Iterator[str]:
    """Short articles that differ in a number."""
    for n in range(documents):
        yield TEXT.format(town=TOWNS[n % 5], n=n, name=NAMES[n % 3]) * (1 + n % 7)


def repeated(file: Path, documents: int) -> Iterator[str]:
    """The texts of a file of JSON Lines over and over, one word of each exchanged."""
    texts = [json.loads(line)["text"] for line in file.read_text("utf-8").splitlines()]
    for n, text in zip(range(documents), itertools.cycle(texts), strict=False):
        words = list(re.finditer(r"\w+", text))
        old = words[n // len(texts) % len(words)]
        yield f"{text[: old.start()]}mot{n}{text[old.end() :]}"


def main() -> None:
    arguments, _, passed = " ".join(sys.argv[1:]).partition("-- ")
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs="?", type=int, default=20_000)
    parser.add_argument("--articles", type=Path)
    given = parser.parse_args(arguments.split())
    documents = given.documents
    options = passed.split() or ["-p", "dates", "-p", "quotes"]
    command = [sys.executable, "-m", "annotate", "run", "-", "-f", "jsonl", "-t", "jsonl", *options]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed() -> None:
        for n, text in enumerate(repeated(given.articles, documents) if given.articles else made_up(documents)):
            line = json.dumps({"id": f"doc-{n}", "text": text, "language": "fr", "date": "2024-03-06"})
            process.stdin.write(line.encode() + b"\n")
        process.stdin.close()

    threading.Thread(target=feed, daemon=True).start()
    marks = {max(1, documents * tenth // 10) for tenth in range(1, 10)} | {1, documents // 20}
    for number, _ in enumerate(process.stdout, 1):
        if number in marks:
            peak = resident_mb(process.pid, "VmHWM")
            print(f"{number:>8} documents  {resident_mb(process.pid):7.1f} MB, peak {peak:7.1f} MB", flush=True)
    print(f"{number:>8} documents  exit status {process.wait()}")


if __name__ == "__main__":
    main()
