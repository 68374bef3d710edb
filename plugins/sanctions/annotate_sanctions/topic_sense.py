"""Whether a phrase about a sanction means one between states, or one of sport, courts, schools and budgets.

The sentence is weighed: who imposes and who is hit, plain adjectives, words of foreign affairs and other plain topics
speak for it; words of the other senses against it (``data/topics_fr.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from annotate_sanctions.countries import under_programmes

_MOST = 3  # words of other senses that are counted
_TARGET, _ISSUER = 80, 60  # code points behind a phrase in which who is hit, or who imposes, may stand
_HEALTH = 2  # that a word of other embargoes weighs


class Sense:
    """The weighing, compiled. ``whole``: makes a pattern for whole words of one that is written as the data are."""

    def __init__(self, words: Mapping[str, str], whole: Callable[[str], re.Pattern[str]]) -> None:
        self._target = whole(
            rf"{words['target_prepositions']} ?(?:[\w'’-]+ ){{0,4}}?(?:l')?(?:{words['issuers']}|[A-ZÉ]\w+|\w+)"
        )
        self._issuer_behind = whole(rf"(?:des|du|de|par) (?:l'|la |les |le )?{words['issuers']}|d'{words['issuers']}")
        self._issuer = whole(words["issuers"])
        self._union = whole(words["union"])
        self._adjective = whole(rf"{words['plain_adjectives']}|{words['embargo']}|mesures restrictives")
        self._foreign = whole(words["foreign_words"])
        self._other = whole(words["other_senses"])
        self._members = whole(words["member_states"])
        self._embargoes = whole(words["other_embargoes"])
        self._procedure = whole(r"(?:procédure|commission|échelle|barème|pouvoir)s? de sanctions?|vote sanction")

    def evidence(self, text: str, span: tuple[int, int], sentence: tuple[int, int], certain: bool) -> int:
        """More than 0: sanctions between states. 0: the sentence does not say. Less: something else. ``certain``: there
        is a plain topic beside this one in the sentence.
        """
        (at, behind), (start, end) = span, sentence
        if self._procedure.search(text, max(start, at - 20), behind):
            return -1
        said, low = text[at:behind], text[at:behind].lower()
        sides = ((start, at), (behind, end))
        targets = under_programmes(text[start:at] + " " + text[behind:end])
        foreign = any(self._foreign.search(text, *side) for side in sides)
        named = {m[0] for side in sides for m in self._issuer.finditer(text, *side)}
        issuer = any(targets or foreign or not self._union.fullmatch(name) for name in named)
        found = 2 * bool(self._adjective.search(said)) + low.startswith(("gel", "gèl", "dégel")) + certain
        found += bool(targets) + issuer
        found += bool(targets) and bool(self._target.search(text, behind, min(end, behind + _TARGET)))
        found += bool(self._issuer_behind.search(text, behind, min(end, behind + _ISSUER)))
        found += foreign
        others = {m[0].lower() for side in sides for m in self._other.finditer(text, *side)}
        if not targets and named and self._members.search(text, start, end):
            others.add("member")
        against = min(len(others), _MOST) * (1 if targets and issuer else 2 if "sanctionn" in low else 1)
        if "embargo" in low:
            against += _HEALTH * bool(self._embargoes.search(text, start, end))
        return found - against if found > against or not against else -1
