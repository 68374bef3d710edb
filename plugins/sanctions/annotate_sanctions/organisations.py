"""The name of an organisation as a bag of words in one language, so that translations of it agree.

«Corps des gardiens de la révolution islamique» and «Islamic Revolutionary Guard Corps» hold the same words once
French ones are put in English (``data/organisation_words.tsv``), legal forms and small words are left out, and proper
names are brought to the keys of `romanise`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from annotate_sanctions import romanise
from annotate_sanctions.countries import codes
from annotate_sanctions.datafile import lines, table
from annotate_sanctions.edits import distance, misspelt
from annotate_sanctions.words import french_words, words

_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_SCHEMES = "=sa"
_POSSESSIVE = re.compile(r"['’]s\b")
_LEGAL = 5  # letters of a word of a legal form that may be misspelt
_ACRONYM = 3  # letters of an acronym that may be its words' initials
_MANY = 4  # words of a name in which two may be misspelt
_GENERIC = 3  # words: a name of so many dictionary words or fewer may be anybody's


@cache
def _translations() -> dict[str, str]:
    return {form: english for english, forms in table("organisation_words.tsv", 2) for form in forms.split(";")}


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


def content(name: str) -> tuple[str, ...]:
    """The words that make up an organisation's name: no legal form, no articles, no parentheses; French words in
    English. The legal form alone («Company») stays.
    """
    return _content(name)


@lru_cache(maxsize=1 << 15)
def _content(name: str, *, corrected: bool = False) -> tuple[str, ...]:
    found = _words(name, corrected)
    kept = tuple(_translations().get(word, word) for word in _counted(found) if word not in _forms()[0])
    return kept or found


def _words(name: str, corrected: bool = False) -> tuple[str, ...]:
    """The words of a name without parentheses and without legal forms of several words, these ``corrected`` first."""
    name = _POSSESSIVE.sub("", name)
    found = french_words(_PARENTHESIS.sub("", name)) or words(name)
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
    if len(word) < _LEGAL or word in _legal_words() or word in _translations():
        return word
    return next((legal for legal in _legal_words() if misspelt(word, legal, personal=False) is not None), word)


@cache
def _legal_words() -> tuple[str, ...]:
    single, several = _forms()
    found = {word for form in several for word in form} | single
    return tuple(sorted(word for word in found if len(word) >= _LEGAL))


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


@lru_cache(maxsize=1 << 15)
def keys(name: str, *, french: bool = False) -> frozenset[str]:
    """Keys of the whole name: one for each scheme, words sorted, and the words written together."""
    found = content(name)
    if not found:
        return frozenset()
    of_words = [_word_keys(word, french) for word in found]
    out = {"=:" + "".join(found)}
    for scheme in _SCHEMES:
        bag = [
            sorted(key[2:] for key in of if key[0] == scheme) or sorted(key[2:] for key in of if key[0] == "=")
            for of in of_words
        ]
        for choice in range(max(map(len, bag))):
            out.add(f"{scheme}:" + " ".join(sorted({of[min(choice, len(of) - 1)] for of in bag})))
    return frozenset(out)


def _word_keys(word: str, french: bool) -> frozenset[str]:
    """A word of the dictionary is itself; any other is a name, and may be romanised in several ways."""
    if word in _translations():
        return frozenset((f"=:{_translations()[word]}",))
    return (romanise.press_keys if french else romanise.list_keys)(word)


def is_generic(name: str) -> bool:
    """Whether all words of a name are words of the dictionary, such as «ministère de la Défense», three or fewer, and
    none of them a country.
    """
    found = content(name)
    return len(found) <= _GENERIC and all(word in _translations() and not codes(word) for word in found)


def agreement(press: str, listed: str) -> str | None:
    """How an organisation's name agrees with a list's: ``exact``, ``translated``, ``slavic``, ``arabic``,
    ``initials`` or ``joined``; None if it does not.
    """
    one, other = content(press), content(listed)
    if words(press) == words(listed):
        return "exact"
    if _other_aside(press, listed):
        return None
    if "/" in listed and any(agreement(press, part) for part in listed.split("/") if words(part)):
        return "joined"
    if sorted(set(one)) == sorted(set(other)):
        return "translated"
    if len(one) == len(other) and (how := _one_to_one(one, other)):
        return how
    if "".join(one) == "".join(other) or "".join(_words(press)) == "".join(_words(listed)):
        return "joined"
    if _is_acronym(press, listed):
        return "initials"
    bare = _undescribed(one), _undescribed(other)
    if bare != (one, other) and len(bare[0]) == len(bare[1]) and _one_to_one(*bare):
        return "described"
    return None


def _undescribed(found: tuple[str, ...]) -> tuple[str, ...]:
    """Words without those in front that say what it is, if a name of its own is left."""
    rest = found
    while rest and rest[0] in _descriptors():
        rest = rest[1:]
    return rest if any(len(word) >= _LEGAL and not _is_known(word) for word in rest) else found


@cache
def _descriptors() -> frozenset[str]:
    return frozenset(lines("descriptors.txt"))


def _other_aside(press: str, listed: str) -> bool:
    """Whether both names have parentheses that differ: «(Hong Kong)», «(Australia)»."""
    asides = [words(" ".join(_PARENTHESIS.findall(name))) for name in (press, listed)]
    return all(asides) and asides[0] != asides[1]


def _one_to_one(one: tuple[str, ...], other: tuple[str, ...]) -> str | None:
    left = list(other)
    how = "slavic"
    for word in one:
        found = next((w for w in left if _agree(word, w)), None)
        if found is None:
            return None
        if _agree(word, found) == romanise.ARABIC:
            how = "arabic"
        left.remove(found)
    return how


def _is_acronym(press: str, listed: str) -> bool:
    """Whether a name of three capitals or more is the other's initials, or stands behind it in parentheses."""
    short = press.strip()
    if not (_ACRONYM <= len(short) <= 2 * _ACRONYM and short.isalpha() and short.isupper()):
        return False
    if any(short == aside.strip(" ()") for aside in _PARENTHESIS.findall(listed)):
        return True
    small = {"of", "the", "and", "for", "de", "du", "des", "la", "le", "les", "et"}
    return "".join(word[0] for word in _words(listed) if word not in small) == short.lower()


