"""Measures the comparison of names on the project's own pairs, press_pairs.tsv beside it.

    python plugins/sanctions/tests/measure_pairs.py

Prints precision and recall by kind and group, and every pair that is wrong with the reason given.
"""

from collections import defaultdict
from pathlib import Path

from annotate_sanctions.search import compared

PAIRS = Path(__file__).with_name("press_pairs.tsv")


def pairs():
    """The pairs: whether they should match, kind, group, the press's name, the list's."""
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            wanted, kind, group, mention, listed = line.split("\t")
            yield wanted == "1", kind, group, mention, listed


def scores(results):
    """Precision and recall of pairs of what is wanted and what was found."""
    right = sum(wanted and found for wanted, found in results)
    return right / max(1, sum(found for _, found in results)), right / max(1, sum(wanted for wanted, _ in results))


def main():
    """Measure and print."""
    groups = defaultdict(list)
    for wanted, kind, group, mention, listed in pairs():
        result = compared(mention, listed, kind, kind, "en")
        for key in (group, kind, "all"):
            groups[key].append((wanted, result["match"] == 1))
        if wanted != (result["match"] == 1):
            print(f"wrong: {int(wanted)} {mention} | {listed} | {result['score']} {result['reason']}")
    for key, results in groups.items():
        precision, recall = scores(results)
        print(f"{key}: P {precision:.3f} R {recall:.3f} ({len(results)} pairs)")


if __name__ == "__main__":
    main()
