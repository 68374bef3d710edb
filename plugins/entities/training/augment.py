"""Articles as they might have been: other names, other typing. Every function maps an example to an example."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable

from examples import Example
from invent import Inventor, joined

ACRONYM = re.compile(r"[A-Z]{2,6}")


class Names:
    """Names to put in others' places: those of the training articles and made-up ones, by turns."""

    def __init__(self, examples: Iterable[Example], inventor: Inventor, invented: float) -> None:
        """``invented``: which share is made up."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for example in examples:
            for start, end, label in example.names:
                found[label].add(example.text[start:end])
        self._of = {label: sorted(names) for label, names in found.items()}
        people = [name.split() for name in self._of["PER"] if " " in name]
        self._first = sorted({words[0] for words in people})
        self._last = sorted({" ".join(words[1:]) for words in people})
        self._inventor = inventor
        self._invented = invented

    def other(self, name: str, label: str, rng: random.Random) -> str:
        """A name to put in this one's place."""
        if rng.random() >= self._invented:
            return rng.choice(self._of[label])
        if label == "ORG" and ACRONYM.fullmatch(name) and rng.random() < 0.5:
            return self._inventor.write("letters", rng)
        return self._inventor.write("last", rng) if label == "PER" else self._inventor.name(label, rng)

    def person(self, rng: random.Random) -> tuple[str, str]:
        """A first and a last name."""
        if rng.random() >= self._invented:
            return rng.choice(self._first), rng.choice(self._last)
        first, _, last = self._inventor.write("pair", rng).partition(" ")
        return first, last


def swapped(example: Example, names: Names, share: float, rng: random.Random) -> Example:
    """Replace a share of the distinct names by others of their label, the same name by the same wherever it stands."""
    new: dict[tuple[str, str], str] = {}
    full = {example.text[s:e] for s, e, label in example.names if label == "PER" and " " in example.text[s:e]}
    for name in sorted(full):
        if rng.random() < share:
            first, last = names.person(rng)
            new["PER", name] = f"{first} {last}"
            new["PER", name.split(" ", 1)[1]] = last
            new["PER", name.split(" ", 1)[0]] = first
    for start, end, label in example.names:
        name = example.text[start:end]
        if (label, name) not in new:
            swap = rng.random() < share and name not in full
            new[label, name] = names.other(name, label, rng) if swap else name
    return _rewritten(example, lambda name, label: new[label, name])


def _rewritten(example: Example, change: Callable[[str, str], str]) -> Example:
    text = ""
    found = []
    at = 0
    for start, end, label in example.names:
        old = example.text[start:end]
        name = change(old, label)
        before = text + example.text[at:start]
        text = joined(before, name) if name != old else before + name
        found.append((len(text) - len(name), len(text), label))
        at = end
    return Example(text + example.text[at:], tuple(found))


def capitals(example: Example, lines: float, whole: float, rng: random.Random) -> Example:
    """Set some headlines and short lines, or the whole text, in capitals; half of the times without accents."""
    everything = rng.random() < whole
    bare = rng.random() < 0.5

    def upper(line: str) -> str:
        done = "".join(c.upper() if len(c.upper()) == 1 else c for c in line)
        return "".join(_bare(c) for c in done) if bare else done

    cut = re.split(r"(\n)", example.text)
    cut = [
        upper(line) if everything or ((n == 0 or len(line) < 90) and rng.random() < lines) else line
        for n, line in enumerate(cut)
    ]
    return Example("".join(cut), example.names)


def _bare(character: str) -> str:
    decomposed = unicodedata.normalize("NFD", character)
    return decomposed[0] if unicodedata.combining(decomposed[-1]) else character


def lower(example: Example, share: float, rng: random.Random) -> Example:
    """Take the capital of common words that begin a line or sentence in some texts, as scraped text has it."""
    if rng.random() >= share:
        return example
    inside = [False] * len(example.text)
    for start, end, _ in example.names:
        inside[start:end] = [True] * (end - start)
    text = "".join(c if inside[n] or len(c.lower()) != 1 else c.lower() for n, c in enumerate(example.text))
    return Example(text, example.names)


def glued(example: Example, share: float, rng: random.Random) -> Example:
    """Drop the blank behind some full stops."""
    gone = [m.start() + 1 for m in re.finditer(r"\. (?=\w)", example.text) if rng.random() < share]
    inside = [n for n in gone if any(s < n < e for s, e, _ in example.names)]
    gone = [n for n in gone if n not in inside]
    names = tuple((s - _below(gone, s), e - _below(gone, e), label) for s, e, label in example.names)
    kept = set(gone)
    return Example("".join(c for n, c in enumerate(example.text) if n not in kept), names)


def _below(numbers: list[int], limit: int) -> int:
    return sum(n < limit for n in numbers)
