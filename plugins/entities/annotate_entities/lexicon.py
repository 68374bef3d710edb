"""What the rules know of French names: countries, fixed kinds, head nouns, words that are no names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‑": "-", "œ": "oe", "Œ": "Oe"})
_BARE_CAPITALS = {"É": "[ÉE]", "È": "[ÈE]", "Î": "[ÎI]", "Ç": "[ÇC]", "'": "['’]", " ": "[ \u00a0\u202f]", "-": "[-‑]"}


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """A name without what typography changes: case, accents, kinds of apostrophes, hyphens and blanks."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.translate(APOSTROPHES))
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class Lexicon:
    """The data files, ready to ask. All keys are folded; codes are ISO 3166-1 alpha-2 or, of states that are no
    more, ISO 3166-3.

    ``official``: code -> the country's usual French name. ``fixed``: names of one kind only.
    ``fixed_pattern`` finds those as whole words. ``first_names``: those of one gender, f or m. ``person_cue``: what may
    stand before a person's name; the name of the group that matched says what it is. ``alias``: what stands between
    two names of one person. ``place_head``: a noun right before a place's name that belongs to it. ``same``: an
    organisation's other name -> the one that stands for all.
    """

    countries: dict[str, str]
    official: dict[str, str]
    towns: frozenset[str]
    fixed: dict[str, str]
    fixed_pattern: re.Pattern[str]
    heads: dict[str, str]
    no_names: frozenset[str]
    titles: frozenset[str]
    first_names: dict[str, str]
    person_cue: re.Pattern[str]
    alias: re.Pattern[str]
    place_head: re.Pattern[str]
    same: dict[str, str]


@cache
def french() -> Lexicon:
    """The French lexicon, read once."""
    countries: dict[str, str] = {}
    official: dict[str, str] = {}
    towns = {fold(line) for line in _lines("towns_fr.txt")}
    no_names = {fold(line) for line in _lines("not_names_fr.txt")}
    for line in _lines("countries_fr.tsv"):
        code, names, demonyms, seats, *_ = (*line.split("\t"), "", "")
        official[code] = names.split("|")[0]
        countries.update((fold(name), code) for name in names.split("|"))
        towns.update(fold(seat) for seat in seats.split("|") if seat)
        no_names.update(fold(form) for word in demonyms.split() for form in (word, word + "s"))
    no_names -= countries.keys()
    fixed = list(_table("names_fr.tsv"))
    return Lexicon(
        countries,
        official,
        frozenset(towns),
        {fold(name): kind for kind, name in fixed},
        _whole_words(name for _, name in fixed),
        {fold(head): kind for kind, head in _table("heads_fr.tsv")},
        frozenset(no_names),
        frozenset(_lines("titles_fr.txt")),
        {fold(name): gender for gender, names in _table("first_names_fr.tsv") for name in names.split()},
        _cues(_table("person_cues_fr.tsv")),
        _between(_lines("aliases_fr.txt")),
        _heads(_lines("place_heads_fr.txt")),
        {_bare(name): _bare(names[0]) for names in _table("same_fr.tsv") for name in names},
    )


def _lines(file: str) -> Iterator[str]:
    text = (files("annotate_entities") / "data" / file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _bare(name: str) -> str:
    return fold(name).replace("-", " ")


def _table(file: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(file))


def _cues(table: Iterable[list[str]]) -> re.Pattern[str]:
    """A pattern for these words right before a name, in a group each."""
    words: dict[str, list[str]] = {}
    for heading, line in table:
        words.setdefault(heading, []).extend(re.escape(w) for word in line.split() for w in {word, word.capitalize()})
    groups = [f"(?P<{heading}>{'|'.join(sorted(found))})" for heading, found in words.items()]
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(groups)})(?:,|[ \u00a0](?:de|du)(?=[ \u00a0]))?[ \u00a0\u202f](?:d['’])?\Z"
    )


def _between(phrases: Iterable[str]) -> re.Pattern[str]:
    written = ("".join(_BARE_CAPITALS.get(c) or re.escape(c) for c in phrase) for phrase in phrases)
    return re.compile(rf",?[ \u00a0]?[,(]?[ \u00a0]?(?:{'|'.join(written)})[ \u00a0]?[«\"“]?[ \u00a0]?")


def _heads(nouns: Iterable[str]) -> re.Pattern[str]:
    """A pattern for one of these nouns, and a preposition behind it or none, right before a name."""
    written = "|".join(form for noun in nouns for form in (noun, noun.capitalize()))
    return re.compile(rf"(?<![\w-])(?:{written})[ \u00a0](?:de (?:la |l['’])?|du |des |d['’])?\Z")


def _whole_words(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these names; the longest wins where several begin at one place."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    written = ("".join(_BARE_CAPITALS.get(c) or re.escape(c) for c in name) for name in ordered)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(written)})(?![\w-])")
