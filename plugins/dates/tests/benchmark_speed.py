"""Words a second on one core, and the CPU time that the plugin adds to the start of a program.

    python plugins/dates/tests/benchmark_speed.py

CPU times are the least of seven runs each; on a machine that is busy with other things they grow.
"""

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


def start_cost():
    """CPU seconds of the import and of the first document."""
    runs = [subprocess.run([sys.executable, "-c", START], check=True, capture_output=True, text=True) for _ in range(7)]
    return [min(times) for times in zip(*(map(float, run.stdout.split()) for run in runs), strict=True)]


def command_cost(*arguments):
    """CPU seconds of one command line of the program, the least of seven runs."""
    costs = []
    for _ in range(7):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "annotate", *arguments], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        costs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(costs)


def main():
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "one.txt"
        text.write_text("Le 3 mars 2016.", encoding="utf-8")
        shown, done = command_cost("--help"), command_cost("run", str(text), "-p", "dates")
    print(f"annotate --help {1000 * shown:.0f} ms CPU; a run with dates only {1000 * (done - shown):.0f} ms more")
    imported, first = start_cost()
    print(f"import {1000 * imported:.1f} ms CPU; then the first document {1000 * first:.0f} ms CPU")
    news = [(article["text"], article["date"]) for article in articles("entity/winer-fr.train.jsonl")]
    start = time.process_time()
    for text, date in news:
        dates_of(text, "fr", date)
    words = sum(len(text.split()) for text, _ in news)
    print(f"{words / (time.process_time() - start):,.0f} words/s over {words:,} words")


if __name__ == "__main__":
    main()
