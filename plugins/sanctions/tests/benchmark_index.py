"""Measures the index with very many names: opening it (its import included), scanning text, memory.

    python plugins/sanctions/tests/benchmark_index.py [NAMES] [TEXT…]

NAMES (default 500,000) are made up from syllables, always the same ones, as a list of one's own; the index is
compiled into a temporary directory first. TEXT are UTF-8 files to scan, repeated up to 10 MB; without them, text is
made up too, in which every hundredth sentence has a listed name. Opening and scanning are measured in new
processes, three times; the best counts. Times are CPU time of the process, so that a busy machine changes them
little; everything is in it, from the import and from str to the occurrences.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeio"]
WORDS = ["le", "la", "des", "une", "et", "dans", "sur", "avec", "selon", "pays", "ville", "groupe", "banque"]
SIZE = 10_000_000  # characters of text

MEASURED = """
import json, resource, sys, time
import annotate  # the core is there already where the plugin runs
path, text_file = sys.argv[1:]
start = time.process_time()
from annotate_sanctions.index import open_index
imported = time.process_time() - start
index = open_index([path])
opened = time.process_time() - start
from annotate_sanctions.scan import Scanner
scanner = Scanner(index)
text = open(text_file, encoding="utf-8").read()
before = time.process_time()
found = sum(1 for _ in scanner.scan(text))
scanned = time.process_time() - before
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([opened * 1000, imported * 1000, len(text.encode()) / 1e6 / scanned, memory, found]))
"""


def name(source):
    words = (
        "".join(source.choices(SYLLABLES, k=source.randint(2, 4))).capitalize() for _ in range(source.randint(2, 3))
    )
    return " ".join(words)


def text_of(files, names, source):
    found = "\n".join(Path(file).read_text(encoding="utf-8") for file in files)
    if not found:
        sentences = []
        for n in range(20_000):
            words = [source.choice(WORDS) for _ in range(12)] + [name(source)]
            sentences.append(" ".join(words).capitalize() + (f" {source.choice(names)}.\n" if n % 100 == 0 else ".\n"))
        found = "".join(sentences)
    return (found * (SIZE // len(found) + 1))[:SIZE]


def main(count, files):
    source = random.Random(1)
    names = [name(source) for _ in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        os.environ["XDG_DATA_HOME"] = str(Path(folder) / "data")
        path, text = Path(folder) / "names.csv", Path(folder) / "text.txt"
        path.write_text("id,name\n" + "".join(f"{n},{each}\n" for n, each in enumerate(names)), encoding="utf-8")
        text.write_text(text_of(files, names, source), encoding="utf-8")
        annotate = [sys.executable, "-m", "annotate", "sanctions"]
        subprocess.run(
            [*annotate, "update", "names", "--from", path, "--date", "2026-01-01"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        runs = []
        for _ in range(4):  # the first compiles
            command = [sys.executable, "-c", MEASURED, "names", text]
            runs.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        compiled = next((Path(folder) / "cache").rglob("*.sqlite")).stat().st_size / 1e6
    opened, imported, scanned, memory, found = zip(*runs[1:], strict=True)
    compiling = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"names {count:,}; compiled {compiled:.0f} MB, with {compiling:.0f} MB of memory at the most")
    print(f"open {min(opened):.0f} ms, of which the import of its modules {min(imported):.0f} ms")
    print(f"scan {max(scanned):.1f} MB/s ({found[0]:,} occurrences)")
    print(f"memory {min(memory):.0f} MB, {SIZE / 1e6:.0f} million characters of text included")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000, sys.argv[2:])
