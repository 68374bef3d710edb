"""Ships in a text: the press puts a type before the name («le pétrolier russe Evita», «le cargo nord-coréen "Wise"»).

A ship's name alone is any word, so it is looked for only behind a type, and matched letter by letter with the lists'
ships.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from annotate import Document
from annotate_sanctions.countries import of_programmes, spoken_of
from annotate_sanctions.datafile import lines
from annotate_sanctions.entries import VESSEL, Entry
from annotate_sanctions.index import Index
from annotate_sanctions.reasons import said
from annotate_sanctions.vessels import imo, name_words
from annotate_sanctions.words import fold, french_words

_TYPE = 4  # letters of a word that tells a ship
_NEAR = 300  # code points on either side in which a country counts
_NAME = r"(?:[A-ZÀ-Ý][\w'’-]*|\d+)(?: (?:[A-ZÀ-Ý][\w'’-]*|\d+)){0,4}"
_QUOTES = r"[«\"“]\s?"
_WORD = re.compile(r"\w+")


class Ship(NamedTuple):
    """A ship's name in a text: half-open in code points, with its words and its IMO number if that stands behind it."""

    start: int
    end: int
    name: str
    imo: str | None


class ShipMatch(NamedTuple):
    """A ship found on a list. ``list``: the list's number in the index."""

    ship: Ship
    list: int
    entry: Entry
    grade: str
    reason: str


@cache
def _behind() -> re.Pattern[str]:
    """What may stand between a type and a name: adjectives, «battant pavillon …», a comma."""
    adjective = r"[- ](?!(?:le|la|les|de|du|des|un|une|et|à|au|aux|en|par|pour)\b)[a-zà-ÿ-]+"
    return re.compile(rf"(?:{adjective}){{0,4}},? (?:{_QUOTES})?({_NAME})")


@cache
def _types() -> frozenset[str]:
    return frozenset(word for word in lines("vessel_types.txt") if len(word) >= _TYPE)


def ships(text: str) -> Iterator[Ship]:
    """The ships that a text names behind a type, in its order. Time is linear in the text."""
    end = 0
    for word in _WORD.finditer(text):
        if word.start() < end or word[0][0].isdigit() or fold(word[0]).rstrip("s") not in _types():
            continue
        if match := _behind().match(text, word.end()):
            end = match.end(1)
            yield Ship(match.start(1), end, match[1], imo(text[end : end + 40]))


def ship_matches(index: Index, document: Document, language: str = "fr") -> Iterator[ShipMatch]:
    """The ships of a document that stand on the lists. **A**: the entry's country or subject stands near, or its IMO
    number behind the name; **B**: somewhere in the text; **C**: neither.
    """
    anywhere: frozenset[str] | None = None
    for ship in ships(document.text):
        names = [index.name(n) for n in sorted(index.posting(f"v|{' '.join(name_words(ship.name))}"))]
        for number, name in sorted({name.entry: name.name.text for name in reversed(names)}.items()):
            which, entry = index.entry(number)
            if entry.kind != VESSEL:
                continue
            if anywhere is None:
                anywhere = frozenset(document.shared("sanctions.countries", lambda d: spoken_of(french_words(d.text))))
            numbers = {imo(name.text) for name in entry.names} - {None}
            if ship.imo and numbers and ship.imo not in numbers:
                continue
            about = set(entry.countries) | set(of_programmes(entry.programme.split(", ")))
            around = document.text[max(0, ship.start - _NEAR) : ship.start] + document.text[ship.end : ship.end + _NEAR]
            reason = [said("exact", language, name=name)]
            if ship.imo and ship.imo in numbers:
                grade, why = "A", "imo"
            elif about & spoken_of(french_words(around)).keys():
                grade, why = "A", "near"
            elif about & anywhere:
                grade, why = "B", "somewhere"
            else:
                grade, why = "C", "nowhere" if about else "no_country"
            yield ShipMatch(ship, which, entry, grade, " ; ".join([*reason, said(why, language)]))
