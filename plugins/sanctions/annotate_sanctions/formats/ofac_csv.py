"""OFAC's list in its CSV layout: ``sdn.csv``, with ``alt.csv`` (aliases), ``add.csv`` (addresses) and
``sdn_comments.csv`` (what did not fit into the remarks) beside it.

None of the files has a header; ``-0- `` stands for nothing. Columns of sdn.csv: number, name, type (individual, vessel,
aircraft, or nothing for all else), programmes, title, six about vessels, remarks (birth, nationality, weak aliases).
Columns of the others: the entry's number, then of alt.csv the alias's number, its type (aka, fka, nka), the alias,
a remark; of add.csv the address's number, street, town, country, a remark.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from annotate_sanctions.entries import ORGANISATION, PREVIOUS, PRIMARY, STRONG, WEAK, Entry
from annotate_sanctions.formats import ofac
from annotate_sanctions.formats.csvfile import rows
from annotate_sanctions.formats.reading import Reading

PATTERN, REPLACEMENT = ofac.PATTERN, ofac.REPLACEMENT
BESIDE = ("alt.csv", "add.csv", "sdn_comments.csv")
_COLUMNS = {"alt.csv": 5, "add.csv": 6, "sdn_comments.csv": 2}
_QUALITIES = {"fka": PREVIOUS}
_NUMBER = re.compile(r"[0-9]+")
_BORN = re.compile(r"DOB ([^;]+)")
_NATIONS = re.compile(r"(?:nationality|citizen) ([A-Z][^;,.(]*(?:, (?:North|South))?)(?=[;.,(]|$)")
_PLACES = re.compile(r"POB [^;]*?, ([A-Z][^;,.(]*(?:, (?:North|South))?)(?=[;.,(]|$)")
_PAPERS = re.compile(r"((?:Passport|National ID No\.|Tax ID No\.|Registration (?:ID|Number)|IMO) [A-Z]*[0-9][^;(]*)")


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The entries. Raises ValueError with file and line for what is not as it should be."""
    path, *beside = files
    more: dict[str, dict[str, list[list[str]]]] = {file.name: _by_number(file) for file in beside}
    aliases, addresses, comments = (more.get(name, {}) for name in BESIDE)
    for line, (number, name, type, programmes, title, *_, remarks) in rows(path, 12):
        reading.rows += 1
        if not _NUMBER.fullmatch(number):
            raise ValueError(f"{path}:{line}: {number[:20]!r} is not an entry's number")
        own = aliases.pop(number, [])
        kind = ofac.KINDS.get(_value(type), None) if _value(type) else ORGANISATION
        if kind is None:
            reading.skip(f"of type {_value(type)}")
            continue
        remarks += "".join(more for (more,) in comments.get(number, ()))
        names = [(name, PRIMARY), *((alias, _QUALITIES.get(kind_of, STRONG)) for _, kind_of, alias, _ in own)]
        names += [(weak, WEAK) for weak in ofac.weak_names(remarks)]
        entry = reading.entry(
            number,
            kind,
            names,
            _value(programmes).split("] ["),
            births=[date.strip(" .") for date in _BORN.findall(remarks)],
            nationalities=_NATIONS.findall(remarks),
            places=_PLACES.findall(remarks) + [_value(country) for *_, country, _ in addresses.get(number, ())],
            functions=[_value(title)],
            identifiers=[paper.strip(" .") for paper in _PAPERS.findall(remarks)],
        )
        yield ofac.bounded(entry)
    if orphans := sum(map(len, aliases.values())):
        reading.noted[f"aliases that belong to no entry of {path.name}"] = orphans


def _by_number(path: Path) -> dict[str, list[list[str]]]:
    found: defaultdict[str, list[list[str]]] = defaultdict(list)
    for line, (number, *fields) in rows(path, _COLUMNS[path.name]):
        if not _NUMBER.fullmatch(number):
            raise ValueError(f"{path}:{line}: {number[:20]!r} is not an entry's number")
        found[number].append(fields)
    return found


def _value(field: str) -> str:
    return "" if field.strip() == "-0-" else field.strip()
