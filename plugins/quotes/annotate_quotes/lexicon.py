"""What a language knows about speaking, read from its data files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from annotate_quotes.inflection import SHOWS, Form, forms, read_rules

DATA = "annotate_quotes"
_REFLEXIVES = ("s'", "se ")
_PLURALS = "sx"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language.

    ``verbs``: reporting verbs by form, several where a form is several. ``classes``: small words by class. ``nouns``:
    by class. ``phrases``: expressions of several words by class and first word. ``token``, ``inversion``, ``adverb``,
    ``infinitive``, ``plain_verb``, ``plural_verb``, ``participle``,
    ``plural_form``, ``person_noun``, ``gerund``: see ``patterns.tsv``.
    """

    verbs: dict[str, tuple[Form, ...]]
    classes: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    phrases: dict[str, dict[str, tuple[tuple[str, ...], ...]]]
    token: re.Pattern[str]
    inversion: re.Pattern[str]
    adverb: re.Pattern[str]
    infinitive: re.Pattern[str]
    plain_verb: re.Pattern[str]
    plural_verb: re.Pattern[str]
    participle: re.Pattern[str]
    plural_form: re.Pattern[str]
    person_noun: re.Pattern[str]
    gerund: re.Pattern[str]

    def is_(self, word: str, *names: str) -> bool:
        """True if a word, in lower case with straight apostrophes, is of one of the classes."""
        classes = self.classes
        return any(word in classes[name] for name in names)

    def is_noun(self, word: str, name: str) -> bool:
        """True if a word is a noun of the class, in the singular or plural."""
        nouns = self.nouns[name]
        if name == "person" and self.person_noun.fullmatch(word):
            return True
        return word in nouns or (word[-1:] in _PLURALS and word[:-1] in nouns)

    def is_adverb(self, word: str) -> bool:
        """True for adverbs, those of manner included."""
        if word in self.classes["adverb"]:
            return True
        return self.adverb.fullmatch(word) is not None and word not in self.classes["not_adverb"]

    def form(self, word: str, *kinds: str, reflexive: bool = False) -> Form | None:
        """The reporting verb that a word is a form of, in one of the kinds. ``reflexive``: a pronoun of its own stands
        before it; without that, it is no reflexive verb."""
        found = [form for form in self.verbs.get(word, ()) if form.kind in kinds]
        fitting = (form for form in found if form.reflexive == reflexive)
        other = next((form for form in found if reflexive and SHOWS not in form.flags), None)
        return next(fitting, other)  # but «s'est révélé» is not «a révélé»

    def phrase(self, words: Sequence[str], at: int, name: str) -> int:
        """How many words from ``at`` on are an expression of the class; 0 if none. The longest counts."""
        longest = 0
        for expression in self.phrases[name].get(words[at], ()):
            if len(expression) > longest and self._matches(words, at, expression):
                longest = len(expression)
        return longest

    def _matches(self, words: Sequence[str], at: int, expression: tuple[str, ...]) -> bool:
        if at + len(expression) > len(words):
            return False
        for offset, part in enumerate(expression):
            word = words[at + offset]
            if part[0] == "{":
                if part != "{word}" and word not in self.classes[part[1:-1]]:
                    return False
            elif word != part:
                return False
        return True


def rows(language: str, name: str) -> list[list[str]]:
    """The lines of a data file, cut at tabs, without comments and blank lines."""
    text = files(DATA).joinpath("data", language, name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def load(language: str) -> Lexicon:
    """The lexicon of a language. Raises FileNotFoundError where there is none."""
    patterns = {name: re.compile(expression) for name, expression in rows(language, "patterns.tsv")}
    rules = read_rules(rows(language, "endings.tsv"))
    verbs: dict[str, tuple[Form, ...]] = {}
    for row in rows(language, "verbs.tsv"):
        for word, form in forms(row, rules, _REFLEXIVES):
            verbs[word] = (*verbs.get(word, ()), form)
    return Lexicon(
        verbs,
        {name: frozenset(" ".join(words).split()) for name, *words in rows(language, "words.tsv")},
        {name: frozenset(words.split()) for name, words in rows(language, "nouns.tsv")},
        {name: _by_first_word(text, patterns["token"]) for name, text in rows(language, "phrases.tsv")},
        **patterns,
    )


def _by_first_word(text: str, token: re.Pattern[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for expression in text.split(" ; "):
        words = tuple(
            word for part in expression.split() for word in ([part] if part[0] == "{" else token.findall(part))
        )
        by_first[words[0]] = (*by_first.get(words[0], ()), words)
    return by_first


def digest(language: str) -> str:
    """SHA-256 of a language's data files, all in one."""
    from hashlib import sha256

    whole = sha256()
    for file in sorted(files(DATA).joinpath("data", language).iterdir(), key=lambda f: f.name):
        whole.update(file.read_bytes())
    return whole.hexdigest()
