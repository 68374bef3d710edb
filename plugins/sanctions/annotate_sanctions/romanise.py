"""Two ways of writing one foreign name, brought to keys that can be compared: words in, keys out.

A key is a scheme's letter, a colon, and what the word becomes under the scheme's rules, which are data:
``=`` the word itself, ``g`` a group of given names, ``s`` Slavic, ``a`` Arabic and Persian, ``k`` a Korean syllable,
``b`` Slavic with o and a as one, as Belarusian writes the unstressed o.
Two words agree if they share a key; for ``a``, whose keys are consonants, the vowels must agree too (`vowels_agree`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from annotate_sanctions.datafile import table

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_DOUBLED = re.compile(r"([^aeiou])\1+")
_VOWELS = re.compile(r"[aeiouw]*")
_AKANYE = 6  # letters of a word in which Belarusian a for Russian o does not make another name
_SHORTEST_SKELETON = 2  # consonants: fewer say nothing

# What a vowel of one transcription may stand for in another. Long clusters are compared as they are.
_SOUNDS = {"a": "a", "e": "aiy", "i": "i", "o": "uo", "u": "uo", "ai": "y", "ei": "y", "au": "uo", "aw": "uo", "": "0"}


@cache
def _slavic() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    rules = list(table("romanisation/slavic.tsv", 3))
    french, both = (tuple((old, new) for side, old, new in rules if side == s) for s in ("french", "both"))
    return french, both


@cache
def _arabic() -> tuple[tuple[str, str], ...]:
    return tuple((old, new.replace(" ", "")) for old, new in table("romanisation/arabic.tsv", 2))


@cache
def _cyrillic() -> dict[int, str]:
    return {ord(letter): latin for letter, latin in table("romanisation/cyrillic.tsv", 2)}


@cache
def _groups(file: str, prefix: str) -> dict[str, str]:
    from annotate_sanctions.datafile import lines

    found: dict[str, str] = {}
    for line in lines(file):
        forms = line.split("\t")
        for form in forms:
            found.setdefault(form.replace("'", "").strip(), f"{prefix}:{forms[0]}")
    return found


@cache
def _given() -> dict[str, str]:
    return _groups("given_names.tsv", "g")


@cache
def _korean() -> dict[str, str]:
    return _groups("romanisation/korean.tsv", "k")


def given_name(word: str) -> str | None:
    """The key of a given name that the data file knows, or None."""
    return _given().get(word)


def korean_syllable(word: str) -> str | None:
    """The key of a Korean syllable, or None."""
    return _korean().get(word)


def latin(word: str) -> str:
    """A Cyrillic word in Latin letters; any other as it is."""
    return word.translate(_cyrillic()) if _CYRILLIC.search(word) else word


@lru_cache(maxsize=1 << 17)
def list_keys(word: str) -> frozenset[str]:
    """The keys of a word of a list, in any romanisation or in Cyrillic."""
    return _keys(latin(word), french=False)


@lru_cache(maxsize=1 << 14)
def press_keys(word: str) -> frozenset[str]:
    """The keys of a word as the French press writes it."""
    return _keys(latin(word), french=True)


def _keys(word: str, *, french: bool) -> frozenset[str]:
    found = {f"=:{word}"}
    if not word.isascii() or word.isdigit():
        return frozenset(found)
    slavic = [_replaced(word, _slavic()[1])]
    if french:
        slavic.append(_replaced(_replaced(word, _slavic()[0]), _slavic()[1]))
    found.update(f"s:{key}" for key in slavic)
    if len(word) >= _AKANYE:
        found.update(f"b:{key.replace('o', 'a')}" for key in slavic)
    for form in (word, *slavic):
        if group := _given().get(form):
            found.add(group)
    if syllable := _korean().get(word):
        found.add(syllable)
    skeleton = sounds(word)[0]
    if len(skeleton.lstrip("^")) >= _SHORTEST_SKELETON:
        found.add(f"a:{skeleton}")
    return frozenset(found)


@lru_cache(maxsize=1 << 17)
def sounds(word: str) -> tuple[str, tuple[str, ...]]:
    """A word of an Arabic name as its consonants and the vowels before, between and behind them."""
    plain = _DOUBLED.sub(r"\1", _replaced(word, _arabic()))
    consonants, clusters, at = "", [], 0
    while True:
        match = _VOWELS.match(plain, at)
        assert match is not None
        cluster = match[0]
        if cluster.startswith("w"):  # before a vowel, or first: a consonant
            consonants, at = consonants + "w", match.start() + 1
            clusters.append("")
            continue
        clusters.append(cluster)
        if match.end() == len(plain):
            break
        consonants, at = consonants + plain[match.end()], match.end() + 1
    return ("^" if clusters[0] else "") + consonants, tuple(clusters)


def vowels_agree(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether the vowels of two words with the same consonants can stand for the same sounds."""
    return all(
        a.replace("o", "u") == b.replace("o", "u") or set(_SOUNDS.get(a, "1")) & set(_SOUNDS.get(b, "2"))
        for a, b in zip(one, other, strict=False)
    )


def _replaced(word: str, replacements: tuple[tuple[str, str], ...]) -> str:
    word = f"^{word}$"
    for old, new in replacements:
        if old in word:
            word = word.replace(old, new)
    return word[1:-1]


EXACT, GIVEN, SLAVIC, ARABIC, KOREAN, BELARUSIAN = "exact", "given", "slavic", "arabic", "korean", "belarusian"
_SCHEMES = {"=": EXACT, "g": GIVEN, "s": SLAVIC, "k": KOREAN, "b": BELARUSIAN}


@lru_cache(maxsize=1 << 15)
def agreement(press: str, listed: str) -> str | None:
    """How a word of the press agrees with one of a list: the scheme's name, or None if it does not."""
    if press == listed:
        return EXACT
    shared = press_keys(press) & list_keys(listed)
    schemes = {key[0] for key in shared}
    for letter, scheme in _SCHEMES.items():
        if letter in schemes:
            return scheme
    if "a" in schemes and vowels_agree(sounds(latin(press))[1], sounds(latin(listed))[1]):
        return ARABIC
    return None
