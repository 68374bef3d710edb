"""Where a text speaks of sanctions between states, and how: a grammar of phrases over the words of ``topics_fr.yaml``.

A span holds the head noun or verb with its adjectives; who imposes and who is hit stay outside. A violation or a
lifting runs from its trigger to the noun. The noun «sanction» alone says nothing: the sentence, or plain mentions
elsewhere in the text, must tell that it is not sport, court, school or budget; else it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from importlib.resources import files
from typing import NamedTuple

from annotate_sanctions.topic_parties import Parties, parties
from annotate_sanctions.topic_sense import Sense, Signs

_SENTENCE = re.compile(r"[^.!?…\r\n]*+(?:[.!?…](?![\s»”\"])[^.!?…\r\n]*+)*+[.!?…»”\"\r\n]*+")
_LONGEST = 2000  # code points of a sentence; a longer one is cut
_SEED = re.compile(
    "sanction|embargo|gel|gèl|liste|interdi[ct]|restricti|dégel|débloqu"
    "|résolution|règlement|décision|décret|order|ordre|loi |CAATSA|Act",
    re.I,
)
_BETWEEN = r"(?:,[^,.;:!?\r\n]{1,30},)?"  # mettre fin, à terme, aux sanctions
_TO = (
    r"(?: (?:(?:de )?(?:toutes|tous) les|en partie les|de la|de cet|de ces|des|de|du|aux|au|à la|les|la|le|ces|ses) "
    r"| (?:cet|un) | (?:de l|à l|d|l)')"
)


class Topic(NamedTuple):
    """A span that speaks of sanctions, in code points, half-open; ``label`` is ``regime``, ``measure``, and so on.
    ``parties``: who imposes, who is hit, which programme, as far as the sentence says.
    """

    start: int
    end: int
    label: str
    parties: Parties = Parties()


class Topics:
    """The grammar, compiled. Time is linear in the text: every repetition is bounded or possessive."""

    def __init__(self) -> None:
        import yaml

        data = yaml.safe_load((files("annotate_sanctions") / "data" / "topics_fr.yaml").read_text(encoding="utf-8"))
        words = {name: f"(?:{'|'.join(map(str, phrases))})" for name, phrases in data.items()}
        rules = list(_rules(words))
        self._labels = {f"r{n}": label for n, (label, _, _) in enumerate(rules)}
        self._certain_rules = {f"r{n}" for n, (_, certain, _) in enumerate(rules) if certain}
        self._topic = _compile("|".join(f"(?P<r{n}>{pattern})" for n, (_, _, pattern) in enumerate(rules)), re.I)
        certain = _compile(
            "|".join(pattern for label, certain, pattern in rules if certain or label == "embargo"), re.I
        )
        self._measure = re.compile(
            _written(rf"(?<!\w){words['measure_triggers']}(?: [^\s,;:.]+){{0,5}} ?(?:[dl]')?(?:« ?)?\Z"), re.I
        )
        self._regime = re.compile(
            _written(rf"(?<!\w){words['regime_triggers']}(?: [^\s,;:.]+){{0,3}} ?(?:[dl]')?\Z"), re.I
        )
        self._planned = re.compile(_written(rf" {words['planned_behind']}"))
        self._new = _compile(words["new_adjectives"], re.I)
        self._sense = Sense(words, _compile, certain)

    def find(self, text: str) -> list[Topic]:
        """The topics of a text, in its order, without overlap."""
        plain: list[Topic] = []
        doubtful: list[Topic] = []
        for start, end in _sentences(text):
            if not _SEED.search(text, start, end):
                continue
            signs = None
            for match in self._topic.finditer(text, start, end):
                signs = signs or self._sense.signs(text, start, end)
                certain = match.lastgroup in self._certain_rules
                evidence = 1 if certain else self._sense.evidence(text, match.span(), signs)
                if evidence > 0:
                    plain.append(self._labelled(text, match, signs))
                elif evidence == 0 and "sanctions" in match[0].lower():
                    doubtful.append(self._labelled(text, match, signs))
        if plain:  # the text has made plain what it means by the word
            return sorted([*plain, *doubtful])
        return [topic for topic in doubtful if topic.label == "lifting"]

    def _labelled(self, text: str, match: re.Match[str], signs: Signs) -> Topic:
        start, end = signs.start, signs.end
        label = self._labels[match.lastgroup or ""]
        if label in ("noun", "embargo"):
            before = text[max(start, match.start() - 90) : match.start()]
            measure = self._new.search(match[0]) or self._planned.match(text, match.end(), min(end, match.end() + 60))
            if not measure and not self._regime.search(before):
                measure = self._measure.search(before)
            if "sanctions" not in match[0].lower() and label == "noun":
                measure = True  # one sanction is an act, not a state
            label = "measure" if measure else "regime"
        span = match.span()
        return Topic(*span, label, parties(text, span, signs, label))


def _rules(words: dict[str, str]) -> Iterator[tuple[str, bool, str]]:
    """Label, whether the phrase is plain by itself, pattern; at one place the first that fits takes it."""
    w = words
    adjective = rf"(?:{w['plain_adjectives']}|{w['other_adjectives']})(?!\w)"
    sanctions = rf"(?:{w['before_adjectives']} )?sanctions?(?!\w)(?: {adjective})*+(?: et {adjective})?"
    embargo = rf"{w['embargo']}(?: {w['plain_adjectives']})*+(?: sur {w['embargo_on']})?"
    noun = rf"(?:{sanctions}|{embargo}|{w['freeze']})"
    on_list = rf"(?:{w['listing']}|{w['listing_with_evidence']})"
    number = r"(?: n° ?)? ?"
    yield "legal_act", True, rf"résolutions?{number}{w['resolutions']}(?!\d)|{w['laws']}"
    yield (
        "legal_act",
        True,
        rf"(?:décrets?(?: présidentiels?)?|executive orders?|ordres? exécutifs?){number}{w['orders']}(?!\d)",
    )
    yield (
        "legal_act",
        True,
        rf"(?:règlements?|décisions?)(?: \((?:UE|CE|PESC)\))?{number}{w['eu_acts']}(?:/PESC)?(?!\d)",
    )
    yield "lifting", False, w["thaw"]
    yield "lifting", False, rf"{w['delisting_triggers']} (?:de|des) (?:la |sa |cette |leur |leurs |ses |l')?{on_list}"
    yield "listing", True, w["listing"]
    yield "listing", False, w["listing_with_evidence"]
    yield "violation", False, rf"{w['violation_triggers']}{_TO}{noun}"
    yield "lifting", False, rf"{w['lifting_triggers']}{_BETWEEN}{_TO}{noun}"
    yield (
        "lifting",
        False,
        rf"{noun} (?:{w['easing_verbs']}|(?:ont été|seront|sont|soient|seraient|avaient été) {w['lifted_verbs']})",
    )
    yield "regime", True, w["regime_phrases"]
    yield "measure", True, w["package_phrases"]
    yield "measure", False, rf"{w['freeze']}|{w['freeze_verb']}|{w['travel']}"
    yield "measure", False, r"sanctionn(?:er|é|ée|és|ées|e|ent|era|eront|ant)"
    yield "embargo", False, embargo
    yield "noun", False, sanctions


def _written(pattern: str) -> str:
    """A blank in a pattern is any blank, an apostrophe any apostrophe."""
    return reduce(lambda p, change: p.replace(*change), ((" ", "[ \u00a0\u202f]"), ("'", "['’]")), pattern)


def _compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for whole words."""
    return re.compile(rf"(?<!\w)(?:{_written(pattern)})(?!\w)", flags)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        match = _SENTENCE.match(text, at)
        assert match is not None
        end = max(match.end(), at + 1)
        while end - at > _LONGEST:
            blank = text.rfind(" ", at + _LONGEST // 2, at + _LONGEST)
            cut = blank + 1 if blank >= 0 else at + _LONGEST
            yield at, cut
            at = cut
        yield at, end
        at = end
