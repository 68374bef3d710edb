"""The European Union's list as a folder of CSV files, one for each act of the Official Journal.

Layout (opensanctions/opensanctions, datasets/eu/journal_sanctions): one row for each party and legal context. Files
of consolidated annexes start with the column ``celex``, files of single amendments with ``amendedCelex``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotate import Authority, Resource
from annotate_sanctions import countries, dates
from annotate_sanctions.csvfile import rows
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
from annotate_sanctions.homoglyphs import repair
from annotate_sanctions.words import words

_KINDS = {
    "Person": PERSON,
    "LegalEntity": ORGANISATION,
    "Organization": ORGANISATION,
    "Company": ORGANISATION,
    "Vessel": None,
    "Asset": None,
}
_QUALITIES = (("alias", STRONG), ("weakAlias", WEAK), ("previousName", PREVIOUS))
_NEEDED = ("recordId", "programKey", "annex", "startDate", "schema", "name", "alias", "nationality", "birthDate")

log = logging.getLogger("annotate")


def is_eu(head: bytes) -> bool:
    """Whether a CSV file begins like one of these."""
    return head.removeprefix(b"\xef\xbb\xbf").startswith((b"celex,", b"amendedCelex,"))


def load_eu(path: Path, files: Iterable[tuple[Path, bytes]]) -> SanctionsList:
    """The list in the files of a folder (or in one file). Raises ValueError with file and line for what is not as it
    should be. Rows of one party (same name, kind and birth year) become one entry, under its first listing.
    """
    found: list[Entry] = []
    others = repaired = 0
    digest = hashlib.sha256()
    resources = []
    for file, data in files:
        sha = hashlib.sha256(data).hexdigest()
        resources.append(Resource(f"eu/{file.name}", sha256=sha))
        digest.update(f"{file.name} {sha}\n".encode())
        for line, row in _rows(file, data):
            kind = _KINDS[row["schema"]]
            if kind is None:
                others += 1
                continue
            entry, words_repaired = _entry(line, row, kind)
            repaired += words_repaired
            found.append(entry)
    if not found:
        raise ValueError(f"{path}: the files hold no entry")
    entries = list(_parties(found))
    people = sum(entry.kind == PERSON for entry in entries)
    description = (
        f"{people} people and {len(entries) - people} organisations from {len(found)} rows; not used: {others} vessels "
        f"and assets; repaired: {repaired} words that mixed Latin and Cyrillic letters"
    )
    log.info("%s: %s", path, description)
    authority = Authority(
        id="eu",
        title="European Union sanctions: annexes of the acts in the Official Journal",
        sha256=digest.hexdigest(),
        pattern="([0-9]{5}[A-Z][0-9]{4})%23(.+)",
        replacement="$1.csv#$2",
        description=description,
    )
    return SanctionsList(authority, tuple(entries), tuple(resources))


def _rows(path: Path, data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    header: list[str] = []
    for line, fields in rows(path, data, None, may_be_empty=True):
        if not header:
            header = fields
            if missing := [name for name in _NEEDED if name not in header]:
                raise ValueError(f"{path}:1: the column {missing[0]!r} is missing")
            continue
        if len(fields) != len(header):
            raise ValueError(f"{path}:{line}: {len(fields)} columns where there should be {len(header)}")
        row = dict(zip(header, fields, strict=True))
        if row["schema"] not in _KINDS or not row["name"].strip():
            raise ValueError(f"{path}:{line}: a row without name, or of the unknown schema {row['schema'][:20]!r}")
        row["act"] = row.get("celex") or row.get("amendedCelex") or path.stem
        row["row"] = f"row{line}"
        yield line, row


def _entry(line: int, row: dict[str, str], kind: str) -> tuple[Entry, int]:
    repaired = 0
    names: list[ListName] = []
    for column, quality in (("name", PRIMARY), *_QUALITIES):
        for value in [row[column]] if column == "name" else _values(row.get(column, "")):
            name, count = repair(value)
            repaired += count
            names.append(ListName(name, quality))
    nations = [
        code for c in ("nationality", "country", "jurisdiction", "birthPlace") for code in _codes(row.get(c, ""))
    ]
    act = row["act"]
    entry = Entry(
        f"{act}#{row['annex']}#{row['recordId'] or row['row']}".replace(" ", "_"),
        kind,
        row["name"],
        row["programKey"],
        tuple(dict.fromkeys(names)),
        dates.iso(row["startDate"]),
        not_before=act[1:5] if act[1:5].isdigit() else None,
        born=dates.years(row["birthDate"]) if kind == PERSON else (),
        countries=tuple(dict.fromkeys([*nations, *countries.of_programmes([row["programKey"]])])),
        functions=row.get("position", "") or row.get("reason", "")[:300],
    )
    return entry, repaired


def _values(cell: str) -> list[str]:
    """The values of a cell, separated by ``;``."""
    if ";" not in cell:
        return [cell] if cell else []
    found = next(csv.reader(io.StringIO(cell), delimiter=";", skipinitialspace=True), [])
    return [value.strip() for value in found if value.strip()]


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(code for value in cell.split(";") for code in countries.codes(value))


def _parties(entries: list[Entry]) -> Iterator[Entry]:
    """One entry for each party: the act that listed it first, with the names and programmes of all."""
    groups: dict[tuple[str, tuple[str, ...]], list[list[Entry]]] = {}
    for entry in entries:
        same = groups.setdefault((entry.kind, tuple(sorted(words(entry.label)))), [])
        for group in same:
            born = {year for other in group for year in other.born}
            if not entry.born or not born or born & set(entry.born):
                group.append(entry)
                break
        else:
            same.append([entry])
    for same in groups.values():
        for group in same:
            first = min(group, key=lambda entry: entry.listed or "9999")
            if len(group) == 1:
                yield first
                continue
            yield first._replace(
                programme=", ".join(dict.fromkeys(entry.programme for entry in group)),
                names=tuple(dict.fromkeys(name for entry in (first, *group) for name in entry.names)),
                born=tuple(dict.fromkeys(year for entry in group for year in entry.born)),
                countries=tuple(dict.fromkeys(code for entry in group for code in entry.countries)),
                functions=first.functions or next((entry.functions for entry in group if entry.functions), ""),
                also=tuple(dict.fromkeys(entry.id for entry in group if entry.id != first.id)),
            )
