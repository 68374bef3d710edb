"""Who imposes the sanctions that a text speaks of, who is hit, and under which programme, where the text says so."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from annotate_sanctions.countries import under_programmes
from annotate_sanctions.datafile import table
from annotate_sanctions.topic_sense import Signs, Span

_BEHIND = 110  # code points behind a topic in which who is hit may stand
_BEFORE = 200  # code points before it in which who imposes may stand
_CLAUSE = re.compile(r"[;:.!?\n]|, (?=qui|dont|alors|mais|et|tandis|selon|a |ont )")
_TOWARDS = re.compile(
    r"(?<!\w)(?:contre|envers|visant|frappant|touchant|à l['’](?:encontre|égard) d[eu']?s?"
    r"|(?:imposée?s?|infligée?s?) (?:à|au|aux)|qui (?:visent|frappent|touche\w*|pèsent sur)"
    r"|à destination d[eu']|à|au|aux)(?!\w)"
)
_NUMBER = re.compile(r"\d{2,5}(?:/\d{2,4})?")
_BY = re.compile(r"(?<!\w)(?:par|de|des|du|d['’])\s*(?:l['’]|la |le |les )?\Z")


class Parties(NamedTuple):
    """``issuers``: codes of ``issuers_fr.tsv``; ``targets``: ISO 3166-1 codes of countries; ``programmes``: keys of
    ``programmes.tsv``. Each empty where the text does not say.
    """

    issuers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()


class _Programme(NamedTuple):
    key: str
    issuer: str
    about: str
    acts: frozenset[str]


@cache
def _programmes() -> tuple[_Programme, ...]:
    rows = table("programmes.tsv", 4)
    return tuple(_Programme(key, issuer, about, frozenset(acts.split(";"))) for key, issuer, about, acts in rows)


@cache
def _named() -> tuple[dict[str, str], re.Pattern[str]]:
    codes = {name: code for code, names, _ in table("issuers_fr.tsv", 3) for name in names.split(";") if name}
    longest = sorted(map(re.escape, codes), key=len, reverse=True)
    return codes, re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)")


@cache
def _adjectives() -> tuple[tuple[str, str], ...]:
    return tuple((a, code) for code, _, stems in table("issuers_fr.tsv", 3) for a in stems.split(";") if a)


def parties(text: str, span: Span, sentence: Signs, label: str) -> Parties:
    """The parties of one topic: its span, in code points, half-open, and what its sentence holds."""
    said = text[slice(*span)]
    if label == "legal_act":
        return _of_act(said)
    issuers = _issuers(text, span, sentence)
    targets = _targets(text, span, sentence, issuers)
    return Parties(issuers, targets, _under(issuers, targets))


def _of_act(said: str) -> Parties:
    """What an act's number or name says."""
    number = _NUMBER.search(said)
    name = re.sub(r"\s+", " ", said).strip()
    known = [p for p in _programmes() if (number and number[0] in p.acts) or name in p.acts]
    if "ésolution" in said:
        known = [p for p in known if p.issuer == "UN"]
    about = tuple(dict.fromkeys(p.about for p in known if p.about and not p.about.startswith("*")))
    return Parties(tuple(dict.fromkeys(p.issuer for p in known)), about, tuple(p.key for p in known))


def _issuers(text: str, span: Span, sentence: Signs) -> tuple[str, ...]:
    """By adjective in the topic; else behind it («de l'UE»); else the one named last before it."""
    low = text[slice(*span)].lower()
    codes, pattern = _named()
    if found := tuple(code for stem, code in _adjectives() if stem in low):
        return found
    behind = [m for m in pattern.finditer(text, span[1], min(sentence.end, span[1] + _BEHIND)) if _by(text, m)]
    if behind:
        return (codes[behind[0][0]],)
    before = list(pattern.finditer(text, max(sentence.start, span[0] - _BEFORE), span[0]))
    return (codes[before[-1][0]],) if before else ()


def _by(text: str, match: re.Match[str]) -> bool:
    return bool(_BY.search(text, max(0, match.start() - 12), match.start()))


def _targets(text: str, span: Span, sentence: Signs, issuers: tuple[str, ...]) -> tuple[str, ...]:
    """The countries behind the topic and a preposition; else the only one under sanctions in the sentence."""
    behind = text[span[1] : min(sentence.end, span[1] + _BEHIND)]
    clause = _CLAUSE.split(behind)[0]
    own = {code.lower() for code in issuers}
    if (towards := _TOWARDS.search(clause)) and (found := under_programmes(clause[towards.start() :]) - own):
        return tuple(sorted(found))
    everywhere = set(sentence.countries) - own - {"us"}
    return tuple(everywhere) if len(everywhere) == 1 else ()


def _under(issuers: tuple[str, ...], targets: tuple[str, ...]) -> tuple[str, ...]:
    """The programmes that fit; without an issuer, those of the United Nations and of the European Union, if the former
    have one. None where an issuer runs several about one country.
    """
    found: list[str] = []
    for target in targets:
        of = [p for p in _programmes() if p.about == target]
        asked = issuers or (("UN", "EU") if any(p.issuer == "UN" for p in of) else ())
        for issuer in asked:
            fit = [p.key for p in of if p.issuer == issuer]
            found += fit if len(fit) == 1 else []
    return tuple(dict.fromkeys(found))
