"""Which language a text is in, when nobody has said so: by its script, then by its function words.

Meant to keep plugins off documents that they do not serve, so it abstains when in doubt: ``und``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import sqrt

from annotate.document import UNKNOWN_LANGUAGE

LOOK = 20_000  # code points from the beginning
_MIN_LETTERS = 20
_MIN_WORDS = 3  # distinct function words of the language: fewer may be a name or a quotation
_MIN_SHARE = 0.2  # of the words; running text has 0.3 to 0.6, a list of names next to nothing
_MARGIN = 1.4  # the evidence for the best language against that for the second best
_FEW_WORDS, _MARGIN_OF_FEW = 6, 2.0  # with fewer distinct function words, more of a margin

_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*+", re.ASCII)

# Scripts (the first word of the Unicode name of their letters) that only one of the world's press languages uses.
_LANGUAGE_OF_SCRIPT = {
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "THAI": "th",
}
_JAPANESE_SHARE = 0.1  # of kana among Chinese characters


def is_tag(tag: str) -> bool:
    """Whether this has the form of a BCP 47 language tag: ``fr``, ``pt-BR``."""
    return _TAG.fullmatch(tag) is not None


def identify(text: str) -> str:
    """The ISO 639-1 code of a text's language, or ``und`` if the evidence is thin or two languages are close.

    Looks at the first `LOOK` code points. The same text gives the same answer.
    """
    head = text[:LOOK]
    scripts = _scripts(head)
    if scripts.total() < _MIN_LETTERS:
        return UNKNOWN_LANGUAGE
    script, count = scripts.most_common(1)[0]
    if script == "CJK" or script == "KATAKANA":
        kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
        return "ja" if kana > _JAPANESE_SHARE * scripts.total() else "zh"
    if count * 2 < scripts.total():
        return UNKNOWN_LANGUAGE
    if script in _LANGUAGE_OF_SCRIPT:
        return _LANGUAGE_OF_SCRIPT[script]
    return _by_function_words(_WORD.findall(head.lower()))


def _scripts(text: str) -> Counter[str]:
    """How many letters of each script."""
    scripts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        if character.isalpha():
            scripts[unicodedata.name(character, "UNNAMED").split(" ")[0].split("-")[0]] += count
    return scripts


def _by_function_words(words: list[str]) -> str:
    """The language whose function words the text uses most.

    A word counts the less the more languages have it, and its repetitions the less the more there are: in a list
    of results, "à" in every line does not make it Portuguese.
    """
    languages_of = _languages_by_word()
    counts = Counter(words)
    evidence: dict[str, float] = {}
    seen: Counter[str] = Counter()
    share: Counter[str] = Counter()
    for word, count in counts.items():
        languages = languages_of.get(word, ())
        for language in languages:
            evidence[language] = evidence.get(language, 0.0) + sqrt(count) / len(languages)
            seen[language] += 1
            share[language] += count
    ranked = sorted(evidence, key=lambda language: (-evidence[language], language))
    if not ranked:
        return UNKNOWN_LANGUAGE
    best = ranked[0]
    second = evidence[ranked[1]] if len(ranked) > 1 else 0.0
    margin = _MARGIN if seen[best] >= _FEW_WORDS else _MARGIN_OF_FEW
    sure = seen[best] >= _MIN_WORDS and share[best] >= _MIN_SHARE * len(words) and evidence[best] >= margin * second
    return best if sure else UNKNOWN_LANGUAGE


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    """Function word -> the languages that have it."""
    found: dict[str, set[str]] = {}
    for language, words in _function_words():
        for word in words:
            found.setdefault(word, set()).add(language)
    return {word: tuple(sorted(languages)) for word, languages in found.items()}


def _function_words() -> Iterable[tuple[str, list[str]]]:
    for line in (files("annotate") / "data" / "function_words.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, _, words = line.partition(":")
            yield language, words.split()
