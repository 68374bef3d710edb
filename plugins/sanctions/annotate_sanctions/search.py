"""Names asked one by one: which entries a name may be, and whether two names agree, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotate import Entity
from annotate_sanctions import organisations, vessels
from annotate_sanctions.candidates import Candidate, candidates
from annotate_sanctions.compare import Comparison, compare_people
from annotate_sanctions.dates import listed_on
from annotate_sanctions.entries import ORGANISATION, PERSON, PRIMARY
from annotate_sanctions.index import Index
from annotate_sanctions.reasons import said
from annotate_sanctions.words import words

KINDS = ("person", "org", "vessel")
_ALIKE = {
    **dict.fromkeys(("personne", "individual", "people", "per"), "person"),
    **dict.fromkeys(("organisation", "organization", "company", "legalentity", "entity"), "org"),
    **dict.fromkeys(("ship", "boat", "navire", "bateau"), "vessel"),
}


def found_names(
    index: Index, name: str, kind: str | None, language: str, day: str | None = None
) -> Iterator[dict[str, Any]]:
    """The entries whose name a name of the press may be, the best first; with a day, whether they were listed on it."""
    asked = {"person": (PERSON,), "org": (ORGANISATION,)}.get(kind or "", (PERSON, ORGANISATION))
    found: dict[int, Candidate] = {}
    for entity_kind in asked:
        for number, candidate in candidates(index, Entity(entity_kind, name), frozenset(words(name))).items():
            old = found.get(number)
            if old is None or candidate.comparison.score > old.comparison.score:
                found[number] = candidate
    for number, candidate in sorted(found.items(), key=lambda pair: (-pair[1].comparison.score, pair[0])):
        which, entry = index.entry(number)
        steps = candidate.comparison.steps
        reasons = [said("close" if steps else "exact", language, name=candidate.name.text)]
        reasons += [said(step, language, name=candidate.name.text) for step in steps]
        if candidate.name.quality != PRIMARY:
            reasons.append(said(candidate.name.quality, language))
        if candidate.weak:
            reasons.append(said("common", language))
        yield {
            "list": index.lists[which]["id"],
            "entry": entry.id,
            "label": entry.label,
            "kind": entry.kind,
            "score": candidate.comparison.score,
            "name": candidate.name.text,
            "programme": entry.programme,
            "listed": entry.listed,
            "delisted": entry.delisted,
            "listed_as_of": listed_on(entry, day) if day else None,
            "reason": " ; ".join(reasons),
        }


def compared(mention: str, listed: str, kind: str, list_kind: str, language: str) -> dict[str, Any]:
    """Two names compared: ``score``, ``match`` (1 or 0) and ``reason``. Raises ValueError for an unknown kind.

    Kinds are those of `KINDS`, or empty where nobody says: then the names are people's, unless they are an
    organisation's by their words.
    """
    one, other = (_kind(written) for written in (kind, list_kind))
    one, other = one or other, other or one
    if one != other:
        return {"score": 0.0, "match": 0, "reason": said("kinds", language)}
    result = _compared(mention, listed, one or "person")
    if not (one or result.match) and organisations.is_one(mention) and organisations.is_one(listed):
        result = _compared(mention, listed, "org")
    if result.match:
        reasons = [said("close" if result.steps else "exact", language, name=listed)]
        reasons += [said(step, language, name=listed) for step in result.steps]
    elif result.missing:
        reasons = [said("missing", language, words=", ".join(result.missing))]
    else:
        reasons = [said("different", language)]
    return {"score": round(result.score, 3), "match": int(result.match), "reason": " ; ".join(reasons)}


def _compared(mention: str, listed: str, kind: str) -> Comparison:
    if kind == "person":
        return compare_people(mention, listed, lenient=True)
    if kind == "vessel":
        return _of(vessels.agreement(mention, listed, lenient=True))
    how = organisations.agreement(mention, listed) or organisations.curated(mention, listed)
    return _of(how or organisations.slip(mention, listed))


def _of(how: str | None) -> Comparison:
    if how is None:
        return Comparison(0.0)
    return Comparison(1 - organisations.COSTS[how], () if how == "exact" else (how,))


def _kind(written: str) -> str:
    low = written.strip().lower()
    low = _ALIKE.get(low, low)
    if low and low not in KINDS:
        raise ValueError(f"{written!r} is no kind of party; there are {', '.join(KINDS)}")
    return low
