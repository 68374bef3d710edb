"""Lists of words that decide what news speaks of, each from a data file of its own."""

from __future__ import annotations

import re
from functools import cache

from annotate_dates.lexicon import has, rows


@cache
def cues(language: str, name: str) -> dict[str, tuple[str, ...]]:
    """The lists of a file by their names, words in lower case; none where the language lacks the file."""
    return {row[0]: tuple(row[1].split(",")) for row in rows(language, name)} if has(language, name) else {}


@cache
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds one of the words, whole, in a folded text; nothing where there are none."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?![\w-])")
