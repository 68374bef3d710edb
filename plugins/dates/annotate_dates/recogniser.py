"""Finds expressions of time in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotate_dates.fold import fold
from annotate_dates.gates import refused
from annotate_dates.grammar import Grammar, compile_grammar
from annotate_dates.lexicon import Rule, load

_WINDOW = 24


@dataclass(frozen=True, slots=True)
class Found:
    """One expression: the rule that found it, its span without (``core``) and with (``start``) its determiner, its
    parts as they are written, in lower case, and where they stand, and the word before it."""

    rule: Rule
    start: int
    core: int
    end: int
    parts: dict[str, str]
    spans: dict[str, tuple[int, int]]
    determiner: str
    before: str

    def without(self, part: str) -> Found:
        """The same expression without one of its parts."""
        return replace(self, parts={key: value for key, value in self.parts.items() if key != part})


def recognise(text: str, language: str = "fr") -> Iterator[Found]:
    """The expressions of a text in order, without overlap. Linear in the length of the text."""
    grammar, lexicon = compile_grammar(language), load(language)
    folded = fold(text)
    end, at = -1, 0
    while match := grammar.finder.search(folded, at):
        at = match.start() + 1  # what is refused here may hold an expression that begins later
        for name in grammar.from_rule(match.lastgroup or ""):
            found = _read(grammar, name, folded, match.start())
            if found and not refused(found, text, folded, lexicon, end):
                yield found
                end = at = found.end
                break


def _read(grammar: Grammar, name: str, folded: str, at: int) -> Found | None:
    rule = grammar.rule(name)
    match = grammar.reader(name).match(folded, at)
    if match is None:
        return None
    start, determiner = at, ""
    window = max(0, at - _WINDOW)
    if rule.determiners:
        if before := grammar.determiner(name).search(folded[window:at]):
            determiner = before[1]
            start = at if f"{determiner}~" in rule.determiners else window + before.start()
        elif rule.required:
            return None
    parts = {key: value for key, value in match.groupdict().items() if value is not None}
    spans = {key: match.span(key) for key in parts}
    end = match.end()
    if "span" in spans:
        start, end = spans["span"]
    return Found(rule, start, at, end, parts, spans, determiner, _words_before(folded[window:start]))


def _words_before(window: str) -> str:
    words = window.split()
    return words[-1] if words else ""
