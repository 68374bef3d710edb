"""The labels that models give to names, as entity kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# CoNLL 2003, OntoNotes, Wikiner and their like; what these name otherwise (DATE, MONEY) is no entity of ours
KINDS = {
    "PER": "person",
    "PERSON": "person",
    "LOC": "place",
    "LOCATION": "place",
    "GPE": "place",
    "FAC": "place",
    "ORG": "organisation",
    "ORGANIZATION": "organisation",
    "ORGANISATION": "organisation",
    "PRODUCT": "product",
    "WORK_OF_ART": "product",
    "EVENT": "event",
    "MISC": "",
}


def kinds(found: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """The kinds of a model's labels: as given, else as known; a label that is neither is left out."""
    known = {label: given.get(label, KINDS.get(label.upper())) for label in found}
    return {label: kind for label, kind in known.items() if kind is not None}
