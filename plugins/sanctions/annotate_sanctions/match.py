"""Deciding which entry of each list, if any, an entity of a document is: its names proposed, the document decides.

Grades. **A**: the name agrees and the entry's country or subject stands near a mention, or somewhere in the text
together with another party of its programme. **B**: the name agrees and nothing contradicts, and the country, the
subject or such a party stands somewhere in the text, or the name has three words or more, or is the usual French one
of a body. **C**, for review: a weak alias, a common name, several entries that fit as well, nothing that ties the
text to the entry, or a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from annotate import Document, Entity
from annotate_sanctions.candidates import Candidate, candidates
from annotate_sanctions.context import Surroundings, confirmation, contradiction, leads, surroundings
from annotate_sanctions.countries import of_programmes
from annotate_sanctions.entries import ORGANISATION, PRIMARY, Entry
from annotate_sanctions.index import Index
from annotate_sanctions.organisation_words import content
from annotate_sanctions.reasons import said
from annotate_sanctions.words import words, words_of

_AS_GOOD = 0.03  # scores no further apart than this are equal
_TOO_MANY = 3  # entries that match equally: more say nothing at all
_NAMED = 2  # rivals that a reason names
_NAME = 90  # code points that a name may take up
_STOPS = re.compile(r"[.,;:!?()«»\n]")
_LONG = 3  # words of a name that hardly has a namesake


class Match(NamedTuple):
    """An entity found on a list. ``list`` is the list's number in the index; ``reason`` is for the analyst."""

    list: int
    entry: Entry
    grade: str
    method: str
    reason: str


def matches(index: Index, document: Document, language: str = "fr") -> Iterable[tuple[Entity, Match]]:
    """The entities of a document that stand on the lists, in the order of the document's entities."""
    text_words = frozenset(words_of(document))
    proposed = [
        (entity, surroundings(document, entity), _by_list(index, found))
        for entity in document.entities
        if (found := candidates(index, entity, text_words, _following(document, entity)))
    ]
    together = _programmes(proposed)
    for entity, around, by_list in proposed:
        for number, of_list in sorted(by_list.items()):
            for match in _judged(number, of_list, around, together, entity, document.date, language):
                yield entity, match


def _following(document: Document, entity: Entity) -> str:
    """The text from an entity's first mention on, as far as its sentence or a bracket may go."""
    mentions = document.mentions(entity)
    return _STOPS.split(document.text[mentions[0].start : mentions[0].start + _NAME])[0] if mentions else ""


_Proposed = list[tuple[Candidate, Entry]]


def _by_list(index: Index, found: dict[int, Candidate]) -> dict[int, _Proposed]:
    by_list: dict[int, _Proposed] = {}
    for candidate in found.values():
        number, entry = index.entry(candidate.entry)
        by_list.setdefault(number, []).append((candidate, entry))
    return by_list


def _programmes(proposed: list[tuple[Entity, Surroundings, dict[int, _Proposed]]]) -> dict[str, set[str]]:
    """For each programme, the entities of the document whose names alone lead to it without doubt."""
    found: dict[str, set[str]] = {}
    for entity, _, by_list in proposed:
        for entries in by_list.values():
            if len(entries) == 1 and not entries[0][0].weak:
                found.setdefault(entries[0][1].programme, set()).add(entity.id)
    return found


