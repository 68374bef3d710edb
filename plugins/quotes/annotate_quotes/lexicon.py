"""The words of a language that speak of speaking, read from its data files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

DATA = "annotate_quotes"
FINITE, PARTICIPLE, GERUND, INFINITIVE = "finite", "participle", "gerund", "infinitive"


class Form(NamedTuple):
    """One form of a reporting verb. ``reflexive``: the verb takes a pronoun of its own (s'exclamer)."""

    lemma: str
    group: str
    kind: str
    reflexive: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Reporting verbs by form, several where a form is several; small words by class."""

    verbs: dict[str, tuple[Form, ...]]
    classes: dict[str, frozenset[str]]

    def is_(self, word: str, *classes: str) -> bool:
        """True if a word, in lower case with straight apostrophes, is of one of the classes."""
        return any(word in self.classes[name] for name in classes)

    def form(self, word: str, *kinds: str) -> Form | None:
        """The reporting verb that a word is a form of, in one of the kinds."""
        return next((form for form in self.verbs.get(word, ()) if form.kind in kinds), None)


def rows(language: str, name: str) -> list[list[str]]:
    """The lines of a data file, cut at tabs, without comments and blank lines."""
    text = files(DATA).joinpath("data", language, name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def load(language: str = "fr") -> Lexicon:
    """The lexicon of a language. Raises FileNotFoundError where there is none."""
    verbs: dict[str, tuple[Form, ...]] = {}
    for row in rows(language, "verbs.tsv"):
        for word, form in _forms(row):
            verbs[word] = (*verbs.get(word, ()), form)
    classes = {
        name: frozenset(word.replace("+", " ") for word in words.split()) for name, words in rows(language, "words.tsv")
    }
    return Lexicon(verbs, classes)


def _forms(row: list[str]) -> Iterator[tuple[str, Form]]:
    """The forms of one line of the verb list."""
    written, group = row[0], row[1]
    lemma = written.removeprefix("s'").removeprefix("se ")
    reflexive = lemma != written
    participle, gerund, finite = (row[2], row[3], row[4].split()) if len(row) > 2 else regular(lemma)
    stems = [
        participle,
        participle + "e",
        participle + "es",
        participle if participle.endswith("s") else participle + "s",
    ]
    for kind, words in ((PARTICIPLE, stems), (GERUND, [gerund]), (FINITE, finite), (INFINITIVE, [lemma])):
        for word in words:
            yield word, Form(written, group, kind, reflexive)


def regular(lemma: str) -> tuple[str, str, list[str]]:
    """Past participle, present participle and third-person forms of a regular French verb in -er or -ir."""
    stem, ending = lemma[:-2], lemma[-2:]
    if ending == "ir":
        finite = ["it", "issent", "issait", "issaient", "irent", "ira", "iront", "irait", "iraient"]
        return stem + "i", stem + "issant", [stem + e for e in finite]
    if ending != "er":
        raise ValueError(f"{lemma!r} is not regular: give its forms in verbs.tsv")
    soft = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
    strong = _strong(stem)
    finite = [strong + "e", strong + "ent", soft + "ait", soft + "aient", soft + "a", stem + "èrent"]
    finite += [stem + "era", stem + "eront", stem + "erait", stem + "eraient"]
    return stem + "é", soft + "ant", finite


def _strong(stem: str) -> str:
    """The stem before a silent ending: répét- gives répèt-, appel- appell-, appuy- appui-, martel- martèl-."""
    if stem.endswith(("pel", "jet")):
        return stem + stem[-1]
    if stem.endswith(("oy", "uy")):
        return stem[:-1] + "i"
    if len(stem) > 2 and stem[-2] in "ée" and stem[-1] in "tlrdcnvg" and stem[-3] not in "aeiou":
        return stem[:-2] + "è" + stem[-1]
    return stem
