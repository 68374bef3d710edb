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
from annotate_sanctions.words import french_words, words, words_of

_NEAR = 300  # code points on either side of a mention that are near it
_BESIDE = 45  # in which an occupation is the mention's own
_AGE = re.compile(r"\W{1,3}(\d{2}) ans\b")
_MENTIONS = 50  # of an entity whose surroundings are looked at
_SPORTS = 2  # words of sports news that make a passage one
_SLACK = 1  # years by which an age and a year of birth may be apart
_OF = re.compile(r"(?<!\w)(?:de|du|des|et|à|avec|contre|par|pour|selon|chez|d['’])\s*\Z")  # «l'avocat de» somebody
_TOLD = re.compile(r"\bwho\b|\bwhich\b|\bthat\b|\bin charge\b|[,.:]")
_STOPS = re.compile(r"[.!?;\n]")


class Surroundings(NamedTuple):
    """The countries and subjects near an entity's mentions and in the document, the words beside it and as phrases, its
    age, and the words of sports news near it.
    """

    near: frozenset[str]
    anywhere: frozenset[str]
    beside: frozenset[str]
    phrases: tuple[str, ...]
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


class _Function(NamedTuple):
    """Words beside a name, what the entries of such parties say, and whether they lead a state or a group."""

    french: tuple[str, ...]
    english: tuple[str, ...]
    leads: bool


@cache
def _functions() -> tuple[_Function, ...]:
    return tuple(
        _Function(tuple(french.split(";")), tuple(english.split(";")), leads == "head")
        for french, english, leads in table("functions_fr.tsv", 3)
    )


@cache
def _sports() -> tuple[frozenset[str], tuple[str, ...]]:
    """Words of sport, and beginnings of words."""
    cues = list(lines("sport_fr.txt"))
    return frozenset(c for c in cues if c[-1:] != "*"), tuple(c[:-1] for c in cues if c[-1:] == "*")


def surroundings(document: Document, entity: Entity) -> Surroundings:
    """What stands around an entity; its own names do not count."""
    text = document.text
    own = {word for name in entity.names for word in words(name.text)}
    everything = document.shared("sanctions.countries", lambda d: spoken_of(words_of(d)))
    near: list[str] = []
    beside: list[tuple[str, ...]] = []
    age = None
    for mention in document.mentions(entity)[:_MENTIONS]:
        start, end = mention.start, mention.end
        around = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
        for side in around:
            near += [word for word in french_words(side) if word not in own]
        before = _STOPS.split(around[0][-_BESIDE:])[-1].rpartition(",")[2]
        beside.append(() if _OF.search(before) else french_words(before))
        apposition = around[1][:_BESIDE]
        if apposition.startswith(","):
            beside.append(french_words(_STOPS.split(apposition[1:])[0].partition(",")[0]))
        if age is None and (match := _AGE.match(around[1])):
            age = int(match[1])
    whole, begun = _sports()
    return Surroundings(
        frozenset(spoken_of(near)),
        frozenset(code for code, said in everything.items() if said - own),
        frozenset(word for words_beside in beside for word in words_beside),
        tuple(f" {' '.join(words_beside)} " for words_beside in beside),
        age,
        tuple(word for word in near if word in whole or word.startswith(begun)),
    )


def confirmation(entry: Entry, around: Surroundings) -> str | None:
    """The words beside the name that say the entry's function, or None."""
    functions = _held(entry)
    for function in _functions():
        if _said(function.english, functions):
            for stem in function.french:
                for phrase in around.phrases:
                    if f" {stem} " in phrase or (stem.endswith("*") and f" {stem[:-1]}" in phrase):
                        return stem.rstrip("*")
    return None


def leads(entry: Entry) -> bool:
    """Whether an entry's function begins with that of somebody who leads a state, whom a text names without more."""
    functions = _held(entry)
    return any(function.leads and functions.startswith(function.english) for function in _functions())


def _held(entry: Entry) -> str:
    """What a party is, without what its entry tells of it («Member of the State Duma», who voted for something)."""
    return ";".join(_TOLD.split(part)[0] for part in entry.functions.lower().split(";"))


def contradiction(entry: Entry, around: Surroundings, published: str | None) -> tuple[str, str] | None:
    """The key of a reason and the word of the text that speaks against the entry, or None."""
    if entry.kind != PERSON:
        return None
    if around.age is not None and entry.born and published:
        born = int(published[:4]) - around.age
        if all(abs(int(year) - born) > _SLACK for year in entry.born):
            return "age", f"{around.age} ans"
    functions = _held(entry)
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
