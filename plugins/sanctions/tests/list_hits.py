"""Lists the hits of annotated files, each with its passage, for reading one by one.

    python ../shared/score/score.py input ../shared/gold/entity/winer-fr.train.jsonl > in.jsonl
    annotate run in.jsonl -p entities -p sanctions -o out/ --set sanctions.lists='["…/eu", "…/sdn.csv", "…/un.xml"]'
    python plugins/sanctions/tests/list_hits.py out/ [GRADES]

One line for each entity of a document and each name that it is linked with: file, grade, name in the text, entries,
reason, and what stands around its first mention. GRADES is AB unless given. The last line counts. Needs ../shared.
"""

import argparse
import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[4] / "shared"
_AROUND = 70  # code points on either side


def listed(tei, grades):
    """By entity of a document, its hits of these grades."""
    found = {}
    for hit in tei.layer("sanction"):
        if "hit" in hit["kinds"] and hit["fs"]["grade"] in grades:
            found.setdefault(hit["target"], []).append(hit)
    return found


def main(out, grades):
    """Print them."""
    sys.path.insert(0, str(SHARED / "score"))
    import score

    files = sorted(Path(out).glob("*.tei.xml"))
    count = mentions = 0
    for path in files:
        tei = score.Tei(path)
        by_entity = listed(tei, grades)
        spans = {}
        for mention in tei.layer("entity"):
            for entity in mention["links"].get("", []):
                spans.setdefault(entity, []).append(mention["spans"][0])
        for entity, hits in by_entity.items():
            start, end = min(spans.get(entity, [(0, 0)]))
            count += 1
            mentions += len(spans.get(entity, ()))
            before, after = tei.text[max(0, start - _AROUND) : start], tei.text[end : end + _AROUND]
            passage = f"{before}[{tei.text[start:end]}]{after}".replace("\n", " ")
            grade = min(hit["fs"]["grade"] for hit in hits)
            entries = " + ".join(hit["ref"] or "" for hit in hits)
            print(path.name.split(".")[0], grade, entries, hits[0]["fs"]["reason"], passage, sep="\t")
    print(f"{count} entities, {mentions} mentions, in {len(files)} files")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", help="the folder of annotated files")
    parser.add_argument("grades", nargs="?", default="AB", help="AB unless given")
    main(**vars(parser.parse_args()))
