"""Deciding which entry of a list, if any, an entity of a document is, from its names alone.

A full name is needed, and all of it must agree. Grades: A, a name of three words or more agrees letter by letter
with the entry's first name; B, it agrees after romanisation, without the patronymic, with an alias, or has two
words only; C, for review: the name is common, weak, or several entries bear it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from annotate import Entity
from annotate_sanctions import names
from annotate_sanctions.entries import ORGANISATION, PERSON, Entry, ListName, SanctionsList

EXACT, ROMANISED = "exact name", "French romanisation"
_COMMON = 10  # entries that bear a word: from so many on it says little by itself
_TOO_MANY = 3  # entries that match equally: more say nothing at all
_SHORTEST = 5  # letters of an organisation's name of one word

Key = tuple[str, tuple[str, ...]]  # kind, words


class Form(NamedTuple):
    """One way of writing a list name: ``full`` if nothing was left out, ``usual`` if in the usual order."""

    entry: Entry
    name: ListName
    full: bool
    usual: bool


@dataclass(frozen=True)
class Match:
    """An entity's name found on a list. ``reason`` is for the French-speaking analyst who reviews it."""

    entry: Entry
    grade: str
    method: str
    reason: str


class Index:
    """The names of one list, by what a text might hold of them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._exact: defaultdict[Key, list[Form]] = defaultdict(list)
        self._romanised: defaultdict[Key, list[Form]] = defaultdict(list)
        self._bearers: Counter[str] = Counter()
        for entry in entries:
            self._bearers.update({word for name in entry.names for word in name.words})
            for name in entry.names:
                for written, full, usual in _forms(entry.kind, name):
                    form = Form(entry, name, full, usual)
                    self._exact[entry.kind, written].append(form)
                    if entry.kind == PERSON:
                        self._romanised[entry.kind, names.list_key(written)].append(form)

    def match(self, entity: Entity) -> list[Match]:
        """The entries that the entity may be; several only if nothing tells them apart, and then all of grade C."""
        if entity.kind not in (PERSON, ORGANISATION):
            return []
        candidates: dict[str, tuple[Form, str, tuple[str, ...]]] = {}
        for name in entity.names:
            written = names.words(name.text)
            if name.type is None and _says_enough(entity.kind, written):
                for form, method in self._find(entity.kind, written):
                    before = candidates.get(form.entry.id)
                    if before is None or _rank(form, method) < _rank(*before[:2]):
                        candidates[form.entry.id] = (form, method, written)
        best = min((_rank(form, method)[:1] for form, method, _ in candidates.values()), default=None)
        equal = [c for c in candidates.values() if _rank(*c[:2])[:1] == best]
        if len(equal) > _TOO_MANY:
            return []
        return [
            self._judged(*candidate, [other[0].entry for other in equal if other is not candidate])
            for candidate in equal
        ]

    def _find(self, kind: str, written: tuple[str, ...]) -> Iterable[tuple[Form, str]]:
        if exact := self._exact.get((kind, written)):
            return [(form, EXACT) for form in exact]
        if kind != PERSON:
            return []
        return [(form, ROMANISED) for key in names.press_keys(written) for form in self._romanised.get((kind, key), ())]

    def _judged(self, form: Form, method: str, written: tuple[str, ...], rivals: list[Entry]) -> Match:
        reasons = ["nom identique" if method == EXACT else "nom concordant après romanisation"]
        reasons += ["patronyme absent du texte"] * (not form.full)
        reasons += ["alias de la liste"] * form.name.alias
        grade = "A" if method == EXACT and form.full and not form.name.alias and len(written) > 2 else "B"
        if self._weak(form, written):
            grade = "C"
            reasons.append("nom court ou répandu")
        if rivals:
            grade = "C"
            others = " et ".join(f"{rival.label} ({rival.id})" for rival in rivals)
            reasons.append(f"convient autant à {others}")
        else:
            reasons.append("aucune autre entrée ne porte ce nom")
        return Match(form.entry, grade, method, " ; ".join(reasons))

    def _weak(self, form: Form, written: tuple[str, ...]) -> bool:
        if form.entry.kind == ORGANISATION:
            return len(written) == 1 and form.name.alias
        if len(written) > 2:
            return False
        return form.name.alias or not form.usual or all(self._bearers[word] >= _COMMON for word in form.name.words)


class Lists:
    """Lists ready to be asked."""

    def __init__(self, lists: Iterable[SanctionsList]) -> None:
        self.lists = tuple(lists)
        self._indexes = [Index(found.entries) for found in self.lists]

    def matches(self, entity: Entity) -> Iterable[tuple[SanctionsList, Match]]:
        """What each list has for an entity."""
        for found, index in zip(self.lists, self._indexes, strict=True):
            for match in index.match(entity):
                yield found, match


def _forms(kind: str, name: ListName) -> Iterable[tuple[tuple[str, ...], bool, bool]]:
    """Ways of writing a name, each with whether it is complete and whether in the usual order, given name first."""
    if not _says_enough(kind, name.words):
        return
    if kind == ORGANISATION or not name.family:
        yield name.words, True, True
        return
    given, family = name.words[: -name.family], name.words[-name.family :]
    short = names.without_patronymic(given)
    for first in dict.fromkeys((given, short)):
        yield first + family, first == given, True
        yield family + first, first == given, False


def _says_enough(kind: str, written: tuple[str, ...]) -> bool:
    """Whether a name can denote somebody by itself."""
    if kind == ORGANISATION and len(written) == 1:
        return len(written[0]) >= _SHORTEST and written[0] not in names.rules().common
    return len(written) >= 2


def _rank(form: Form, method: str) -> tuple[bool, bool, bool]:
    """Smaller is better: letter by letter before romanised; then the entry's first name, complete."""
    return (method != EXACT, form.name.alias, not form.full)
