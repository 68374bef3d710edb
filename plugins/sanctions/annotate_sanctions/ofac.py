"""The list of Specially Designated Nationals in its official CSV layout: ``sdn.csv``, with ``alt.csv`` beside it.

Neither file has a header; ``-0- `` stands for nothing. Columns of sdn.csv: number, name, type (individual, vessel,
aircraft, or nothing for all else), programme, title, six about vessels, remarks (birth, nationality, weak aliases).
Columns of alt.csv: the entry's number, the alias's, its type (aka, fka, nka), the alias, a remark.
Layout: https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from annotate import Authority, Resource
from annotate_sanctions import countries, dates
from annotate_sanctions.csvfile import rows
from annotate_sanctions.datafile import table
from annotate_sanctions.entries import (
    ORGANISATION,
    PERSON,
    PREVIOUS,
    PRIMARY,
    STRONG,
    WEAK,
    Entry,
    ListName,
    SanctionsList,
)

_KINDS = {"individual": PERSON, "": ORGANISATION}  # vessels and aircraft are not matched
_QUALITIES = {"fka": PREVIOUS}
_NUMBER = re.compile(r"[0-9]+")
_BORN = re.compile(r"DOB ([^;]+)")
_PLACES = re.compile(r"(?:nationality|citizen|POB [^;]*?,) ([A-Z][^;,.(]*(?:, (?:North|South))?)(?=[;.,(]|$)")
_WEAK = re.compile(r"a\.k\.a\. '([^']+)'")

log = logging.getLogger("annotate")


def load_ofac(path: Path, data: bytes, alias_data: bytes | None = None) -> SanctionsList:
    """The list in a file, with the aliases of ``alt.csv`` if their bytes are given. Raises ValueError."""
    digest = hashlib.sha256(data).hexdigest()
    resources = [Resource(f"ofac/{path.name}", sha256=digest)]
    aliases: dict[str, list[ListName]] = {}
    if alias_data is not None:
        beside = path.with_name("alt.csv")
        aliases = _aliases(beside, alias_data)
        resources.append(Resource(f"ofac/{beside.name}", sha256=hashlib.sha256(alias_data).hexdigest()))
    entries: list[Entry] = []
    others = 0
    for line, (number, name, type, programme, title, *_, remarks) in rows(path, data, 12):
        if not _NUMBER.fullmatch(number):
            raise ValueError(f"{path}:{line}: {number[:20]!r} is not an entry's number")
        own = aliases.pop(number, [])
        kind = _KINDS.get(_value(type))
        if kind is None:
            others += 1
            continue
        own = [ListName(name, PRIMARY), *own, *(ListName(weak, WEAK) for weak in _WEAK.findall(remarks))]
        entries.append(_entry(number, kind, own, _value(programme).split("] ["), _value(title), remarks))
    orphans = sum(map(len, aliases.values()))
    description = (
        f"{len(entries)} people and organisations; not used: {others} vessels and aircraft, "
        f"{orphans} aliases that belong to no entry of {path.name}"
    )
    log.info("%s: %s", path, description)
    authority = Authority(
        id="ofac",
        title="Specially Designated Nationals and Blocked Persons List (SDN), OFAC",
        sha256=digest,
        licence="Public domain (work of the United States government)",
        pattern="([0-9]+)",
        replacement=f"{path.name}#$1",
        description=description,
    )
    return SanctionsList(authority, tuple(entries), tuple(resources))


def _entry(number: str, kind: str, names: list[ListName], programmes: list[str], title: str, remarks: str) -> Entry:
    places = [code for place in _PLACES.findall(remarks) for code in countries.codes(place)]
    before, after = _between(int(number))
    starts = [_starts().get(programme, "") for programme in programmes]
    return Entry(
        number,
        kind,
        names[0].text,
        ", ".join(programmes),
        tuple(dict.fromkeys(names)),
        not_before=max(min(starts), before) or None,
        not_after=after or None,
        born=dates.years(" ".join(_BORN.findall(remarks))) if kind == PERSON else (),
        countries=tuple(dict.fromkeys([*places, *countries.of_programmes(programmes)])),
        functions=title,
    )


@cache
def _anchors() -> list[tuple[int, str]]:
    return sorted((int(number), date) for number, date, _ in table("ofac_anchors.tsv", 3))


def _between(number: int) -> tuple[str, str]:
    """The dates of the anchors on either side of an entry's number; empty where there is none."""
    before = [date for anchor, date in _anchors() if anchor <= number]
    after = [date for anchor, date in _anchors() if anchor >= number]
    return before[-1] if before else "", after[0] if after else ""


@cache
def _starts() -> dict[str, str]:
    return dict(table("ofac_programmes.tsv", 2))


def _aliases(path: Path, data: bytes) -> dict[str, list[ListName]]:
    found: defaultdict[str, list[ListName]] = defaultdict(list)
    for line, (number, _, type, alias, _) in rows(path, data, 5):
        if not _NUMBER.fullmatch(number):
            raise ValueError(f"{path}:{line}: {number[:20]!r} is not an entry's number")
        found[number].append(ListName(alias, _QUALITIES.get(type, STRONG)))
    return found


def _value(field: str) -> str:
    return "" if field.strip() == "-0-" else field.strip()
