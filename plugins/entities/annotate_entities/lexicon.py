"""What the rules know of French names: countries, fixed kinds, head nouns, words that are no names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‑": "-", "œ": "oe", "Œ": "Oe"})
_BARE_CAPITALS = {"É": "[ÉE]", "È": "[ÈE]", "Î": "[ÎI]", "Ç": "[ÇC]", "'": "['’]", " ": "[ \u00a0\u202f]", "-": "[-‑]"}


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """A name without what typography changes: case, accents, kinds of apostrophes, hyphens and blanks."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class Lexicon:
    """The data files, ready to ask. All keys are folded; codes are ISO 3166-1 alpha-2.

    ``official``: code -> the country's usual French name. ``fixed``: names of one kind only.
    ``fixed_pattern`` finds those as whole words.
    """

    countries: dict[str, str]
    official: dict[str, str]
    capitals: frozenset[str]
    fixed: dict[str, str]
    fixed_pattern: re.Pattern[str]
    heads: dict[str, str]
    no_names: frozenset[str]
    titles: frozenset[str]


@cache
def french() -> Lexicon:
    """The French lexicon, read once."""
    countries: dict[str, str] = {}
    official: dict[str, str] = {}
    capitals: set[str] = set()
    no_names = {fold(line) for line in _lines("not_names_fr.txt")}
    for line in _lines("countries_fr.tsv"):
        code, names, demonyms, seats, *_ = (*line.split("\t"), "", "")
        official[code] = names.split("|")[0]
        countries.update((fold(name), code) for name in names.split("|"))
        capitals.update(fold(seat) for seat in seats.split("|") if seat)
        no_names.update(fold(form) for word in demonyms.split() for form in (word, word + "s"))
    no_names -= countries.keys()
    fixed = [line.split("\t") for line in _lines("names_fr.tsv")]
    return Lexicon(
        countries,
        official,
        frozenset(capitals),
        {fold(name): kind for kind, name in fixed},
        _whole_words(name for _, name in fixed),
        {fold(head): kind for kind, head in (line.split("\t") for line in _lines("heads_fr.tsv"))},
        frozenset(no_names),
        frozenset(_lines("titles_fr.txt")),
    )


def _lines(file: str) -> Iterator[str]:
    text = (files("annotate_entities") / "data" / file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _whole_words(names: Iterator[str]) -> re.Pattern[str]:
    """A pattern for any of these names; the longest wins where several begin at one place."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    written = ("".join(_BARE_CAPITALS.get(c) or re.escape(c) for c in name) for name in ordered)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(written)})(?![\w-])")
