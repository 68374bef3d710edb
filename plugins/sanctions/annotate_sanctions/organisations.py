"""The name of an organisation as a bag of words in one language, so that translations of it agree.

«Corps des gardiens de la révolution islamique» and «Islamic Revolutionary Guard Corps» hold the same words once
French ones are put in English (``data/organisation_words.tsv``), legal forms and small words are left out, and proper
names are brought to the keys of `romanise`.
"""

from __future__ import annotations

from functools import cache, lru_cache

from annotate_sanctions import romanise
from annotate_sanctions.datafile import table
from annotate_sanctions.edits import distance, misspelt
from annotate_sanctions.organisation_words import (
    LONG,
    PARENTHESIS,
    bare_words,
    content,
    forms_of,
    is_known,
    legal_forms,
    translations,
    undescribed,
)
from annotate_sanctions.words import french_words, words

# What each way of agreeing costs; the score is 1 less that.
COSTS = {
    "exact": 0.0,
    "translated": 0.06,
    "joined": 0.06,
    "slavic": 0.08,
    "arabic": 0.1,
    "described": 0.1,
    "exonym": 0.05,
    "imo": 0.0,
    "spelling": 0.2,
    "initials": 0.28,
}
_SCHEMES = "=sa"
_ACRONYM = 3  # letters of an acronym that may be its words' initials
_MANY = 4  # words of a name in which two may be misspelt


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
    if word in translations():
        return frozenset((f"=:{translations()[word]}",))
    return (romanise.press_keys if french else romanise.list_keys)(word)


def is_one(name: str) -> bool:
    """Whether a name is an organisation's by its words: of the dictionary, a legal form, a body's French name."""
    found = french_words(name)
    kinds = (word in translations() or (word in legal_forms() and len(word) > 1 and word.isalpha()) for word in found)
    small = frozenset(("the", "of", "al", "el", "de", "la", "le", "du", "des", "as", "ash", "and", "et", "a", "an"))
    return words(name) in _curated() or any(
        known and word not in small for known, word in zip(kinds, found, strict=True)
    )


def agreement(press: str, listed: str) -> str | None:
    """How an organisation's name agrees with a list's: ``exact``, ``translated``, ``slavic``, ``arabic``,
    ``initials`` or ``joined``; None if it does not.
    """
    one, other = content(press), content(listed)
    if words(press) == words(listed):
        return "exact"
    if _other_aside(press, listed):
        return None
    if any(
        words(press) == words(aside) and len("".join(words(aside))) >= LONG for aside in PARENTHESIS.findall(listed)
    ):
        return "exact"
    if "/" in listed and any(agreement(press, part) for part in listed.split("/") if words(part)):
        return "joined"
    if sorted(set(one)) == sorted(set(other)):
        return "translated"
    if len(one) == len(other) and (how := _one_to_one(one, other)):
        return how
    if "".join(one) == "".join(other) or "".join(bare_words(press)) == "".join(bare_words(listed)):
        return "joined"
    if _is_acronym(press, listed):
        return "initials"
    bare = undescribed(one), undescribed(other)
    if bare != (one, other) and len(bare[0]) == len(bare[1]) and _one_to_one(*bare):
        return "described"
    return None


def _other_aside(press: str, listed: str) -> bool:
    """Whether both names have parentheses that differ: «(Hong Kong)», «(Australia)»."""
    asides = [words(" ".join(PARENTHESIS.findall(name))) for name in (press, listed)]
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
    if any(short == aside.strip(" ()") for aside in PARENTHESIS.findall(listed)):
        return True
    small = {"of", "the", "and", "for", "de", "du", "des", "la", "le", "les", "et"}
    return "".join(word[0] for word in bare_words(listed) if word not in small) == short.lower()


def _agree(one: str, other: str) -> str | None:
    if one in translations() or other in translations():
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
                found.setdefault(words(PARENTHESIS.sub("", name)), set()).add(n)
    return {name: frozenset(lines) for name, lines in found.items()}


def curated(press: str, listed: str) -> str | None:
    """``exonym`` if two names stand for one body in the data file of French names."""
    known = _curated()
    called = words(press)
    called = called[1:] if len(called) > 1 and called[0] in ("le", "la", "les", "l") else called
    shared = known.get(called, frozenset()) & (
        known.get(words(listed), frozenset()) | known.get(words(PARENTHESIS.sub("", listed)), frozenset())
    )
    return "exonym" if shared else None


def slip(press: str, listed: str) -> str | None:
    """``spelling`` if two names differ by a slip of the pen in one of their words, or in two of four or more.

    Numbers and words of the dictionary, countries among them, are no slips of one another: «Bank of Armenia» is not
    «Bank of America», fund IV is not fund V.
    """
    if _other_aside(press, listed):
        return None
    one, other = content(press, corrected=True), content(listed, corrected=True)
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
    if min(len(one), len(other)) < _ACRONYM or (is_known(one) and is_known(other)):
        return False
    return distance(one, other, 1.0) <= 1.0


def _slipped(one: str, other: str) -> bool:
    if is_known(one) and is_known(other):
        return False
    return any(misspelt(a, b, personal=False) is not None for a in forms_of(one) for b in forms_of(other))
