"""Which entries an entity may be, by its names alone: the best comparison with each entry of the index."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from annotate import Entity
from annotate_sanctions import organisations
from annotate_sanctions.compare import Comparison, compare_read
from annotate_sanctions.datafile import lines
from annotate_sanctions.entries import ORGANISATION, PERSON, PRIMARY, WEAK, ListName
from annotate_sanctions.index import Found, Index
from annotate_sanctions.organisation_words import content as content_of
from annotate_sanctions.organisation_words import is_generic, is_known, translations
from annotate_sanctions.personal import read_press
from annotate_sanctions.words import words

COMMON = 12  # entries that bear a word: from so many on it says little by itself
_FOLLOWING = 80  # code points of the text in which a body's name may go on
_SHORTEST = 5  # letters of an organisation's name of one word
_RARE = 2  # entries that bear a word of a rare name
_TOO_MANY = 60  # names that hold all words of a mention: more say nothing
_KUNYA = frozenset(("abu", "abou", "abi", "umm", "oum", "haji", "hajji", "mullah", "mollah"))


class Candidate(NamedTuple):
    """An entry that an entity may be: through which of its names, how well it agrees, whether that says little
    (``weak``), or much, because hardly anybody on the lists bears it (``rare``).
    """

    entry: int
    name: ListName
    written: str
    comparison: Comparison
    weak: bool
    rare: bool = False


def candidates(index: Index, entity: Entity, text_words: frozenset[str], following: str = "") -> dict[int, Candidate]:
    """By entry, the best candidate of an entity. ``text_words``: of the document, for acronyms. ``following``: the
    text from an organisation's first mention on, which may go on with its name («Al-Qaïda» au Maghreb islamique).
    """
    found: dict[int, Candidate] = {}
    if longer := _longer(index, entity, following):
        return {candidate.entry: candidate for candidate in bodies(index, longer, text_words)}
    for name in entity.names:
        if name.type == "description":
            continue
        for candidate in bodies(index, name.text, text_words):
            _keep(found, candidate)
        if name.type in (None, "full"):
            if entity.kind == PERSON:
                got = _people(index, name.text)
            elif entity.kind == ORGANISATION:
                got = _organisations(index, name.text)
                if _goes_on(name.text, following):
                    got = (candidate._replace(weak=True) for candidate in got)
            else:
                got = ()
            for candidate in got:
                _keep(found, candidate)
    return found


def _longer(index: Index, entity: Entity, following: str) -> str | None:
    """The longest name of a listed body that the text goes on with, if it is longer than the mention."""
    if entity.kind != ORGANISATION or not following:
        return None
    written = words(following[:_FOLLOWING])
    first = min((words(name.text) for name in entity.names), key=len, default=())
    for end in range(len(written), max(1, len(first)), -1):
        key = " ".join(written[:end])
        if not any(key == " ".join(words(name.text)) for name in entity.names) and index.body(key):
            return key
    return None


def _goes_on(written: str, following: str) -> bool:
    """Whether a name that is all words of the dictionary goes on with another in the text: «Armée syrienne» libre."""
    own, text = words(written), words(following)
    more = text[len(own) :][:1] if text[: len(own)] == own else ()
    return bool(more) and more[0] in translations() and all(map(is_known, content_of(written)))


def _keep(found: dict[int, Candidate], new: Candidate) -> None:
    old = found.get(new.entry)
    if old is None or _worth(new) > _worth(old):
        found[new.entry] = new


def _worth(candidate: Candidate) -> tuple[float, bool]:
    return candidate.comparison.score - 0.2 * candidate.weak, candidate.name.quality == PRIMARY


def bodies(index: Index, written: str, text_words: frozenset[str]) -> Iterable[Candidate]:
    """The entries that a French name or acronym of a listed body leads to."""
    found = index.body(" ".join(words(written)))
    step = "exonym"
    if found is None:
        found, step = index.body(f"={written.strip()}"), "acronym"
        if found is None or not _plain(found.context, found.also, text_words):
            return
    for number in found.entries:
        entry = index.entry(number)[1]
        name = entry.names[0]
        yield Candidate(number, name, written, Comparison(1.0 if step == "exonym" else 0.95, (step,)), False)


def _plain(context: tuple[str, ...], also: tuple[str, ...], text_words: frozenset[str]) -> bool:
    """Whether the text makes plain what an acronym stands for."""
    for cue in filter(None, context):
        if cue.endswith("*"):
            if any(word.startswith(cue[:-1]) for word in text_words):
                return True
        elif cue in text_words:
            return True
    return any(len(name.split()) == 1 and name in text_words for name in also)


def _people(index: Index, written: str) -> Iterable[Candidate]:
    press = read_press(written)
    if len(press.words) < 2 or len(press.words[-1]) == 1:  # «Mohamed R.» is nobody's name
        return
    for n, found in enumerate(index.find_people(press)):
        if n == _TOO_MANY:
            return
        best = max(
            (compare_read(press, name) for name in found.readings), key=lambda c: c.score, default=Comparison(0.0)
        )
        if best.match:
            weak = _weak_person(index, press.words, found, best)
            rare = not (weak or best.steps) and min(map(index.bearers, press.words)) <= _RARE
            yield Candidate(found.entry, found.name, written, best, weak, rare)


def _weak_person(index: Index, press: tuple[str, ...], found: Found, comparison: Comparison) -> bool:
    """Whether so little of a name agrees that a namesake is as likely."""
    name = found.name
    if name.quality == WEAK or "initial" in comparison.steps:
        return True
    if len(press) > 2:
        return False
    listed = words(name.text)
    if name.quality != PRIMARY and (len(listed) < 3 and listed[0] in _KUNYA):
        return True
    if "order" in comparison.steps and "patronymic_left_out" not in comparison.steps:
        return True
    reading = found.readings[0]
    content = {reading.words[0], *reading.words[-(reading.family or 1) :]}  # given and family name
    bearers = [index.bearers(word) for word in content]
    shortened = "names_left_out" in comparison.steps or "second_family_name_left_out" in comparison.steps
    return min(bearers, default=COMMON) >= COMMON or (shortened and min(bearers) >= COMMON // 3)


@cache
def _common_words() -> frozenset[str]:
    return frozenset(lines("common_names.txt"))


@cache
def _products() -> frozenset[str]:
    return frozenset(lines("product_names.txt"))


def _organisations(index: Index, written: str) -> Iterable[Candidate]:
    content = content_of(written)
    if len(content) == 1 and (len(content[0]) < _SHORTEST or content[0] in _common_words()):
        return
    for found in index.find_organisations(written):
        how = organisations.agreement(written, found.name.text)
        if how is None:
            continue
        comparison = Comparison(1 - organisations.COSTS[how], () if how == "exact" else (how,))
        weak = len(content) == 1 and (found.name.quality != PRIMARY or how not in ("exact", "translated"))
        weak = weak or found.name.quality == WEAK or is_generic(written)
        weak = weak or (len(content) == 1 and content[0] in _products())
        yield Candidate(found.entry, found.name, written, comparison, weak)
