"""Measures the comparison of names on the project's development pairs.

    python plugins/sanctions/tests/measure_names.py

Prints precision, recall and F1 for the pairs of French-press names (wanted: .98, .97) and for the name benchmark
(wanted F1: .85; the rules are not tuned to it), and every pair of the first that is wrong. Needs ../shared beside the
repository.
"""

import csv
import sys
from pathlib import Path

from annotate_sanctions.search import compared

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "sanction"
KINDS = {"Person": "person", "Vessel": "vessel"}


def report(title, results):
    """``results``: pairs of what is wanted and what was found."""
    right = sum(wanted and found for wanted, found in results)
    precision = right / max(1, sum(found for _, found in results))
    recall = right / max(1, sum(wanted for wanted, _ in results))
    f1 = 2 * right / max(1, sum(wanted + found for wanted, found in results))
    print(f"{title}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({len(results)} pairs)")


def main():
    """Measure both."""
    if not GOLD.is_dir():
        sys.exit(f"not measured: {GOLD} is not there")
    results = []
    with (GOLD / "french-press-pairs.dev.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found = compared(row["mention"], row["list_name"], "person", "person", "fr")
            results.append((row["label"] == "1", found["match"] == 1))
            if results[-1][0] != results[-1][1]:
                print("wrong:", row["label"], row["mention"], "|", row["list_name"], "|", found["reason"])
    report("French press", results)
    results = []
    with (GOLD / "name-bench.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = KINDS.get(row["schema"], "org")
            found = compared(row["name1"], row["name2"], kind, kind, "fr")
            results.append((row["is_match"] == "true", found["match"] == 1))
    report("name benchmark", results)


if __name__ == "__main__":
    main()
