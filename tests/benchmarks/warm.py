"""Wall-clock milliseconds of one article in a shell loop, by a running server and without one.

    python tests/benchmarks/warm.py [RUNS] [FILE]

Starts ``annotate serve``, then runs the command RUNS times (30), all plugins, on FILE (the sample article of
configs/). Prints minimum, median and maximum. The command is the installed script, as a shell would start it. Modules
are compiled before, as installing a package does.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
ANNOTATE = Path(sys.executable).with_name("annotate")


def milliseconds(arguments: list[str], runs: int) -> list[float]:
    """Of a command, run by run, after one that is not counted."""
    took = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        subprocess.run([ANNOTATE, *arguments], check=True, stdout=subprocess.DEVNULL)
        took.append(1000 * (time.perf_counter() - began))
    return took[1:]


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    article = sys.argv[2] if len(sys.argv) > 2 else str(ROOT / "configs/articles/cargo.txt")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
        place = f"{folder}/s"
        server = subprocess.Popen([ANNOTATE, "serve", "--socket", place], stderr=subprocess.PIPE)
        assert server.stderr is not None
        server.stderr.readline()
        try:
            run = ["run", article, "--language", "fr", "--date", "2024-03-06"]
            print(f"milliseconds, {runs} runs{'':<12}    min  median     max")
            for name, options, times in (
                ("annotate run --server", ["--server", "--socket", place], runs),
                ("annotate run", [], max(3, runs // 10)),
            ):
                took = milliseconds([*run, *options], times)
                print(f"{name:<30} {min(took):6.0f}  {statistics.median(took):6.0f}  {max(took):6.0f}")
        finally:
            server.terminate()
            server.wait()
            server.stderr.close()


if __name__ == "__main__":
    main()