def _agree(one: str, other: str) -> str | None:
    if one in _translations() or other in _translations():
        return romanise.EXACT if one == other else None
    how = romanise.agreement(one, other)
    return None if how == romanise.BELARUSIAN else how  # «Interpol» is not «Interpal»


@cache
def _curated() -> dict[tuple[str, ...], frozenset[int]]:
    """Names of ``data/bodies_fr.tsv``, French ones, acronyms and lists' ones, to the lines that hold them."""
    found: dict[tuple[str, ...], set[int]] = {}
    for n, (french, acronyms, listed, _) in enumerate(table("bodies_fr.tsv", 4)):
        for name in (*french.split(";"), *acronyms.split(";"), *listed.split(";")):
            if name:
                found.setdefault(words(name), set()).add(n)
                found.setdefault(words(_PARENTHESIS.sub("", name)), set()).add(n)
    return {name: frozenset(lines) for name, lines in found.items()}


def curated(press: str, listed: str) -> str | None:
    """``exonym`` if two names stand for one body in the data file of French names."""
    known = _curated()
    shared = known.get(words(press), frozenset()) & (
        known.get(words(listed), frozenset()) | known.get(words(_PARENTHESIS.sub("", listed)), frozenset())
    )
    return "exonym" if shared else None


def slip(press: str, listed: str) -> str | None:
    """``spelling`` if two names differ by a slip of the pen in one of their words, or in two of four or more.

    Numbers and words of the dictionary, countries among them, are no slips of one another: «Bank of Armenia» is not
    «Bank of America», fund IV is not fund V.
    """
    if _other_aside(press, listed):
        return None
    one, other = _content(press, corrected=True), _content(listed, corrected=True)
    if sorted(w for w in one if w.isdigit()) != sorted(w for w in other if w.isdigit()):
        return None
    left = list(other)
    unlike = []
    for word in one:
        if found := next((w for w in left if _agree(word, w)), None):
            left.remove(found)
        else:
            unlike.append(word)
    if len(unlike) == len(left) == 1 and len(one) >= _MANY - 1 and _one_letter(unlike[0], left[0]):
        return "spelling"
    few = len(unlike) <= (2 if len(one) >= _MANY else 1)
    if len(unlike) == len(left) and few and all(_slipped(a, b) for a, b in zip(unlike, left, strict=True)):
        return "spelling"
    joined = len(one) != len(other) and misspelt("".join(one), "".join(other), personal=False) is not None
    return "spelling" if joined else None


def _one_letter(one: str, other: str) -> bool:
    """Whether two words, of three letters or more and not both known, differ by one letter."""
    if min(len(one), len(other)) < _ACRONYM or (_is_known(one) and _is_known(other)):
        return False
    return distance(one, other, 1.0) <= 1.0


def _slipped(one: str, other: str) -> bool:
    if _is_known(one) and _is_known(other):
        return False
    return any(misspelt(a, b, personal=False) is not None for a in _forms_of(one) for b in _forms_of(other))


def _forms_of(word: str) -> tuple[str, ...]:
    return _translated().get(word, (word,))


@cache
def _translated() -> dict[str, tuple[str, ...]]:
    return {key: tuple(forms.split(";")) for key, forms in table("organisation_words.tsv", 2)}


def _is_known(word: str) -> bool:
    return word in _translations() or bool(codes(word))
