"""The words of an organisation's name that tell it from others, in one language.

Legal forms and small words are left out, French words put in English (``data/organisation_words.tsv``), abbreviations,
numbers and phrases that stand for one word brought to one form (``data/abbreviations.tsv``).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from annotate_sanctions.countries import codes
from annotate_sanctions.datafile import lines, table
from annotate_sanctions.edits import misspelt
from annotate_sanctions.words import french_words, words

PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_POSSESSIVE = re.compile(r"['’]s\b")
LONG = 5  # letters of a word that may be misspelt, or is a name of its own
_GENERIC = 3  # words: a name of so many dictionary words or fewer may be anybody's


@cache
def translations() -> dict[str, str]:
    """Words of organisations' names, French and English, to their keys."""
    files = ("nationalities.tsv", "organisation_words.tsv")
    return {form: key for file in files for key, forms in table(file, 2) for form in forms.split(";")}


def legal_forms() -> frozenset[str]:
    """Legal forms of one word, and small words."""
    return _forms()[0]


@cache
def _forms() -> tuple[frozenset[str], tuple[tuple[str, ...], ...]]:
    single, several = set(), set()
    for line in lines("legal_forms.txt"):
        form = tuple(line.split())
        if len(form) == 1:
            single.add(line)
        else:
            several.add(form)
    return frozenset(single), tuple(sorted(several, key=lambda form: (-len(form), form)))


def content(name: str, *, corrected: bool = False) -> tuple[str, ...]:
    """The words that make up an organisation's name: no legal form, no articles, no parentheses; French words in
    English. The legal form alone («Company») stays. ``corrected``: misspelt words of legal forms are put right first.
    """
    return _content(name, corrected)


@lru_cache(maxsize=1 << 15)
def _content(name: str, corrected: bool) -> tuple[str, ...]:
    found = bare_words(name, corrected)
    kept = tuple(translations().get(word, word) for word in _counted(found) if word not in _forms()[0])
    return kept or found


def bare_words(name: str, corrected: bool = False) -> tuple[str, ...]:
    """The words of a name without parentheses and without legal forms of several words, these ``corrected`` first."""
    name = _POSSESSIVE.sub("", name)
    found = french_words(PARENTHESIS.sub("", name)) or words(name)
    if corrected:
        found = tuple(_legal_word(word) for word in found)
    for form in _forms()[1]:
        for at in range(len(found) - len(form) + 1):
            if found[at : at + len(form)] == form and len(found) > len(form):
                found = found[:at] + found[at + len(form) :]
                break
    return found


@lru_cache(maxsize=1 << 12)
def _legal_word(word: str) -> str:
    """A word, or the word of a legal form that it is misspelt from."""
    if len(word) < LONG or word in _legal_words() or word in translations():
        return word
    return next((legal for legal in _legal_words() if misspelt(word, legal, personal=False) is not None), word)


@cache
def _legal_words() -> tuple[str, ...]:
    single, several = _forms()
    found = {word for form in several for word in form} | single
    return tuple(sorted(word for word in found if len(word) >= LONG))


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    return {short: tuple(long.split()) for short, long in table("abbreviations.tsv", 2)}


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """The phrases among the abbreviations, by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(key.split()) for key in _abbreviations() if " " in key), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


def _put_in_one(found: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases that stand for one word: «Russian Federation», «chemins de fer»."""
    out: list[str] = []
    at = 0
    while at < len(found):
        known = _phrases().get(found[at], ())
        phrase = next((p for p in known if found[at : at + len(p)] == p), None)
        out += _abbreviations()[" ".join(phrase)] if phrase else (found[at],)
        at += len(phrase) if phrase else 1
    return tuple(out)


def _counted(found: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases as one word, abbreviations written out, numbers in figures: «forty», «four» are «44»."""
    found = _put_in_one(found)
    out: list[str] = []
    for word in found:
        for part in _abbreviations().get(word, (word,)) if len(found) > 1 else (word,):
            tens = out and out[-1].isdigit() and len(out[-1]) == 2 and out[-1][1] == "0"
            if tens and part.isdigit() and len(part) == 1:
                out[-1] = out[-1][0] + part
            else:
                out.append(part)
    return tuple(out)


def is_generic(name: str) -> bool:
    """Whether all words of a name are words of the dictionary, such as «ministère de la Défense», three or fewer, and
    none of them a country.
    """
    found = content(name)
    return len(found) <= _GENERIC and all(word in translations() and not codes(word) for word in found)


def undescribed(found: tuple[str, ...]) -> tuple[str, ...]:
    """Words without those in front that say what it is, if a name of its own is left."""
    rest = found
    while rest and (rest[0] in _descriptors() or (rest != found and is_known(rest[0]))):
        rest = rest[1:]
    return rest if any(len(word) >= LONG and not is_known(word) for word in rest) else found


@cache
def _descriptors() -> frozenset[str]:
    return frozenset(lines("descriptors.txt"))


def forms_of(word: str) -> tuple[str, ...]:
    """The forms of a key of the dictionary; a word that is none is its own."""
    return _translated().get(word, (word,))


@cache
def _translated() -> dict[str, tuple[str, ...]]:
    return {key: tuple(forms.split(";")) for key, forms in table("organisation_words.tsv", 2)}


def is_known(word: str) -> bool:
    """Whether a word is a key of the dictionary or a country."""
    return word in translations() or bool(codes(word))
