"""Memory of the main process over a stream of JSON Lines: it must not grow with the number of documents.

    python tests/benchmarks/memory.py [DOCUMENTS] [-- OPTIONS OF annotate run]

Feeds DOCUMENTS (20,000) made-up short articles into ``annotate run - -t jsonl`` and prints the resident memory
of the process as answers come back (Linux). Options default to -p dates -p quotes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

TEXT = (
    "Le conseil municipal de {town} s’est réuni hier. «Nous votons le budget n° {n} demain», a déclaré {name}, "
    "adjoint aux finances.\nLes travaux commenceront en mars, selon la mairie.\n"
)
TOWNS = ("Rennes", "Lorient", "Vannes", "Morlaix", "Redon")
NAMES = ("Jeanne Le Bihan", "Marc Tanguy", "Anne Kervella")


def resident_mb(pid: int) -> float:
    """Resident set size in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def main() -> None:
    own, _, passed = " ".join(sys.argv[1:]).partition("--")
    documents = int(own or 20_000)
    options = passed.split() or ["-p", "dates", "-p", "quotes"]
    command = [sys.executable, "-m", "annotate", "run", "-", "-f", "jsonl", "-t", "jsonl", *options]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed() -> None:
        for n in range(documents):
            text = TEXT.format(town=TOWNS[n % 5], n=n, name=NAMES[n % 3]) * (1 + n % 7)
            line = json.dumps({"id": f"doc-{n}", "text": text, "language": "fr", "date": "2024-03-06"})
            process.stdin.write(line.encode() + b"\n")
        process.stdin.close()

    threading.Thread(target=feed, daemon=True).start()
    marks = {max(1, documents * tenth // 10) for tenth in range(1, 10)} | {1, documents // 20}
    for number, _ in enumerate(process.stdout, 1):
        if number in marks:
            print(f"{number:>8} documents  {resident_mb(process.pid):7.1f} MB", flush=True)
    print(f"{number:>8} documents  exit status {process.wait()}")


if __name__ == "__main__":
    main()
