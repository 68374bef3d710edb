"""The name of an organisation as a bag of words in one language, so that translations of it agree.

«Corps des gardiens de la révolution islamique» and «Islamic Revolutionary Guard Corps» hold the same words once
French ones are put in English (``data/organisation_words.tsv``), legal forms and small words are left out, and proper
names are brought to the keys of `romanise`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from annotate_sanctions import romanise
from annotate_sanctions.datafile import lines, table
from annotate_sanctions.words import french_words, words

_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_SCHEMES = "=sa"
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
def _content(name: str) -> tuple[str, ...]:
    single, several = _forms()
    found = french_words(_PARENTHESIS.sub("", name)) or words(name)
    for form in several:
        for at in range(len(found) - len(form) + 1):
            if found[at : at + len(form)] == form and len(found) > len(form):
                found = found[:at] + found[at + len(form) :]
                break
    kept = tuple(_translations().get(word, word) for word in found if word not in single)
    return kept or found


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
    """Whether all words of a name are words of the dictionary, such as «ministère de la Défense», three or fewer."""
    found = content(name)
    return len(found) <= _GENERIC and all(word in _translations() for word in found)


def agreement(press: str, listed: str) -> str | None:
    """How an organisation's name agrees with a list's: ``exact``, ``translated``, ``slavic``, ``arabic`` or ``joined``;
    None if it does not.
    """
    one, other = content(press), content(listed)
    if words(press) == words(listed):
        return "exact"
    asides = [_PARENTHESIS.findall(name) for name in (press, listed)]
    if all(asides) and words(" ".join(asides[0])) != words(" ".join(asides[1])):
        return None  # «(Hong Kong)», «(Australia)»
    if sorted(set(one)) == sorted(set(other)):
        return "translated"
    if len(one) == len(other):
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
    return "joined" if "".join(one) == "".join(other) else None


def _agree(one: str, other: str) -> str | None:
    if one in _translations() or other in _translations():
        return romanise.EXACT if one == other else None
    return romanise.agreement(one, other)


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
    """``spelling`` if two names differ by one slip of the pen in one long word."""
    from annotate_sanctions.compare import slip as of_word

    one, other = content(press), content(listed)
    if len(one) != len(other):
        return None
    unlike = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return "spelling" if len(unlike) == 1 and of_word(*unlike[0]) else None
