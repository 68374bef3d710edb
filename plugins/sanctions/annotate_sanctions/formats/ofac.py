"""What OFAC's formats share: the kinds of parties, and when an entry without a date was listed.

Formats: https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
"""

from __future__ import annotations

import re
from functools import cache

from annotate_sanctions.datafile import table
from annotate_sanctions.entries import ORGANISATION, PERSON, VESSEL, Entry

PATTERN, REPLACEMENT = "([0-9]+)", "{file}#$1"
KINDS = {"individual": PERSON, "entity": ORGANISATION, "vessel": VESSEL, "aircraft": None}
_WEAK = re.compile(r"a\.k\.a\. '([^']+)'")


def bounded(entry: Entry) -> Entry:
    """The entry with what its programmes and its number tell of the day it was listed, where the file does not say it.

    It cannot have been listed before the first of its programmes began, and OFAC numbers entries as it adds them, so
    it was added between two entries whose days are known.
    """
    if entry.listed:
        return entry
    starts = [_starts().get(programme, "") for programme in entry.programme.split(", ")]
    before, after = _between(int(entry.id))
    return entry._replace(not_before=max(min(starts), before) or None, not_after=after or None)


def weak_names(remarks: str) -> list[str]:
    """The weak aliases, which OFAC's older formats keep among the remarks: ``a.k.a. 'BNC'.``"""
    return _WEAK.findall(remarks)


@cache
def _anchors() -> list[tuple[int, str]]:
    return sorted((int(number), date) for number, date, *_ in table("ofac_anchors.tsv", 4))


def _between(number: int) -> tuple[str, str]:
    """The dates of the anchors on either side of an entry's number; empty where there is none."""
    before = [date for anchor, date in _anchors() if anchor <= number]
    after = [date for anchor, date in _anchors() if anchor >= number]
    return before[-1] if before else "", after[0] if after else ""


@cache
def _starts() -> dict[str, str]:
    return {programme: date for programme, date, *_ in table("ofac_programmes.tsv", 3)}
