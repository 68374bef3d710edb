"""Plants one wrong month, weekday or year in each of 500 articles and counts the warnings.

    python plugins/dates/tests/measure_planted_errors.py [-v] [--seed N] [--missed N]

An article counts as flagged if the changed expression has a warning, or one that names it does; a false warning is any
warning on an article as it was. The articles are those of WiNER-fr's training half, with the publication date that
their metadata state; the same seed plants the same errors. The draws:

- days: any day of the calendar that the text names by its month, the dateline among them;
- days but datelines: the same without what the stated publication date contradicts by itself;
- all: any expression with a month's name, a weekday's name or a year of four figures, alone or not;
- the strata of both, each by itself.

``--missed N`` prints N of the first draw's errors that went unnoticed, for reading: is there anything in the text that
contradicts them?
"""

import argparse
import random
import re
from collections import Counter

from annotate_dates.dateline import dateline
from annotate_dates.lexicon import load
from annotate_dates.pipeline import dates_of
from corpus import articles, share

WANTED = 500
LEXICON = load("fr")
MONTHS = [name for name in LEXICON.months if name.isalpha() and (len(name) > 4 or name in ("mars", "mai", "juin"))]
WEEKDAYS = list(LEXICON.weekdays)
WORDS = re.compile(rf"(?i)\b(?:{'|'.join(MONTHS + WEEKDAYS)}|août|(?:19|20)\d\d)\b")
DAYS = {"dateline", "day with a weekday", "day and month", "day, month and year"}


def changed(written):
    """The expression with another month, weekday or year, or None where it has none of them."""
    places = list(WORDS.finditer(written))
    if not places:
        return None
    place = random.choice(places)
    word = place[0].lower()
    if word.isdigit():
        other = str(int(word) + random.choice([-3, -2, -1, 1, 2, 3]))
    else:
        names = LEXICON.months if word in LEXICON.months else LEXICON.weekdays
        other = random.choice([w for w in (MONTHS if word in LEXICON.months else WEEKDAYS) if names[w] != names[word]])
    return written[: place.start()] + other + written[place.end() :]


def stratum(symbol, head):
    """What an expression is, or None where nothing in it can be changed."""
    if symbol is head:
        return "dateline"
    if symbol.meaning == "weekday":
        return "weekday alone"
    if symbol.meaning != "calendar":
        return None
    if symbol.day and symbol.month:
        if symbol.weekday:
            return "day with a weekday"
        return "day, month and year" if symbol.year else "day and month"
    if symbol.month:
        return "month and year" if symbol.year else "month alone"
    return "year alone"


def places(article):
    """``(stratum, symbol, its date)`` of every expression of an article that can be changed."""
    text = article["text"]
    dates = dates_of(text, "fr", article["date"])[1]
    head = dateline([d.symbol for d in dates], text, LEXICON)
    for d in dates:
        kind = stratum(d.symbol, head)
        if kind and WORDS.search(text[d.symbol.start : d.symbol.end]):
            yield kind, d.symbol, d.value.day


def plant(article, symbol):
    """The article with one expression changed, and the warnings on it."""
    text = article["text"]
    other = changed(text[symbol.start : symbol.end])
    new = text[: symbol.start] + other + text[symbol.end :]
    found = [d for d in dates_of(new, "fr", article["date"])[1] if d.symbol.start < symbol.end + 20]
    found = [d for d in found if d.symbol.end > symbol.start - 20]
    return new, other, [doubt for d in found for doubt in d.doubts]


def as_they_are(news, verbose):
    warned, codes = 0, Counter()
    for article in news:
        doubted = [d for d in dates_of(article["text"], "fr", article["date"])[1] if d.doubts]
        warned += bool(doubted)
        for d in doubted:
            codes.update(doubt.code for doubt in d.doubts)
            if verbose:
                around = article["text"][max(0, d.symbol.start - 90) : d.symbol.end + 40].replace("\n", " ")
                print(article["date"], *(doubt.code for doubt in d.doubts), "|", around)
    print("articles with a warning as they are:", share(warned, len(news)), dict(codes))


def draw(news, found, kinds, missed=0):
    """Plant an error in up to 500 articles and count: flagged, with a rival, the rival right, by code."""
    count, codes, rivals = Counter(), Counter(), Counter()
    order = random.sample(range(len(news)), len(news))
    rounds = 1 if sum(any(k in kinds for k, _, _ in found[i]) for i in order) >= WANTED else 20
    for i in order * rounds:
        wanted = [place for place in found[i] if place[0] in kinds]
        if not wanted or count["planted"] == WANTED:
            continue
        _, symbol, day = random.choice(wanted)
        new, other, doubts = plant(news[i], symbol)
        count["planted"] += 1
        count["flagged"] += bool(doubts)
        count["rival"] += any(doubt.rival for doubt in doubts)
        count["right"] += any(doubt.rival == f"{day}" for doubt in doubts)
        for doubt in doubts:
            codes[doubt.code] += 1
            rivals[doubt.code] += doubt.rival == f"{day}"
        if not doubts and missed:
            missed -= 1
            around = new[max(0, symbol.start - 150) : symbol.end + 100].replace("\n", " ")
            print(news[i]["date"], "was", day, "is", repr(other), "|", around)
    return count, codes, rivals


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-v", action="store_true", help="print the warnings on articles as they are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", type=int, default=0, help="print so many errors that went unnoticed")
    options = parser.parse_args()
    random.seed(options.seed)
    news = [article for article in articles("entity/winer-fr.train.jsonl") if article.get("date")]
    as_they_are(news, options.v)
    found = [list(places(article)) for article in news]
    kinds = Counter(kind for places in found for kind, _, _ in places)
    draws = {"days": DAYS, "days but datelines": DAYS - {"dateline"}, "all": set(kinds)} | {
        kind: {kind} for kind in sorted(kinds)
    }
    for name, wanted in draws.items():
        count, codes, rivals = draw(news, found, wanted, options.missed if name == "days" else 0)
        print(
            f"{name} ({sum(kinds[kind] for kind in wanted)} places): flagged", share(count["flagged"], count["planted"])
        )
        print("    with a rival", share(count["rival"], count["flagged"]), "; the right one", count["right"])
        print("   ", {code: f"{n}, rival right {rivals[code]}" for code, n in codes.most_common()})


if __name__ == "__main__":
    main()
