"""Words a second on one core, and the CPU time that the plugin adds to the start of a program.

    python plugins/dates/tests/benchmark_speed.py

CPU times are the least of seven runs each, after one that is not counted; on a machine that is busy with other things
they grow. Modules are compiled before, as installing a package does.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from annotate_dates.pipeline import dates_of
from corpus import articles

START = """
import time
import annotate.cli
first = time.process_time()
import annotate_dates
second = time.process_time()
from annotate_dates.output import annotations_of
list(annotations_of("Le 3 mars 2016.", "fr", None, annotate_dates.Settings()))
print(second - first, time.process_time() - second)
"""


def python(*arguments):
    """What a Python process prints."""
    return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout


def start_cost():
    """CPU seconds of the import and of the first document."""
    runs = [python("-c", START) for _ in range(8)][1:]
    return [min(times) for times in zip(*(map(float, run.split()) for run in runs), strict=True)]


def command_cost(*arguments):
    """CPU seconds of one command line of the program, the least of seven runs."""
    costs = []
    for _ in range(8):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        python("-m", "annotate", *arguments)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        costs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(costs[1:])


def main():
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        text = Path(folder) / "one.txt"
        text.write_text("Le 3 mars 2016.", encoding="utf-8")
        shown = command_cost("--help")
        done = command_cost("run", str(text), "-p", "dates", "--language", "fr")
        imported, first = start_cost()
    print(f"annotate --help {1000 * shown:.0f} ms CPU; a run with dates only {1000 * (done - shown):.0f} ms more")
    print(f"import {1000 * imported:.1f} ms CPU; then the first document {1000 * first:.0f} ms CPU")
    news = [(article["text"], article["date"]) for article in articles("entity/winer-fr.train.jsonl")]
    start = time.process_time()
    for text, date in news:
        dates_of(text, "fr", date)
    words = sum(len(text.split()) for text, _ in news)
    print(f"{words / (time.process_time() - start):,.0f} words/s over {words:,} words")


if __name__ == "__main__":
    main()
