"""The forms of reporting verbs, made from the rules of a language's ``endings.tsv``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

FINITE, PARTICIPLE, GERUND, INFINITIVE = "finite", "participle", "gerund", "infinitive"


SHOWS = "shows"  # facts may be the verb's subject too


class Form(NamedTuple):
    """One form of a reporting verb.

    ``reflexive``: the verb takes a pronoun of its own (s'exclamer). ``flags``: see ``verbs.tsv``.
    """

    lemma: str
    group: str
    kind: str
    reflexive: bool = False
    flags: frozenset[str] = frozenset()

    @property
    def plain(self) -> bool:
        """True if the verb reports wherever somebody is its subject."""
        return not self.flags - {SHOWS}


class Rule(NamedTuple):
    """How lemmas of one shape are inflected: past participles, present participles, finite forms, as templates."""

    lemma: re.Pattern[str]
    participles: tuple[str, ...]
    gerunds: tuple[str, ...]
    finite: tuple[str, ...]


def read_rules(rows: Sequence[Sequence[str]]) -> tuple[Rule, ...]:
    """The rules of the lines of an ``endings.tsv``."""
    return tuple(Rule(re.compile(row[0]), *(tuple(cell.split()) for cell in row[1:4])) for row in rows)


def inflected(lemma: str, rules: Sequence[Rule]) -> tuple[list[str], list[str], list[str]]:
    """Past participles, present participles, third-person forms of a regular verb. ValueError if no rule fits."""
    for rule in rules:
        match = rule.lemma.fullmatch(lemma)
        if match:
            return (
                [match.expand(template) for template in rule.participles],
                [match.expand(template) for template in rule.gerunds],
                [match.expand(template) for template in rule.finite],
            )
    raise ValueError(f"{lemma!r} is not regular: give its forms in verbs.tsv")


def forms(row: Sequence[str], rules: Sequence[Rule], reflexives: Sequence[str]) -> Iterator[tuple[str, Form]]:
    """The forms of one line of a ``verbs.tsv``, each with the word that it is. ``reflexives``: «s'», «se »."""
    written, (group, *flags) = row[0], row[1].split(",")
    lemma = next((written[len(r) :] for r in reflexives if written.startswith(r)), written)
    if len(row) > 2:
        participles = [row[2]] if "+" not in row[2] else row[2].split("+")
        participles += [p + e for p in participles for e in ("e", "es", *(() if p.endswith("s") else ("s",)))]
        gerunds, finite = row[3].split(), row[4].split()
    else:
        participles, gerunds, finite = inflected(lemma, rules)
    of = frozenset(flag for cell in flags for flag in cell.split("|"))
    for kind, words in ((PARTICIPLE, participles), (GERUND, gerunds), (FINITE, finite), (INFINITIVE, [lemma])):
        for word in words:
            yield word, Form(written, group, kind, lemma != written, of)
