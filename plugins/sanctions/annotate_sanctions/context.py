"""What a document says around an entity's mentions that confirms or contradicts a list's entry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from annotate import Document, Entity
from annotate_sanctions.countries import spoken_of
from annotate_sanctions.datafile import lines, table
from annotate_sanctions.entries import PERSON, Entry
from annotate_sanctions.words import french_words, words

_NEAR = 300  # code points on either side of a mention that are near it
_BESIDE = 45  # in which an occupation is the mention's own
_AGE = re.compile(r"\W{1,3}(\d{2}) ans\b")
_MENTIONS = 50  # of an entity whose surroundings are looked at
_SPORTS = 2  # words of sports news that make a passage one
_SLACK = 1  # years by which an age and a year of birth may be apart
_STOPS = re.compile(r"[.!?;\n]")


class Surroundings(NamedTuple):
    """The countries and subjects near an entity's mentions and in the document, words beside it, its age, and the words
    of sports news near it.
    """

    near: frozenset[str]
    anywhere: frozenset[str]
    beside: frozenset[str]
    age: int | None
    sports: tuple[str, ...]


@cache
def _occupations() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (stem, tuple(english.split(";")))
        for stems, english in table("occupations_fr.tsv", 2)
        for stem in stems.split(";")
        if " " not in stem
    )


@cache
def _sports() -> tuple[str, ...]:
    return tuple(lines("sport_fr.txt"))


def surroundings(document: Document, entity: Entity) -> Surroundings:
    """What stands around an entity; its own names do not count."""
    text = document.text
    own = {word for name in entity.names for word in words(name.text)}
    everything = document.shared("sanctions.countries", lambda d: spoken_of(french_words(d.text)))
    near: list[str] = []
    beside: set[str] = set()
    age = None
    for mention in document.mentions(entity)[:_MENTIONS]:
        start, end = mention.start, mention.end
        around = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
        for side in around:
            near += [word for word in french_words(side) if word not in own]
        before = _STOPS.split(around[0][-_BESIDE:])[-1].rpartition(",")[2]
        beside.update(french_words(before))
        apposition = around[1][:_BESIDE]
        if apposition.startswith(","):
            beside.update(french_words(_STOPS.split(apposition[1:])[0].partition(",")[0]))
        if age is None and (match := _AGE.match(around[1])):
            age = int(match[1])
    return Surroundings(
        frozenset(spoken_of(near)),
        frozenset(code for code, said in everything.items() if said - own),
        frozenset(beside),
        age,
        tuple(word for word in near if any(_fits(word, cue) for cue in _sports())),
    )


def contradiction(entry: Entry, around: Surroundings, published: str | None) -> tuple[str, str] | None:
    """The key of a reason and the word of the text that speaks against the entry, or None."""
    if entry.kind != PERSON:
        return None
    if around.age is not None and entry.born and published:
        born = int(published[:4]) - around.age
        if all(abs(int(year) - born) > _SLACK for year in entry.born):
            return "age", f"{around.age} ans"
    functions = entry.functions.lower()
    for stem, english in _occupations():
        for word in sorted(around.beside):
            if _fits(word, stem) and not _said(english, functions):
                return "occupation", word
    if len(around.sports) >= _SPORTS and not _said(("sport", "athlet", "olympi", "club"), functions):
        return "sports", ", ".join(dict.fromkeys(around.sports[:_SPORTS]))
    return None


def _fits(word: str, cue: str) -> bool:
    return word.startswith(cue[:-1]) if cue.endswith("*") else word == cue


def _said(english: Iterable[str], functions: str) -> bool:
    return any(word in functions for word in english)
