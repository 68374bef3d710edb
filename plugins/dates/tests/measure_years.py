"""Infers the year of articles whose publication date is withheld, and compares it with the real one.

    python plugins/dates/tests/measure_years.py [-v]

Twice over WiNER-fr's training half: as the articles are, which begin with a dateline («31 mars 2016. –»), and with that
dateline taken out, so that only the text itself can tell.
"""

import sys
from collections import Counter

from annotate_dates.infer import dateline
from annotate_dates.lexicon import load
from annotate_dates.pipeline import dates_of
from corpus import articles, share


def without_dateline(text):
    symbols = [d.symbol for d in dates_of(text, "fr", None)[1]]
    head = dateline(symbols, text, load("fr"))
    return text[: head.start] + text[head.end :] if head else text


def count(texts):
    """How many of ``(text, date)`` are answered, and how many of these rightly."""
    found = Counter()
    for text, date in texts:
        reference, _ = dates_of(text, "fr", None)
        if reference is None:
            continue
        right = reference.first.year == int(date[:4])
        found["answered"] += 1
        found["right"] += right
        found["day known"] += reference.day is not None
        found["day right"] += str(reference.day) == date[:10]
        if "-v" in sys.argv and not right:
            print(date, reference, reference.reason)
    return found


def main():
    news = [(article["text"], article["date"]) for article in articles("entity/winer-fr.train.jsonl")]
    bare = [(without_dateline(text), date) for text, date in news]
    for name, texts in (("as they are", news), ("without dateline", bare)):
        found = count(texts)
        print(f"{name}: answered {share(found['answered'], len(texts))}")
        print(f"{name}: year right {share(found['right'], found['answered'])}")
        print(f"{name}: day right {share(found['day right'], found['day known'])}")


if __name__ == "__main__":
    main()
