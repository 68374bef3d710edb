"""Scores the dates of whole texts against gold, in the manner of TempEval-3: strict, relaxed, type and value F1.

    python plugins/dates/tests/measure_gold.py [-v] [SUITE...]

Suites: french-timebank.dev (with the errata beside this file, both figures), chrono-fr, duckling-fr.dev, edsnlp and
seed of the development gold; english, the sentences in english.gold.txt. ``-v`` prints each difference.

A gold expression is found (relaxed) if one of ours overlaps it; strict, if it has the same span. Type and value count
over what was found. The suites for assistants (chrono, duckling) prefer the future and have one span for a day and its
hour: their strict and value figures say little about news.
"""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from annotate_dates.pipeline import dates_of
from corpus import articles

HERE = Path(__file__).parent
SUITES = ["french-timebank.dev", "chrono-fr", "duckling-fr.dev", "edsnlp", "seed", "english"]
MARKED = re.compile(r"\[([^|\]]*)\|([A-Z]*)\|?([^\]]*)\]")


def english():
    """The documents of english.gold.txt, a sentence each."""
    for line in (HERE / "english.gold.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, gold, at = "", [], 0
        for match in MARKED.finditer(line):
            text += line[at : match.start()]
            if match[2]:
                gold.append({"start": len(text), "end": len(text) + len(match[1]), "type": match[2], "value": match[3]})
            text += match[1]
            at = match.end()
        yield {"id": text, "text": text + line[at:], "lang": "en", "ref_date": "2024-02-20", "timexes": gold}


def corrected(documents, errata):
    """The documents with their plain errors put right: other values, types or spans, or no expression at all."""
    for document in documents:
        gold = []
        for timex in document["timexes"]:
            row = errata.get((document["id"], timex["start"], timex["end"]))
            if row is None:
                gold.append(timex)
            elif row["type"] != "none":
                end = int(row["right_end"] or timex["end"])
                gold.append({**timex, "end": end, "type": row["type"], "value": row["value"]})
        yield {**document, "timexes": gold}


def errata():
    """The rows of the errata file by document and span."""
    lines = (HERE / "french-timebank.errata.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader([line for line in lines if not line.startswith("#")], delimiter="\t")
    return {(row["document"], int(row["start"]), int(row["end"])): row for row in rows}


def canonical(value):
    """«T17» and «T17:00:00» as «T17:00»."""
    value = re.sub(r"T(\d\d)$", r"T\1:00", value or "")
    return re.sub(r"(T\d\d:\d\d):00(\.0+)?$", r"\1", value)


def overlap(gold, symbol):
    return min(gold["end"], symbol.end) - max(gold["start"], symbol.start)


def compare(document, count, verbose):
    """Add the counts of one document: each gold expression takes the one of ours that overlaps it most."""
    text = document["text"]
    published = (document.get("ref_date") or document.get("date") or "")[:10] or None
    ours = dates_of(text, document.get("lang", "fr"), published)[1]
    wanted = [gold for gold in document["timexes"] if gold["end"] > gold["start"]]
    count["gold"] += len(wanted)
    count["ours"] += len(ours)
    for gold in wanted:
        best = max(ours, key=lambda d: overlap(gold, d.symbol), default=None)
        if best is None or overlap(gold, best.symbol) <= 0:
            difference(verbose, document, text[gold["start"] : gold["end"]], gold["value"], "not found", "")
            continue
        ours.remove(best)
        span = [best.symbol.start, best.symbol.end]
        values = [gold["value"], *(other[1] for other in gold.get("alt", []))]
        right = {
            "relaxed": True,
            "strict": span in [[gold["start"], gold["end"]], *(list(s[:2]) for s in gold.get("alt_spans", []))],
            "type": best.value.type == gold["type"],
            "value": canonical(best.value.value) in map(canonical, values),
        }
        count.update(name for name, held in right.items() if held)
        if not all(right.values()):
            found = text[slice(*span)]
            difference(verbose, document, text[gold["start"] : gold["end"]], gold["value"], found, best.value.value)
    for other in ours:
        found = text[other.symbol.start : other.symbol.end]
        difference(verbose, document, "", "", found, other.value.value)


def difference(verbose, document, *columns):
    if verbose:
        print("   ", document["id"][:24], *(column or "-" for column in columns), sep=" | ")


def score(documents, verbose=False):
    """The line of figures of some documents."""
    count = Counter()
    for document in documents:
        compare(document, count, verbose)
    both = max(1, count["gold"] + count["ours"])
    figures = [f"{name} {200 * count[name] / both:.1f}" for name in ("strict", "relaxed", "type", "value")]
    return ", ".join(figures) + f" (gold {count['gold']}, ours {count['ours']})"


def main():
    verbose = "-v" in sys.argv
    for suite in [name for name in sys.argv[1:] if name != "-v"] or SUITES:
        documents = list(english()) if suite == "english" else articles(f"date/{suite}.jsonl")
        print(f"{suite}: {score(documents, verbose)}")
        if suite.startswith("french-timebank"):
            print(f"{suite}, errata applied: {score(corrected(documents, errata()))}")


if __name__ == "__main__":
    main()
