"""Repair of words that mix Latin and Cyrillic letters which look alike, as lists copied by hand hold them."""

from __future__ import annotations

import re
from functools import cache

from annotate_sanctions.datafile import table

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    pairs = list(table("homoglyphs.tsv", 3))
    to_cyrillic = {latin: cyrillic for latin, cyrillic, _ in pairs}
    return to_cyrillic, {cyrillic: latin for latin, cyrillic, only in pairs if not only}


def repair(text: str) -> tuple[str, int]:
    """The text with each mixed word in one script, and how many words were repaired.

    A word is repaired only if all letters of one of its scripts have a twin in the other; the script that most
    letters belong to wins. What cannot be repaired is left as it is.
    """
    if text.isascii() or not (_LATIN.search(text) and _CYRILLIC.search(text)):
        return text, 0
    count = 0

    def one(match: re.Match[str]) -> str:
        nonlocal count
        word = match[0]
        latin, cyrillic = _LATIN.findall(word), _CYRILLIC.findall(word)
        if not latin or not cyrillic:
            return word
        to_cyrillic, to_latin = _tables()
        choices = []
        if all(letter in to_cyrillic for letter in latin):
            choices.append((len(cyrillic), to_cyrillic))
        if all(letter in to_latin for letter in cyrillic):
            choices.append((len(latin), to_latin))
        if not choices:
            return word
        count += 1
        twins = max(choices, key=lambda choice: choice[0])[1]
        return "".join(twins.get(letter, letter) for letter in word)

    return _WORD.sub(one, text), count
