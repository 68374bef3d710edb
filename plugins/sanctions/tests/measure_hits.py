"""Measures hits and their times on the project's development articles, from annotated files.

    python ../shared/score/score.py input ../shared/gold/sanction/hits.dev.jsonl > in.jsonl
    annotate run in.jsonl -p entities -p sanctions -o out/ --set sanctions.lists='["…/eu", "…/sdn.csv", "…/un.xml"]'
    python plugins/sanctions/tests/measure_hits.py out/

Prints precision and recall of grades A and B by mention, how many of the gold mentions found have the gold entry (or
one of ``also``) among their hits, and for how many of these listedAtPublication is right, all lists taken together: on
one of them, on none. Needs ../shared beside the repository.
"""

import argparse
import json
import sys
from pathlib import Path
from urllib.parse import unquote

SHARED = Path(__file__).resolve().parents[4] / "shared"
TIMES = {"true": "yes", "false": "no", "unknown": "unknown"}


def hits_of(tei):
    """By mention's span, the hits of grades A and B: reference -> listedAtPublication."""
    spans = {}
    for mention in tei.layer("entity"):
        for entity in mention["links"].get("", []):
            spans.setdefault(entity, []).append((mention["spans"][0][0], mention["spans"][-1][1]))
    found = {}
    for hit in tei.layer("sanction"):
        if "hit" in hit["kinds"] and hit["fs"]["grade"] in "AB":
            for span in spans.get(hit["target"], ()):
                found.setdefault(span, {})[unquote(hit["ref"])] = hit["fs"]["listedAtPublication"]
    return found


def _any_list(times):
    """Whether the party stood on any of the lists: yes if on one, no if on none, else unknown."""
    return "yes" if "yes" in times else "no" if times == {"no"} else "unknown"


def main(out):
    """Measure the files in a folder."""
    gold_file = SHARED / "gold" / "sanction" / "hits.dev.jsonl"
    if not gold_file.is_file():
        sys.exit(f"not measured: {gold_file} is not there")
    sys.path.insert(0, str(SHARED / "score"))
    import score

    gold = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").splitlines()]
    wanted = predicted = right = recalled = same = timed = 0
    for document, tei in score.pairs(gold, out):
        found = hits_of(tei)
        predicted += len(found)
        right += sum(any(score.overlap(s, (h["start"], h["end"])) for h in document["hits"]) for s in found)
        for hit in document["hits"]:
            wanted += 1
            here = [refs for span, refs in found.items() if score.overlap(span, (hit["start"], hit["end"]))]
            if not here:
                continue
            recalled += 1
            own = f"{hit['list'].lower()}:{hit['list_id']}"
            also = {f"{name.lower()}:{id}" for name, id, _ in hit["also"]}
            refs = {ref: time for refs in here for ref, time in refs.items()}
            same += bool({own, *also} & refs.keys())
            times = {refs[ref] for ref in {own, *also} & refs.keys()}
            timed += TIMES[hit["listed_at_publication"]] == _any_list(times)
    print(
        f"hits P {right / max(1, predicted):.3f} ({right}/{predicted}) R {recalled / wanted:.3f} ({recalled}/{wanted})"
    )
    print(f"gold entry among the hits {same}/{recalled}, listedAtPublication right {timed}/{recalled}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", help="the folder of annotated files")
    main(**vars(parser.parse_args()))
