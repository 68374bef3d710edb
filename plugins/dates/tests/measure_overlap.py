"""Counts the hand-annotated dates of WiNER-fr that the plugin finds, and «été» after avoir or être read as a season.

    python plugins/dates/tests/measure_overlap.py [-v]

Found: an annotation overlaps the hand-made span. DATE spans of the development half; HOUR spans apart.
"""

import re
import sys
from collections import Counter

from annotate_dates.pipeline import dates_of
from corpus import articles, share

# Forms of avoir and of être (in «avoir été»), with an adverb or two between: whatever follows, no summer.
AUXILIARY = re.compile(
    r"\b(?:ai|as|a|avons|avez|ont|avais|avait|avions|aviez|avaient|aurai|auras|aura|aurons|aurez|auront|aurais|aurait|"
    r"aurions|auriez|auraient|aie|aies|ait|ayons|ayez|aient|eut|eurent|eût|ayant|avoir|est|sont|était|étaient)"
    r"(?:-t)?(?:[ -](?:il|elle|on|ils|elles|pas|jamais|plus|déjà|aussi|également|toujours|ainsi|depuis|\w+ment)){0,2}"
    r"[ \u00a0]été\b",
    re.IGNORECASE,
)


def main():
    count = Counter()
    for article in articles("entity/winer-fr.dev.jsonl"):
        text = article["text"]
        have = [d.symbol for d in dates_of(text, "fr", article["date"])[1]]
        for start, end, kind, *_ in article["ents"]:
            if kind in ("DATE", "HOUR"):
                found = any(s.start < end and start < s.end for s in have)
                count[kind] += 1
                count[kind, "found"] += found
                if "-v" in sys.argv and not found:
                    print(kind, repr(text[max(0, start - 30) : end + 20]))
    for kind in ("DATE", "HOUR"):
        print(f"{kind} spans found: {share(count[kind, 'found'], count[kind])}")
    verbs = wrong = 0
    for article in articles("entity/winer-fr.train.jsonl") + articles("entity/seed.jsonl"):
        text = article["text"]
        seasons = {d.symbol.end for d in dates_of(text, "fr", article.get("date"))[1] if d.symbol.meaning == "season"}
        for match in AUXILIARY.finditer(text):
            verbs += 1
            wrong += match.end() in seasons
    print(f"«été» after avoir or être read as a season: {wrong} of {verbs}")


if __name__ == "__main__":
    main()
