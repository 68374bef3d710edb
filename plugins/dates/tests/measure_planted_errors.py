"""Plants one wrong month, weekday or year in each of 500 articles and counts the warnings.

    python plugins/dates/tests/measure_planted_errors.py [-v]

An article counts as flagged if the changed expression itself has a warning; a false warning is any warning on an
article as it was. Three kinds of expression are changed, and reported apart: dates that name their weekday («samedi 3
septembre 2016»), which a changed month, weekday or year contradicts; datelines, which the stated publication date
contradicts; and all other dates with a day and a month («le 3 septembre»), where the text may say nothing against the
change. The articles are those of WiNER-fr's training half; the same seed plants the same errors.
"""

import random
import re
import sys

from annotate_dates.infer import dateline
from annotate_dates.lexicon import load
from annotate_dates.pipeline import dates_of
from corpus import articles, share

WANTED = 500
LEXICON = load("fr")
MONTHS = [name for name in LEXICON.months if len(name) > 4 or name in ("mars", "mai", "juin", "août")]
WEEKDAYS = list(LEXICON.weekdays)
WORDS = re.compile(rf"(?i)\b(?:{'|'.join(MONTHS + WEEKDAYS)}|(?:19|20)\d\d)\b")


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
        names = LEXICON.months if word in MONTHS else LEXICON.weekdays
        other = random.choice([w for w in (MONTHS if word in MONTHS else WEEKDAYS) if names[w] != names[word]])
    return written[: place.start()] + other + written[place.end() :]


def kind_of(symbol, head):
    if symbol == head:
        return "dateline"
    return "with a weekday" if symbol.weekday else "without a weekday"


def plant(article, kind):
    """The article with one expression changed, and where it starts; None where there is nothing to change."""
    text = article["text"]
    symbols = [d.symbol for d in dates_of(text, "fr", article["date"])[1]]
    head = dateline(symbols, text, LEXICON)
    days = [s for s in symbols if s.meaning == "calendar" and s.month and s.day and kind_of(s, head) == kind]
    if not days:
        return None
    place = random.choice(days)
    other = changed(text[place.start : place.end])
    return (text[: place.start] + other + text[place.end :], place.start) if other else None


def main():
    random.seed(1)
    news = [article for article in articles("entity/winer-fr.train.jsonl") if article.get("date")]
    warned = 0
    for article in news:
        doubted = [d for d in dates_of(article["text"], "fr", article["date"])[1] if d.doubts]
        warned += bool(doubted)
        for d in doubted if "-v" in sys.argv else ():
            around = article["text"][max(0, d.symbol.start - 60) : d.symbol.end + 30].replace("\n", " ")
            print(article["date"], *(doubt.code for doubt in d.doubts), "|", around)
    print("articles with a warning as they are:", share(warned, len(news)))
    for kind in ("with a weekday", "dateline", "without a weekday"):
        planted = flagged = rival = 0
        for article in random.sample(news * 5, 5 * len(news)):
            result = planted < WANTED and plant(article, kind)
            if result:
                planted += 1
                after = [d for d in dates_of(result[0], "fr", article["date"])[1] if d.symbol.start == result[1]]
                flagged += any(d.doubts for d in after)
                rival += any(doubt.rival for d in after for doubt in d.doubts)
        print(f"{kind}: flagged {share(flagged, planted)}, with a rival {share(rival, planted)}")


if __name__ == "__main__":
    main()
