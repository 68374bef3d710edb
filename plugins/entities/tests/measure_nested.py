"""Which of the names within names are found, given the names that hold them.

    python plugins/entities/tests/measure_nested.py

Over the development articles, against the inner names that were annotated by hand: people, organisations, places,
products, events that are not the whole of a name. The gold is not consistent (France in Tour de France is there in some
articles and not in others), so expect no more than a rough figure. Needs ../shared.
"""

from __future__ import annotations

import json
from pathlib import Path

from annotate_entities.conventions import Mention
from annotate_entities.lexicon import french
from annotate_entities.nested import inner

ARTICLES = Path(__file__).resolve().parents[4] / "shared" / "gold" / "entity" / "winer-fr.dev.jsonl"
KINDS = {"PER": "person", "LOC": "place", "ORG": "organisation", "PRODUCT": "product", "EVENT": "event"}


def main() -> None:
    """Measure."""
    if not ARTICLES.exists():
        raise SystemExit("skipped: there is no ../shared/gold/entity beside the repository")
    right = have = want = 0
    for article in map(json.loads, ARTICLES.read_text(encoding="utf-8").strip().split("\n")):
        outer = sorted(Mention(s, e, KINDS[k]) for s, e, k in article["ents"] if k in KINDS)
        whole = {(mention.start, mention.end) for mention in outer}
        gold = {Mention(s, e, KINDS[k]) for s, e, k in article["nested"] if k in KINDS and (s, e) not in whole}
        found = set(inner(article["text"], outer, french()))
        right, have, want = right + len(found & gold), have + len(found), want + len(gold)
    print(f"names within names: precision {100 * right / have:.1f} recall {100 * right / want:.1f} of {want}")


if __name__ == "__main__":
    main()
