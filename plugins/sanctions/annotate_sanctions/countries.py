"""Countries: from a list's words to codes, and whether a French text speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from annotate_sanctions.datafile import table

_SHORTEST, _LONGEST = 3, 12  # letters of a stem
_CODE = re.compile("[A-Z]{2}")
_NO_CODES = frozenset(
    ("EU", "NA", "XX", "ZZ")
)  # «not available», «unknown», and what is no country; Namibia has its name
_PART = re.compile(r"[;,/]| and |\([a-z]\)")


class _Countries(NamedTuple):
    english: dict[str, str]
    programmes: dict[str, list[str]]
    stems: dict[str, list[str]]
    whole: dict[str, list[str]]
    phrases: dict[str, str]


@cache
def _data() -> _Countries:
    english: dict[str, str] = {}
    programmes: dict[str, list[str]] = {}
    stems: dict[str, list[str]] = {}
    whole: dict[str, list[str]] = {}
    phrases: dict[str, str] = {}
    for code, names, acts, cues in table("countries.tsv", 4):
        english.update(dict.fromkeys(filter(None, names.split(";")), code))
        for act in filter(None, acts.split(";")):
            programmes.setdefault(act, []).append(code)
        for cue in filter(None, cues.split(";")):
            if " " in cue:
                phrases[cue.rstrip("*")] = code
            elif cue.endswith("*"):
                stems.setdefault(cue[:-1], []).append(code)
            else:
                whole.setdefault(cue, []).append(code)
    return _Countries(english, programmes, stems, whole, phrases)


def codes(written: str) -> tuple[str, ...]:
    """The codes of the countries or nationalities that a list's field names, or of the ISO 3166-1 code that it is,
    in capitals; what is not known is left out.
    """
    if _CODE.fullmatch(written):
        return () if written in _NO_CODES else ("gb" if written == "UK" else written.lower(),)
    low = written.lower().replace("’", "'").strip(" .;")
    known = _data().english
    parts = [low, *(part.strip(" .") for part in _PART.split(low))]
    return tuple(dict.fromkeys(known[part] for part in parts if part in known))


def of_programmes(programmes: Iterable[str]) -> tuple[str, ...]:
    """The codes of the countries (or, with a star, subjects) that programmes are about."""
    found: list[str] = []
    for programme in programmes:
        for known, about in _data().programmes.items():
            if programme == known or (known.endswith("*") and programme.startswith(known[:-1])):
                found += about
    return tuple(dict.fromkeys(found))


def spoken_of(words: Sequence[str]) -> dict[str, set[str]]:
    """The codes of the countries and subjects that a text speaks of, each with the words that say so. ``words``: of the
    text, without accents in lower case.
    """
    data = _data()
    found: dict[str, set[str]] = {}
    for word in set(words):
        codes = list(data.whole.get(word, ()))
        for length in range(_SHORTEST, min(len(word), _LONGEST) + 1):
            codes += data.stems.get(word[:length], ())
        for code in codes:
            found.setdefault(code, set()).add(word)
    joined = f" {' '.join(words)}"
    for phrase, code in data.phrases.items():
        if f" {phrase}" in joined:
            found.setdefault(code, set()).add(phrase)
    return found


def under_programmes(text: str) -> set[str]:
    """The codes of the countries that a French text names and that a programme of the lists is about."""
    from annotate_sanctions.words import french_words

    return {code for code in spoken_of(french_words(text)) if code in _sanctioned()}


@cache
def _sanctioned() -> frozenset[str]:
    codes = {code for about in _data().programmes.values() for code in about}
    codes |= {about for _, _, about in table("programmes.tsv", 3)}
    return frozenset(code for code in codes if code and not code.startswith("*"))
