"""Words of other scripts in Latin letters: Cyrillic by language, the rest by the Unicode tables of ``anyascii``.

A Cyrillic word does not say its language, so it has one Latin form for each language whose letters it holds.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from annotate_sanctions.datafile import table

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_SYLLABIC = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]")
_SYLLABLE = re.compile(r"[A-Z][a-z]*")
_LANGUAGES = ("russian", "ukrainian", "belarusian", "bulgarian", "serbian", "kazakh")


@cache
def _of_language(name: str) -> dict[int, str]:
    return {ord(old): new for side, old, new in table(f"romanisation/{name}.tsv", 3) if side == "letter"}


@cache
def _tables() -> tuple[dict[int, str], ...]:
    russian = _of_language("russian")
    return tuple(russian | _of_language(name) for name in _LANGUAGES)


def is_arabic(word: str) -> bool:
    """Whether a word is written in Arabic letters, which leave out the short vowels."""
    return bool(_ARABIC.search(word))


@lru_cache(maxsize=1 << 14)
def latin_forms(word: str) -> tuple[str, ...]:
    """A word in Latin letters, in one form or in several; a Latin word as it is."""
    if word.isascii():
        return (word,)
    if _CYRILLIC.search(word):
        return tuple(dict.fromkeys(word.translate(letters) for letters in _tables()))
    return (_ascii(word).replace(" ", "").replace("'", "").lower() or word,)


def syllables(token: str) -> list[str]:
    """The syllables of Chinese or Korean characters in Latin letters; empty for a token without such."""
    return [found.lower() for found in _SYLLABLE.findall(_ascii(token))] if _SYLLABIC.search(token) else []


def _ascii(word: str) -> str:
    from anyascii import anyascii

    return anyascii(word)
