"""Infers the year of articles whose publication date is withheld, and compares it with the real one.

    python plugins/dates/tests/measure_years.py [-v] [--dev]

The answers are counted by what they rest on too. Twice over WiNER-fr's training half, or its development half: as the
articles are, which begin with a dateline («31 mars 2016. –»), and with that dateline taken out, so that only the text
itself can tell. Then over French TimeBank's development half, news of 1999 to 2003.
"""

import sys
from collections import Counter

from annotate_dates.dateline import dateline
from annotate_dates.lexicon import load
from annotate_dates.pipeline import dates_of
from corpus import articles, share


def without_dateline(text):
    symbols = [d.symbol for d in dates_of(text, "fr", None)[1]]
    head = dateline(symbols, text, load("fr"))
    return text[: head.start] + text[head.end :] if head else text


# What the reason of an answer tells of its evidence; an answer may rest on several.
KINDS = {
    "dateline": "dateline «",
    "who holds an office": "in office ",
    "who has died": "dead on ",
    "games and summits": "held ",
    "a year or day in the first line": "in its first line",
    "a line that is a date": "on a line of its own",
    "a day in the first lines": "in its first lines",
    "days beside the last day with a year": "beside the last day",
}


def kinds(reason):
    """The kinds of evidence that a reason names; days of the week and other dates where it names none of them."""
    return [kind for kind, sign in KINDS.items() if sign in reason] or ["days of the week, other dates"]


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
        for kind in kinds(reference.reason):
            found[kind] += 1
            found[f"{kind}, right"] += right
        found["day known"] += reference.day is not None
        found["day right"] += str(reference.day) == date[:10]
        if "-v" in sys.argv and not right:
            print(date, reference, reference.reason)
    return found


def evidence(texts):
    """How many texts name their own year, and how many a weekday beside a day and month."""
    named = weekdays = either = 0
    for text, date in texts:
        symbols = [d.symbol for d in dates_of(text, "fr", None)[1]]
        own = any(s.year == int(date[:4]) for s in symbols)
        weekday = any(s.weekday and s.month and s.year is None for s in symbols)
        named, weekdays, either = named + own, weekdays + weekday, either + (own or weekday)
    return named, weekdays, either


def main():
    half = "dev" if "--dev" in sys.argv else "train"
    news = [(article["text"], article["date"]) for article in articles(f"entity/winer-fr.{half}.jsonl")]
    bare = [(without_dateline(text), date) for text, date in news]
    for name, texts in (("as they are", news), ("without dateline", bare)):
        found = count(texts)
        print(f"{name}: answered {share(found['answered'], len(texts))}")
        print(f"{name}: year right {share(found['right'], found['answered'])}")
        print(f"{name}: day right {share(found['day right'], found['day known'])}")
        for kind in [*KINDS, "days of the week, other dates"]:
            if found[kind]:
                print(f"    {kind}: right {share(found[f'{kind}, right'], found[kind])}")
    others = [(text["text"], text["ref_date"]) for text in articles("date/french-timebank.dev.jsonl")]
    found = count(others)
    print(f"French TimeBank: answered {share(found['answered'], len(others))}")
    print(f"French TimeBank: year right {share(found['right'], found['answered'])}")
    named, weekdays, either = evidence(bare)
    print(f"without dateline: {named} name their own year, {weekdays} a weekday with its day and month")
    print(f"without dateline: one or the other {share(either, len(bare))}")


if __name__ == "__main__":
    main()
