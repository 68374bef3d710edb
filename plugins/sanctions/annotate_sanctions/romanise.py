"""Two ways of writing one foreign name, brought to keys that can be compared: words in, keys out.

A key is a scheme's letter, a colon, and what the word becomes under the scheme's rules, which are data, one file per
language: ``=`` the word itself, ``g`` a group of given names, ``s`` Slavic, ``b`` Slavic with Ukrainian, Belarusian and
Russian forms as one, ``a`` Arabic, ``f`` Persian, ``k`` a Korean syllable, ``c`` Chinese, ``r`` the consonants of
Arabic script.
Two words agree if they share a key; for ``a`` and ``f``, whose keys are consonants, the vowels must agree too
(`vowels_agree`); for ``c``, one of the two must be in an older transcription than pinyin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from annotate_sanctions.datafile import lines, table
from annotate_sanctions.scripts import is_arabic, latin_forms

_DOUBLED = re.compile(r"([^aeiou])\1+")
_VOWELS = re.compile(r"[aeiouw]*")
_GLIDE = re.compile(r"(?<=[^aeiou^])w(?=[aeiou])")  # Marwan, Marouane
_FOLDED = 5  # letters of a word in which Belarusian a for Russian o does not make another name
_SHORTEST_SKELETON = 2  # consonants: fewer say nothing
_SKELETONS = "af"  # Arabic, Persian
_SLAVIC = ("ov", "ev", "ova", "eva", "ski", "skaia", "enko", "vich")
_EMPTY = 2  # letters of a key without content
_PINYIN = re.compile(
    "(?:(?:[bpmfdtnlgkhjqxrzcswy]|[zcs]h)?(?:i?ang?|i?ong|[ae]i|i?ao|ou|[aei]n|[ei]ng|uang?|u?ai|u[aioen]|i[aeu]|ue|er|[aeiou]))+"
)

# What a vowel of one transcription may stand for in another. Long clusters are compared as they are.
_SOUNDS = {
    "": "0",
    "a": "a",
    "aa": "a",
    "e": "aiy",
    "ae": "aiy",
    "i": "i",
    "ii": "i",
    "o": "uo",
    "u": "uo",
    "oa": "uo",
    "ou": "uo",
    "au": "uo",
    "aw": "uo",
    "ai": "y",
    "ei": "y",
    "ia": "ia",
}


Rules = tuple[tuple[str, str], ...]


@cache
def _slavic(side: str) -> Rules:
    return tuple((old, new) for of, old, new in table("romanisation/russian.tsv", 3) if of == side)


@cache
def _folds() -> Rules:
    files = ("ukrainian", "belarusian")
    return tuple((old, new) for f in files for of, old, new in table(f"romanisation/{f}.tsv", 3) if of == "fold")


@cache
def _skeleton(scheme: str) -> Rules:
    first = () if scheme == "a" else _pairs("persian.tsv")
    return (*first, *_pairs("arabic.tsv"))


@cache
def _pairs(file: str) -> Rules:
    return tuple((old, new.replace(" ", "")) for old, new in table(f"romanisation/{file}", 2))


def _arabic_letters() -> Rules:
    return _pairs("arabic_letters.tsv")


def _chinese() -> Rules:
    return _pairs("chinese.tsv")


@cache
def _groups(file: str, prefix: str) -> dict[str, str]:
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
def _given_keys() -> dict[str, str]:
    """The Slavic names among the groups by their folded keys, so that a form nobody thought of is known."""
    found: dict[str, str] = {}
    for form, group in _given().items():
        if len(form) >= _FOLDED - 1:
            found.setdefault(_replaced(_replaced(form, _slavic("both")), _folds()), group)
    return found


@cache
def _korean() -> dict[str, str]:
    return _groups("romanisation/korean.tsv", "k")


def given_name(word: str) -> str | None:
    """The key of a given name that the data file knows, or None."""
    return _given().get(word)


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for n, line in enumerate(lines("nicknames.tsv")):
        for form in line.split("\t"):
            found.setdefault(form, set()).add(n)
    return {form: frozenset(groups) for form, groups in found.items()}


def nickname(one: str, other: str) -> bool:
    """Whether one given name is an everyday form of the other."""
    none: frozenset[int] = frozenset()
    return bool(_nicknames().get(one, none) & _nicknames().get(other, none))


def slavic_key(word: str) -> str:
    """A Latin word as the rules for what no side writes in one way leave it."""
    return _replaced(word, _slavic("both"))


def korean_syllable(word: str) -> str | None:
    """The key of a Korean syllable, or None."""
    return _korean().get(word)


@lru_cache(maxsize=1 << 17)
def list_keys(word: str) -> frozenset[str]:
    """The keys of a word of a list, in any romanisation or script."""
    return _keys(word, french=False)


@lru_cache(maxsize=1 << 14)
def press_keys(word: str) -> frozenset[str]:
    """The keys of a word as the French press writes it."""
    return _keys(word, french=True)


def _keys(word: str, *, french: bool) -> frozenset[str]:
    if is_arabic(word):
        return frozenset((f"=:{word}", f"r:{_unvowelled(word)}"))
    found = {f"=:{word}"}
    for form in latin_forms(word):
        found.add(f"=:{form}")
        if form.isascii() and not form.isdigit():
            found |= _of_latin(form, french)
    return frozenset(found)


def _of_latin(word: str, french: bool) -> set[str]:
    slavic = [_replaced(word, _slavic("both"))]
    if french:
        slavic.append(_replaced(_replaced(word, _slavic("french")), _slavic("both")))
    found = {f"s:{key}" for key in slavic}
    if len(word) >= _FOLDED:
        found.update(f"b:{_replaced(key, _folds())}" for key in slavic)
    for form in (word, *slavic):
        if group := _given().get(form) or _given_keys().get(_replaced(form, _folds())):
            found.add(group)
    if syllable := _korean().get(word):
        found.add(syllable)
    found.add(f"c:{_replaced(word, _chinese())}")
    for scheme in _SKELETONS:
        skeleton = sounds(word, scheme)[0]
        if len(skeleton.lstrip("^")) >= _SHORTEST_SKELETON:
            found.add(f"{scheme}:{skeleton}")
    return found


@lru_cache(maxsize=1 << 14)
def _unvowelled(word: str) -> str:
    """A word as its consonants, as a word in Arabic letters has them; empty if they say too little."""
    key = _DOUBLED.sub(r"\1", _replaced(word, _arabic_letters()))
    return key if len(key) >= _SHORTEST_SKELETON and key.isalnum() else ""


@lru_cache(maxsize=1 << 17)
def sounds(word: str, scheme: str = "a") -> tuple[str, tuple[str, ...]]:
    """A word of an Arabic (``a``) or Persian (``f``) name as its consonants and the vowels around them."""
    plain = _DOUBLED.sub(r"\1", _replaced(word, _skeleton(scheme)))
    plain = _GLIDE.sub("u", plain)
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
    return word.strip("^$")


EXACT, GIVEN, SLAVIC, ARABIC, KOREAN, BELARUSIAN = "exact", "given", "slavic", "arabic", "korean", "belarusian"
CHINESE, SCRIPT = "chinese", "script"
_SCHEMES = {"=": EXACT, "g": GIVEN, "s": SLAVIC, "k": KOREAN, "b": BELARUSIAN, "r": SCRIPT}


@lru_cache(maxsize=1 << 15)
def agreement(press: str, listed: str) -> str | None:
    """How a word of the press agrees with one of a list: the scheme's name, or None if it does not."""
    if press == listed:
        return EXACT
    if (one := korean_syllable(press)) and (other := korean_syllable(listed)):
        return KOREAN if one == other else None
    shared = press_keys(press) & list_keys(listed)
    if is_arabic(listed) and _unvowelled(press):
        shared |= {f"r:{_unvowelled(press)}"} & list_keys(listed)
    schemes = {key[0] for key in shared if len(key) > _EMPTY}
    for letter, scheme in _SCHEMES.items():
        if letter in schemes:
            return scheme
    if (one := given_name(press)) and (other := given_name(listed)) and one != other:
        return None
    for letter in "" if _is_slavic(press) or _is_slavic(listed) else _SKELETONS:
        if letter in schemes and any(
            vowels_agree(sounds(one, letter)[1], sounds(other, letter)[1])
            for one in latin_forms(press)
            for other in latin_forms(listed)
        ):
            return ARABIC
    if "c" in schemes and is_pinyin(press) != is_pinyin(listed):
        return CHINESE
    return None


def _is_slavic(word: str) -> bool:
    """Whether a word ends as Slavic family names do, and Arabic ones do not."""
    return len(word) >= _FOLDED and slavic_key(word).endswith(_SLAVIC)


def is_pinyin(word: str) -> bool:
    """Whether a word is made of syllables of pinyin."""
    return bool(_PINYIN.fullmatch(word))
