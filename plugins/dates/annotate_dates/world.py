"""What is known of the world, with its days: who held which office, events, deaths, meetings, what recurs.

Loaded with the first text that may need it. A language may have some of the files, or none.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from annotate_dates.lexicon import has, rows
from annotate_dates.periods import Period, period
from annotate_dates.phrases import Phrases


class Office(NamedTuple):
    """A term of office: the words for the office, the words that may stand between them and the name, and when."""

    words: tuple[str, ...]
    between: frozenset[str]
    first: str
    last: str

    @property
    def held(self) -> Period:
        """From the day of taking office to the day of leaving it."""
        return period(self.first, self.last)


class Known(NamedTuple):
    """What happened once, or one time of several: its kind (``event``, ``meeting``, ``death``, ``series``) and when."""

    kind: str
    first: str
    last: str

    @property
    def days(self) -> Period:
        """Its first day and its last one, as precise as they are known."""
        return period(self.first, self.last)


@cache
def offices(language: str) -> Phrases[Office]:
    """Names of holders of offices, in full and by surname."""
    found: Phrases[Office] = Phrases()
    if not has(language, "offices.txt"):
        return found
    words = {row[0]: tuple(row[1].split(",")) for row in rows(language, "office_words.tsv")}
    places = {row[0]: frozenset(row[1].split(",") if row[1:] else ()) for row in rows(language, "office_places.tsv")}
    office, between = "", frozenset[str]()
    for row in rows(language, "offices.txt"):
        if row[0].startswith("@"):
            _, office, place = row[0].split()
            between = places[place] | places["*"] | places.get(f"*{office}", frozenset())
            continue
        term = Office(words[office], between, row[1], row[2])
        for name in row[0].split("|"):
            for written in {name, name.split()[-1]}:
                found.add(written.replace("_", " "), term)
    return found


@cache
def known(language: str) -> Phrases[Known]:
    """Names of events, meetings («JO de Rio»), the dead, and what recurs in known years («élection présidentielle»)."""
    found: Phrases[Known] = Phrases()

    def table(name: str) -> list[list[str]]:
        return rows(language, name) if has(language, name) else []

    for names, first, last in table("events.tsv"):
        _add(found, names.split("|"), Known("event", first, last))
    for names, day in table("deaths.tsv"):
        _add(found, names.split("|"), Known("death", day, day))
    words = {row[0]: row[1].split(",") for row in table("meeting_words.tsv")}
    for kind, names, first, last in table("meetings.tsv"):
        before = [word if word.endswith("'") else f"{word} " for word in words[kind]]
        _add(found, [word + name for word in before for name in names.split("|")], Known("meeting", first, last))
    for names, written in table("series.tsv"):
        for year in _years(written):
            _add(found, names.split("|"), Known("series", f"{year}", f"{year}"))
    return found


def _add(found: Phrases[Known], names: list[str], fact: Known) -> None:
    for name in names:
        found.add(name, fact)


def _years(written: str) -> list[int]:
    """The years of «1896-1992/4,1994»."""
    years: list[int] = []
    for part in written.split(","):
        stretch, _, step = part.partition("/")
        first, _, last = stretch.partition("-")
        years += range(int(first), int(last or first) + 1, int(step or 1))
    return years
