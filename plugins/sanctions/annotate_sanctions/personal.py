"""The parts of a person's name: which words are the family name, and which carry no weight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, product
from typing import NamedTuple

from annotate_sanctions import romanise
from annotate_sanctions.datafile import lines
from annotate_sanctions.scripts import syllables
from annotate_sanctions.words import words

_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)")
_TOKEN = re.compile(r"\S+")
_FILIAL = frozenset(("bin", "ben", "ibn", "bint", "bent", "ould"))
_ARTICLED = 4  # letters of an Arabic word of which two may be the article
_INITIALS = 2  # letters without a stop between them
_MOST = 8  # readings of one name that offers alternatives
_JOINED = ("abdul", "abdel", "abdal", "abd")
_FAITH = ("din", "deen", "dine", "eddine", "uddin")
_ARTICLES = frozenset(("al", "el", "ul", "ad", "ed", "ud", "ol", "il", "ar", "ur", "er", "as", "es", "us"))


class Personal(NamedTuple):
    """A name read: its words that carry weight, in the order given name first where that is known.

    ``family``: how many of the last words are the family name, 0 if the list does not say. ``nisba``: the last word
    had an Arabic article before it. ``korean``: no syllable may be missing. ``filial``: one word says whose son or
    daughter it is («bin»), so that the order of the words counts.
    """

    words: tuple[str, ...]
    family: int = 0
    nisba: bool = False
    korean: bool = False
    filial: bool = False


@cache
def _particles() -> frozenset[str]:
    return frozenset(lines("particles.txt"))


@cache
def _titles() -> frozenset[str]:
    return frozenset(lines("titles.txt"))


@cache
def _families() -> frozenset[str]:
    return frozenset(lines("korean_families.txt"))


@cache
def _patronymics() -> tuple[str, ...]:
    return tuple(lines("patronymics.txt"))


@lru_cache(maxsize=1 << 14)
def is_patronymic(word: str) -> bool:
    """Whether a word behind a given name is an East Slavic or Turkic patronymic, by its ending."""
    return len(word) > 5 and word.endswith(_patronymics())


def read(written: str) -> list[Personal]:
    """The readings of a list's name: ``FAMILY, Given``, ``Given FAMILY``, or without a sign of which is which.

    Words in parentheses and alternatives with a slash give readings of their own. Empty if nothing carries weight.
    """
    found: dict[Personal, None] = {}
    for variant in _variants(written):
        family, comma, given = variant.partition(",")
        if comma and given.strip() and all(map(_whole, (family, given))):
            readings = [_weighed(*_by_capitals(part)) for part in (family, given)]
        elif comma and given.strip():
            readings = [_weighed([*_split(given)], [*_split(family)])]
        else:
            readings = [_weighed(*_by_capitals(variant))]
        found.update(dict.fromkeys(reading for reading in readings if reading.words))
    return list(found)


@lru_cache(maxsize=1 << 12)
def read_press(written: str) -> Personal:
    """A name as the press writes it: given name first; «Family, Given» is turned."""
    family, _, given = written.partition(",")
    return _weighed([*_split(given), *_split(family)], [])


def _variants(written: str) -> Iterator[str]:
    """The name without what stands in parentheses, and with that in place of the word before it."""
    plain = _PARENTHESIS.sub("", written).strip(" ,;")
    for choice in islice(product(*(token.split("/") for token in plain.split(" "))), _MOST):
        yield " ".join(choice)
    for match in _PARENTHESIS.finditer(written):
        inner = match[1].strip()
        before = written[: match.start()].rsplit(" ", 1)
        if inner and " " not in inner and inner[0].isupper():
            yield _PARENTHESIS.sub("", " ".join([*before[:-1], inner, written[match.end() :]])).strip()


def _split(text: str) -> Iterator[str]:
    tokens = _TOKEN.findall(text)
    shouting = all(token.isupper() for token in tokens)
    for token in tokens:
        if len(token) == _INITIALS and token.isupper() and token.isalpha() and token.isascii() and not shouting:
            yield from token.lower()  # JC Juncker
        else:
            yield from syllables(token) or map(_without_article, words(token))


def _without_article(word: str) -> str:
    """A word in Arabic letters without the article that is written as a part of it."""
    return word[2:] if word.startswith("ال") and len(word) > _ARTICLED and word != "الله" else word


def _by_capitals(name: str) -> tuple[list[str], list[str]]:
    """Words in mixed case and words in capitals; the latter are the family name if there are both."""
    tokens = _TOKEN.findall(name)
    big = [any(len(part) > 1 and part.isupper() for part in re.split(r"[-'’]", token)) for token in tokens]
    if all(big) or not any(big):
        return list(_split(name)), []
    given = [word for token, capital in zip(tokens, big, strict=True) if not capital for word in words(token)]
    family = [word for token, capital in zip(tokens, big, strict=True) if capital for word in words(token)]
    if not any(word not in _particles() for word in given):  # «al-ASSAD» alone, «de LA CRUZ»
        return given + family, []
    return given, family


def _whole(part: str) -> bool:
    """Whether a part of a name has a given name and a family name in capitals, so that it is a name of its own."""
    given, family = _by_capitals(part)
    return bool(given and family)


def _weighed(given: list[str], family: list[str]) -> Personal:
    if len(given) > 1 and given[0] in ("le", "la", "l") and given[1] in _titles():
        given = given[1:]
    while len(given) > 1 and given[0] in _titles():
        given = given[1:]
    if _is_korean(given, family):
        return Personal((*given, *family), len(family), False, True)
    nisba = len(family or given) > 1 and (family or given)[-2] in _ARTICLES
    first, last = _joined(given), _joined(family)
    filial = any(word in _FILIAL for word in (*given, *family))
    return Personal((*first, *last), len(last), nisba, False, filial)


def _is_korean(given: list[str], family: list[str]) -> bool:
    both = [*family, *given]
    if not 2 <= len(both) <= 4 or not all(romanise.korean_syllable(word) for word in both):
        return False
    first = romanise.korean_syllable(both[0]) or ""
    return both[0] in _families() or first.partition(":")[2] in _families()


def _joined(found: list[str]) -> list[str]:
    """Without particles; with «Abd al-Malik», «Nasr Allah» and «Salah al-Din» as one word each."""
    out: list[str] = []
    n = 0
    while n < len(found):
        word = found[n]
        rest = found[n + 1 :]
        if word in _JOINED and rest:
            skip = 1 if rest[0] in _ARTICLES and len(rest) > 1 else 0
            out.append("abd" + rest[skip])
            n += skip + 2
            continue
        if out and word in ("allah", "ullah", "oullah", "الله"):
            out[-1] += "الله" if word == "الله" else "allah"
        elif out and word in _ARTICLES and rest and rest[0] in _FAITH:
            out[-1] += "eddine"
            n += 1
        elif out and word in _FAITH:
            out[-1] += "eddine"
        elif word not in _particles() or len(found) == 1:
            out.append(_unjoined(word))
        n += 1
    return out


def _unjoined(word: str) -> str:
    """«Abdulmalik», «Abdelmalek»: as «Abd al-Malik»."""
    for prefix in ("abdul", "abdel", "abdal", "abdoul"):
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return "abd" + word[len(prefix) :]
    return word
