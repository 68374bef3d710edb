"""The rules of a language compiled: one regular expression finds, one per rule reads.

Every repetition in the rules is bounded and every word class is a list, so matching at one place takes constant time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from annotate_dates.lexicon import Lexicon, Rule, load

_CLASS = re.compile(r"(?<!\(\?P)<([a-z]+?)(2|_\d)?>")
_FIRST = re.compile(r"<first_([a-z]+)>")
_GROUP = re.compile(r"\(\?P<[a-z_0-9]+>")
_LITERAL_SPACE = re.compile(r"(?<!\[) (?!\])")

_HOUR = r"(?:[01]?\d|2[0-3])"


@dataclass(frozen=True, slots=True)
class Grammar:
    """``finder`` matches wherever a rule may; its last group names the rule. ``readers`` give each rule's parts."""

    finder: re.Pattern[str]
    readers: dict[str, tuple[Rule, re.Pattern[str]]]
    determiners: dict[str, re.Pattern[str]]

    def from_rule(self, name: str) -> list[str]:
        """The rule of this name and those that are tried after it."""
        names = list(self.readers)
        return names[names.index(name) :]


@cache
def compile_grammar(language: str = "fr") -> Grammar:
    """The grammar of a language."""
    lexicon = load(language)
    classes = _classes(lexicon)
    readers, branches, determiners = {}, [], {}
    for rule in lexicon.rules:
        pattern = expand(rule.pattern, classes)
        readers[rule.name] = (rule, re.compile(rf"{pattern}(?!\w)"))
        branches.append(f"(?P<{rule.name}>{_anonymous(pattern)})")
        if rule.determiners:
            determiners[rule.name] = re.compile(
                rf"(?<!\w)({_any(d.rstrip('~') for d in rule.determiners)})(?:(?<=') ?| {{1,2}})\Z"
            )
    finder = re.compile(rf"(?<![\w])(?:{'|'.join(branches)})(?!\w)")
    return Grammar(finder, readers, determiners)


def expand(pattern: str, classes: dict[str, str]) -> str:
    """A rule's pattern with its word classes filled in, each a group of its own name."""
    pattern = _LITERAL_SPACE.sub(" {1,2}", pattern)
    pattern = _FIRST.sub(lambda m: f"(?P<first_{m[1]}>{_anonymous(classes[m[1]])})", pattern)
    return _CLASS.sub(lambda m: _named(m[1], m[2] or "", classes), pattern)


def _named(name: str, suffix: str, classes: dict[str, str]) -> str:
    # <day2> and <month2> are the two-figure forms, classes of their own; <part_2> is a second one of the same class.
    key = name + suffix if name + suffix in classes else name
    group = name if key != name else name + suffix
    return f"(?P<{'month_number' if key == 'month2' else group}>{classes[key]})"


def _anonymous(pattern: str) -> str:
    # A rule that looks back at a group of its own keeps it as an alternative: the reader decides.
    return _GROUP.sub("(?:", pattern.replace("(?P=sep)", "[/.]"))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=lambda w: (-len(w), w)))


def _classes(lexicon: Lexicon) -> dict[str, str]:
    number = rf"\d{{1,4}}|{_any(lexicon.numbers)}"
    return {
        "year": r"(?:1\d|20|21)\d\d",
        "yy": r"'?\d\d(?!\d|[.,:/]\d| ?%)",
        "month": f"(?:{_any(lexicon.months)})",
        "month2": r"0?[1-9]|1[0-2]",
        "day": r"(?:1 ?er|premier|[12]\d|3[01]|0?[1-9])",
        "day2": r"(?:[12]\d|3[01]|0?[1-9])",
        "weekday": f"(?:{_any(lexicon.weekdays)})",
        "unit": f"(?:{_any(lexicon.units)})",
        "n": f"(?:{number})",
        "part": f"(?:{_any(lexicon.dayparts)})",
        "season": f"(?:{_any(lexicon.seasons)})",
        "relation": f"(?:{_any(lexicon.relations)})",
        "modifier": f"(?:{_any(lexicon.modifiers)})",
        "deictic": f"(?:{_any(lexicon.deictics)})",
        "anaphor": f"(?:{_any(lexicon.anaphors)})",
        "approx": f"(?:{_any(lexicon.approximations)})",
        "vague": f"(?:{_any(lexicon.vague)})",
        "decade": r"(?:(?:1\d|20)\d0|'?[3-9]0)",
        "roman": r"[ivx]{1,6}",
        "clock": rf"(?:{_HOUR} ?(?:h|heures?)(?: ?[0-5]\d)?|{_HOUR}:[0-5]\d(?::[0-5]\d)?|midi|minuit)",
    }
