"""CPU seconds of a whole process, by command: what every use in a shell loop pays.

    python tests/benchmarks/startup.py [RUNS]

Prints minimum, median and maximum of user + system time over RUNS runs (10), after one that is not counted.
Modules are compiled before, as installing a package does.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "annotate --version": ["-m", "annotate", "--version"],
    "annotate --help": ["-m", "annotate", "--help"],
    "annotate run (dates)": ["-m", "annotate", "run", "INPUT", "-p", "dates", "--language", "fr"],
    "annotate run (quotes, dates, sanctions)": [
        *["-m", "annotate", "run", "INPUT", "-p", "quotes", "-p", "dates", "-p", "sanctions", "--language", "fr"]
    ],
    "annotate run (all)": ["-m", "annotate", "run", "INPUT", "--language", "fr"],
}


def cpu(arguments: list[str]) -> float:
    """User and system seconds of one Python process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        text = Path(folder) / "text.txt"
        text.write_text("«Nous partons demain», a déclaré hier Anne Martin.\n", encoding="utf-8")
        print(f"CPU seconds, {runs} runs{'':<20}    min  median     max")
        for name, command in COMMANDS.items():
            arguments = [str(text) if part == "INPUT" else part for part in command]
            cpu(arguments)
            seconds = [cpu(arguments) for _ in range(runs)]
            print(f"{name:<40} {min(seconds):6.3f}  {statistics.median(seconds):6.3f}  {max(seconds):6.3f}")


if __name__ == "__main__":
    main()
