"""Whether a phrase about a sanction means one between states, or one of sport, courts, schools and budgets.

The sentence is weighed: who imposes and who is hit, plain adjectives, words of foreign affairs and other plain topics
speak for it; words of the other senses against it (``data/topics_fr.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from annotate_sanctions.countries import under_programmes

_MOST = 3  # words of other senses that are counted
_TARGET, _ISSUER = 80, 60  # code points behind a phrase in which who is hit, or who imposes, may stand
_OBJECT = 45  # code points behind a verb in which its object stands
_HEALTH = 2  # that a word of other embargoes weighs

Span = tuple[int, int]


class Signs(NamedTuple):
    """What a sentence holds, found once for all of its topics: where plain topics stand, issuers, words of foreign
    affairs and words of other senses; the countries under programmes that it names, whether it names a member of the
    Union, whether another kind of embargo.
    """

    start: int
    end: int
    certain: tuple[Span, ...]
    issuers: tuple[Span, ...]
    foreign: tuple[Span, ...]
    others: tuple[Span, ...]
    countries: frozenset[str]
    member: bool
    health: bool


class Sense:
    """The weighing, compiled. ``whole``: makes a pattern for whole words of one that is written as the data are."""

    def __init__(
        self, words: Mapping[str, str], whole: Callable[[str], re.Pattern[str]], certain: re.Pattern[str]
    ) -> None:
        self._target = whole(rf"{words['target_prepositions']} ?(?:[\w'’-]+ ){{0,4}}?(?:l')?\w+")
        self._issuer_behind = whole(rf"(?:des|du|de|par) (?:l'|la |les |le )?{words['issuers']}|d'{words['issuers']}")
        self._issuer = whole(words["issuers"])
        self._union = whole(words["union"])
        self._adjective = whole(
            rf"{words['plain_adjectives']}|{words['embargo']}|mesures restrictives|listes? (?:de|des) sanctions"
        )
        self._foreign = whole(words["foreign_words"])
        self._other = whole(words["other_senses"])
        self._members = whole(words["member_states"])
        self._embargoes = whole(words["other_embargoes"])
        self._procedure = whole(r"(?:procédure|commission|échelle|barème|pouvoir)s? de sanctions?|vote sanction")
        self._certain = certain

    def signs(self, text: str, start: int, end: int) -> Signs:
        """What a sentence holds."""

        def spans(pattern: re.Pattern[str]) -> tuple[Span, ...]:
            return tuple(match.span() for match in pattern.finditer(text, start, end))

        return Signs(
            start,
            end,
            spans(self._certain),
            spans(self._issuer),
            spans(self._foreign),
            spans(self._other),
            frozenset(under_programmes(text[start:end])),
            bool(self._members.search(text, start, end)),
            bool(self._embargoes.search(text, start, end)),
        )

    def evidence(self, text: str, span: Span, signs: Signs) -> int:
        """More than 0: sanctions between states. 0: the sentence does not say. Less: something else."""
        at, behind = span
        if self._procedure.search(text, max(signs.start, at - 20), behind):
            return -1
        low = text[at:behind].lower()
        targets = signs.countries
        foreign, certain = _outside(signs.foreign, span), _outside(signs.certain, span)
        named = {text[slice(*found)] for found in _outside(signs.issuers, span)}
        issuer = any(targets or foreign or not self._union.fullmatch(name) for name in named)
        bare = "sanctionn" in low and not (issuer or certain)
        if bare and not under_programmes(text[behind : min(signs.end, behind + _OBJECT)]):
            return -1
        found = 2 * bool(self._adjective.search(text, at, behind)) + bool(certain) + bool(targets) + issuer
        found += low.startswith(("gel", "gèl", "dégel")) or "gelé" in low or "gel d" in low
        found += bool(targets) and bool(self._target.search(text, behind, min(signs.end, behind + _TARGET)))
        found += bool(self._issuer_behind.search(text, behind, min(signs.end, behind + _ISSUER)))
        found += bool(foreign)
        others = {text[slice(*other)].lower() for other in _outside(signs.others, span)}
        if not targets and named and signs.member:
            others.add("member")
        against = min(len(others), _MOST) * (1 if targets and issuer else 2 if "sanctionn" in low else 1)
        against += _HEALTH * (("embargo" in low or "liste" in low) and signs.health)
        return found - against if found > against or not against else -1


def _outside(spans: tuple[Span, ...], span: Span) -> list[Span]:
    """The spans that do not overlap one."""
    return [(start, end) for start, end in spans if end <= span[0] or start >= span[1]]