def _judged(
    number: int,
    found: _Proposed,
    around: Surroundings,
    together: dict[str, set[str]],
    entity: Entity,
    published: str | None,
    language: str,
) -> Iterable[Match]:
    def order(pair: tuple[Candidate, Entry]) -> float:
        return pair[0].comparison.score - 0.2 * pair[0].weak

    ranked = sorted(found, key=lambda pair: (-order(pair), pair[1].id))
    equal = [pair for pair in ranked if order(pair) >= order(ranked[0]) - _AS_GOOD]
    if len(equal) > 1:  # the text may tell them apart
        clear = [pair for pair in equal if _ties(pair[1], around) and not contradiction(pair[1], around, published)]
        equal = clear or equal
        exact = [pair for pair in equal if not pair[0].comparison.steps and pair[0].name.quality == PRIMARY]
        equal = exact if len(exact) == 1 else equal
    if len(equal) > _TOO_MANY:
        return
    rejected = [entry for _, entry in ranked if entry.id not in {other.id for _, other in equal}]
    curated = all({"exonym", "acronym"} & set(pair[0].comparison.steps) for pair in equal)
    for candidate, entry in equal:
        if candidate.weak and entry.kind == ORGANISATION and not _ties(entry, around):
            continue  # «ministère de l'Intérieur», «Aurora»: anybody's
        rivals = [other for _, other in equal if other.id != entry.id and not curated]
        companions = together.get(entry.programme, set()) - {entity.id}
        grade, why = _grade(candidate, entry, around, bool(companions), published, language)
        if rivals:
            grade = "C"
            why.append(said("rivals", language, names=_named(rivals)))
        elif rejected:
            why.append(said("rejected", language, names=_named(rejected)))
        else:
            why.append(said("alone", language))
        method = "+".join(candidate.comparison.steps) or "exact"
        yield Match(number, entry, grade, method, " ; ".join([*_how(candidate, language), *why]))


def _ties(entry: Entry, around: Surroundings) -> bool:
    return bool(set(entry.countries) & around.anywhere)


def _grade(
    candidate: Candidate, entry: Entry, around: Surroundings, companions: bool, published: str | None, language: str
) -> tuple[str, list[str]]:
    about = set(entry.countries) | set(of_programmes(entry.programme.split(", ")))
    against = contradiction(entry, around, published)
    function = confirmation(entry, around)
    grade, key = _evidence(candidate, entry, around, about, companions, function)
    why = [] if key == "alone" else [said(key, language)]
    if function:
        why.append(said("function", language, word=function))
    if candidate.weak or _may_be_another(candidate, entry, around):
        grade = "C"
        why.append(said("common", language))
    if against:
        grade = "C"
        why.append(said(against[0], language, word=against[1]))
    return grade, why


def _evidence(
    candidate: Candidate, entry: Entry, around: Surroundings, about: set[str], companions: bool, function: str | None
) -> tuple[str, str]:
    """The grade that the text's evidence allows, and the key of its reason."""
    if about & around.near:
        return "A", "near"
    if (companions or function) and about & around.anywhere:
        return "A", "together" if companions else "somewhere"
    if about & around.anywhere:
        return "B", "somewhere"
    if companions:
        return "B", "together"
    if function or {"exonym"} & set(candidate.comparison.steps):
        return "B", "alone"
    if leads(entry) and not candidate.weak:
        return "B", "leader"
    if not about and candidate.rare:
        return "B", "rare"
    long = len(words(candidate.written)) >= _LONG and not candidate.comparison.steps
    return "B" if long else "C", "nowhere" if about else "no_country"


def _may_be_another(candidate: Candidate, entry: Entry, around: Surroundings) -> bool:
    """Whether a short alias of an organisation is tied to the text by no country, only by a subject such as terrorism:
    in several countries there is a «Jaysh al-Islam».
    """
    if entry.kind != ORGANISATION or candidate.name.quality == PRIMARY:
        return False
    return len(content(candidate.written)) < _LONG and not any(
        code in around.anywhere for code in entry.countries if not code.startswith("*")
    )


def _how(candidate: Candidate, language: str) -> list[str]:
    steps = candidate.comparison.steps
    name = candidate.name.text
    curated = next((step for step in steps if step in ("exonym", "acronym")), None)
    if curated:
        return [said(curated, language, name=name)]
    out = [said("close" if steps else "exact", language, name=name)]
    out += [said(step, language) for step in steps]
    if candidate.name.quality != PRIMARY:
        out.append(said(candidate.name.quality, language))
    return out


def _named(entries: list[Entry]) -> str:
    return ", ".join(f"{entry.label} ({entry.id})" for entry in entries[:_NAMED])
