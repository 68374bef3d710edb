"""The rules of a language compiled: one regular expression finds, one per rule reads.

Every repetition in the rules is bounded and every word class is a list, so matching at one place takes constant time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from annotate_dates.lexicon import Lexicon, Rule, load

_CLASS = re.compile(r"(?<!\(\?P)<([a-z]+?)(2|_\d)?>")
_FIRST = re.compile(r"<first_([a-z]+)(_\d)?>")
_GROUP = re.compile(r"\(\?P<[a-z_0-9]+>")
_WORD = re.compile(r"[^\W\d_]+")
_MORE = r"(?:[ -][^\W\d_]{1,12}'?){0,4}?"  # the other words of a number
_LITERAL_SPACE = re.compile(r"(?<!\[) (?!\])")


class Grammar:
    """The compiled rules of a language. ``finder`` matches wherever a rule may; its last group names the rule."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._classes = _classes(lexicon)
        self._rules = {rule.name: rule for rule in lexicon.rules}
        self._names = list(self._rules)
        self._readers: dict[str, re.Pattern[str]] = {}
        self._determiners: dict[tuple[str, ...], re.Pattern[str]] = {}  # many rules have the same
        # To find where a rule may match, its last optional parts and the exact number words are not needed: the reader
        # decides. That halves the time that compiling takes.
        classes = {**self._classes, "n": rf"(?:\d{{1,4}}|{_any(_first_words(lexicon.numbers))}{_MORE})"}
        found = (f"(?P<{rule.name}>{_anonymous(expand(head(rule.pattern), classes))})" for rule in lexicon.rules)
        self.finder = re.compile(rf"(?<![\w])(?:{'|'.join(found)})(?!\w)")

    def from_rule(self, name: str) -> list[str]:
        """The rule of this name and those that are tried after it."""
        return self._names[self._names.index(name) :]

    def rule(self, name: str) -> Rule:
        """The rule of this name."""
        return self._rules[name]

    def reader(self, name: str) -> re.Pattern[str]:
        """What gives a rule's parts; compiled when it is first needed."""
        if name not in self._readers:
            self._readers[name] = re.compile(rf"{expand(self._rules[name].pattern, self._classes)}(?!\w)")
        return self._readers[name]

    def determiner(self, name: str) -> re.Pattern[str]:
        """What finds the determiner of a rule's expressions at the end of the text before them."""
        determiners = self._rules[name].determiners
        if determiners not in self._determiners:
            words = _any(d.rstrip("~") for d in determiners)
            self._determiners[determiners] = re.compile(rf"(?<!\w)({words})(?:(?<=') ?| {{1,2}})\Z")
        return self._determiners[determiners]


def head(pattern: str) -> str:
    """A pattern without the optional groups at its end that begin with a space or a comma."""
    while pattern.endswith(")?"):
        depth, start = 1, len(pattern) - 2
        while depth:
            start -= 1
            escaped = pattern[start - 1] == "\\"
            depth += 0 if escaped else (pattern[start] == ")") - (pattern[start] == "(")
        if not pattern.startswith(("(?: ", "(?:,? ", "(?:,?(?: "), start) or _opens_otherwise(pattern[start + 3 : -2]):
            break
        pattern = pattern[:start]
    return pattern


def _opens_otherwise(group: str) -> bool:
    """True if one of the alternatives of a group begins with neither a space nor a comma."""
    depth, starts = 0, [0]
    for i, character in enumerate(group):
        depth += (character == "(") - (character == ")")
        if character == "|" and not depth:
            starts.append(i + 1)
    return not all(group.startswith((" ", ",", "(?: "), start) for start in starts)


def _first_words(numbers: Iterable[str]) -> set[str]:
    return {_WORD.match(number)[0] for number in numbers}  # type: ignore[index]


@cache
def compile_grammar(language: str = "fr") -> Grammar:
    """The grammar of a language."""
    return Grammar(load(language))


def expand(pattern: str, classes: dict[str, str]) -> str:
    """A rule's pattern with its word classes filled in, each a group of its own name."""
    pattern = _LITERAL_SPACE.sub(" {1,2}", pattern)
    pattern = pattern.replace("<n> {1,2}", "<n>(?: {1,2}|(?<='))")  # «une vingtaine d'années»
    pattern = _FIRST.sub(lambda m: f"(?P<first_{m[1]}{m[2] or ''}>{_anonymous(classes[m[1]])})", pattern)
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
    """A pattern for any of the words, the longest that fits first. Words that begin alike share their beginning, which
    makes the pattern short to compile and quick to match."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    branches = []
    for letter, rest in sorted(tree.items()):
        while letter and len(rest) == 1 and "" not in rest:
            ((more, rest),) = rest.items()
            letter += more
        if letter:
            branches.append(re.escape(letter).replace(r"\ ", " ") + _branches(rest))
    if not branches:
        return ""
    joined = "|".join(branches)
    return f"(?:{joined})?" if "" in tree else f"(?:{joined})" if len(branches) > 1 else joined


def _classes(lexicon: Lexicon) -> dict[str, str]:
    lists: dict[str, Iterable[str]] = {
        "month": lexicon.months,
        "weekday": lexicon.weekdays,
        "unit": lexicon.units,
        "part": lexicon.dayparts,
        "season": lexicon.seasons,
        "relation": lexicon.relations,
        "modifier": lexicon.modifiers,
        "deictic": lexicon.deictics,
        "anaphor": lexicon.anaphors,
        "approx": lexicon.approximations,
        "vague": lexicon.vague,
        "reference": lexicon.references,
        "undated": lexicon.undated,
        "period": lexicon.periods,
        "era": lexicon.eras,
        "recurrence": lexicon.recurrences,
        "succession": lexicon.succession,
        "ordinal": lexicon.ordinals,
        "feast": lexicon.feasts,
        "zone": lexicon.zones,
    }
    return {
        **{name: f"(?:{_any(words)})" for name, words in lists.items()},
        **lexicon.patterns,
        "n": rf"(?:\d{{1,4}}|{_any(lexicon.numbers)})",
    }
