"""Names made comparable: without case, accents and punctuation, and two ways of writing one foreign name as one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_DROPPED = re.compile("['’‘ʼʿʾ`´.]")  # inside words: Qa'ida, S.A.
_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ı": "i"})


def words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, hyphens and other punctuation."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.casefold()).translate(_LIGATURES)
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
    return tuple(_WORD.findall(_DROPPED.sub("", name).casefold()))


@dataclass(frozen=True)
class Rules:
    """The data files: replacements for the press's side and for both sides, groups of given names, and the rest."""

    french: tuple[tuple[str, str], ...]
    both: tuple[tuple[str, str], ...]
    given: dict[str, str]
    patronymics: tuple[str, ...]
    common: frozenset[str]


@cache
def rules() -> Rules:
    """The rules, read once."""
    replacements = [line.split("\t")[:3] for line in _lines("romanisation_fr.tsv")]
    french, both = (tuple((old, new) for side, old, new in replacements if side == s) for s in ("french", "both"))
    given: dict[str, str] = {}
    for line in _lines("given_names.tsv"):
        forms = line.split("\t")
        for form in forms:
            for key in (_replaced(form, both), _replaced(_replaced(form, french), both)):
                given.setdefault(key, forms[0])
    return Rules(french, both, given, tuple(_lines("patronymics.txt")), frozenset(_lines("common_names.txt")))


def list_key(name: tuple[str, ...]) -> tuple[str, ...]:
    """A list's words as a key for comparison with those of `press_keys`."""
    return tuple(map(_list_word, name))


def press_keys(name: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The keys of a name in a French text: as French romanises it, and as it stands."""
    return list(dict.fromkeys((tuple(map(_press_word, name)), list_key(name))))


def without_patronymic(given: tuple[str, ...]) -> tuple[str, ...]:
    """Given names without a patronymic behind the first."""
    if len(given) == 2 and len(given[1]) > 5 and given[1].endswith(rules().patronymics):
        return given[:1]
    return given


@lru_cache(maxsize=1 << 16)
def _list_word(word: str) -> str:
    key = _replaced(word, rules().both)
    return rules().given.get(key, key)


@lru_cache(maxsize=1 << 12)
def _press_word(word: str) -> str:
    key = _replaced(_replaced(word, rules().french), rules().both)
    return rules().given.get(key, key)


def _replaced(word: str, replacements: tuple[tuple[str, str], ...]) -> str:
    word = f"^{word}$"
    for old, new in replacements:
        word = word.replace(old, new)
    return word[1:-1]


def _lines(file: str) -> Iterator[str]:
    text = (files("annotate_sanctions") / "data" / file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
