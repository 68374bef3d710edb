"""The list of Specially Designated Nationals in its official CSV layout: ``sdn.csv``, with ``alt.csv`` beside it.

Neither file has a header; ``-0- `` stands for nothing. Columns of sdn.csv: number, name, type (individual, vessel,
aircraft, or nothing for all else), programme, and eight that are not used here. Columns of alt.csv: the entry's
number, the alias's, its type, the alias, a remark. Layout: https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections import defaultdict
from pathlib import Path

from annotate import Authority, Resource
from annotate_sanctions.csvfile import rows
from annotate_sanctions.entries import ORGANISATION, PERSON, Entry, ListName, SanctionsList
from annotate_sanctions.names import words

_KINDS = {"individual": PERSON, "": ORGANISATION}  # vessels and aircraft are not matched
_NUMBER = re.compile(r"[0-9]+")

log = logging.getLogger("annotate")


def load_ofac(path: Path) -> SanctionsList:
    """The list in a file, with the aliases in ``alt.csv`` beside it if that is there. Raises ValueError, OSError."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    resources = [Resource(f"ofac/{path.name}", sha256=digest)]
    aliases: dict[str, list[str]] = {}
    beside = path.with_name("alt.csv")
    if beside.is_file() and beside != path:
        alias_data = beside.read_bytes()
        aliases = _aliases(beside, alias_data)
        resources.append(Resource(f"ofac/{beside.name}", sha256=hashlib.sha256(alias_data).hexdigest()))
    entries: list[Entry] = []
    others = 0
    for line, (number, name, type, programme, *_) in rows(path, data, 12):
        if not _NUMBER.fullmatch(number):
            raise ValueError(f"{path}:{line}: {number[:20]!r} is not an entry's number")
        own = aliases.pop(number, [])
        kind = _KINDS.get(_value(type))
        if kind is None:
            others += 1
            continue
        names = (_name(name, kind), *(_name(alias, kind, alias=True) for alias in own))
        entries.append(Entry(number, kind, name, _value(programme).replace("] [", ", "), names))
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


def _aliases(path: Path, data: bytes) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line, (number, _, _, alias, _) in rows(path, data, 5):
        if not _NUMBER.fullmatch(number):
            raise ValueError(f"{path}:{line}: {number[:20]!r} is not an entry's number")
        found[number].append(alias)
    return found


def _value(field: str) -> str:
    return "" if field.strip() == "-0-" else field.strip()


def _name(written: str, kind: str, *, alias: bool = False) -> ListName:
    """People stand as ``FAMILY NAME, Given names``."""
    family, comma, given = written.partition(",") if kind == PERSON else (written, "", "")
    last = words(family)
    return ListName((*words(given), *last), len(last) if comma else 0, alias)
