"""The European Union's list as CSV files, one for each act of the Official Journal.

Layout (opensanctions/opensanctions, datasets/eu/journal_sanctions): one row for each party and legal context. Files
of consolidated annexes start with the column ``celex``, files of single amendments with ``amendedCelex``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from annotate_sanctions.datafile import table
from annotate_sanctions.entries import ORGANISATION, PERSON, PREVIOUS, PRIMARY, STRONG, VESSEL, WEAK, Entry, ListName
from annotate_sanctions.formats.csvfile import records, values
from annotate_sanctions.formats.reading import Reading
from annotate_sanctions.words import words

TITLE = "European Union sanctions: annexes of the acts in the Official Journal"
PATTERN, REPLACEMENT = "([0-9]{5}[A-Z][0-9]{4})%23(.+)", "$1.csv#$2"
_KINDS = {
    "Person": PERSON,
    "LegalEntity": ORGANISATION,
    "Organization": ORGANISATION,
    "Company": ORGANISATION,
    "Vessel": VESSEL,
    "Asset": None,
}
_QUALITIES = (("alias", STRONG), ("weakAlias", WEAK), ("previousName", PREVIOUS))
_NEEDED = ("recordId", "programKey", "annex", "startDate", "schema", "name", "alias", "nationality", "birthDate")
_NUMBERS = (
    "passportNumber",
    "registrationNumber",
    "taxNumber",
    "idNumber",
    "innCode",
    "ogrnCode",
    "leiCode",
    "imoNumber",
)
_REASON = 300  # characters of a rationale, where no position is given


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The parties. Rows of one of them (same name, kind and birth year) become one entry, under its first listing.

    An act that lists nobody is no error. Raises ValueError with file and line for what is not as it should be.
    """
    found = [entry for path in files for entry in _entries(path, reading)]
    entries = list(_parties(found))
    if len(found) > len(entries):
        reading.noted["rows about a party of another row"] = len(found) - len(entries)
    yield from entries


def _entries(path: Path, reading: Reading) -> Iterator[Entry]:
    for line, row in records(path, _NEEDED, may_be_empty=True):
        reading.rows += 1
        if row["schema"] not in _KINDS or not row["name"].strip():
            raise ValueError(f"{path}:{line}: a row without name, or of the unknown schema {row['schema'][:20]!r}")
        kind = _KINDS[row["schema"]]
        if kind is None:
            reading.skip("assets")
        else:
            yield _entry(row, kind, row.get("celex") or row.get("amendedCelex") or path.stem, line, reading)


def _entry(row: dict[str, str], kind: str, act: str, line: int, reading: Reading) -> Entry:
    names = [(row["name"], PRIMARY)]
    names += [(name, quality) for column, quality in _QUALITIES for name in values(row.get(column, ""))]
    entry = reading.entry(
        f"{act}#{row['annex']}#{row['recordId'] or f'row{line}'}".replace(" ", "_"),
        kind,
        names,
        [row["programKey"]],
        listed=row["startDate"] or _annexes().get((act, row["annex"], row["name"]), ""),
        births=row["birthDate"].split(";"),
        nationalities=row["nationality"].split(";"),
        places=[
            place for c in ("country", "jurisdiction", "birthPlace", "flag") for place in row.get(c, "").split(";")
        ],
        functions=[row.get("position", "") or row.get("reason", "")[:_REASON]],
        identifiers=[number for column in _NUMBERS for number in values(row.get(column, ""))],
    )
    return entry._replace(not_before=act[1:5] if act[1:5].isdigit() else None)


@cache
def _annexes() -> dict[tuple[str, str, str], str]:
    """When names were put on annexes that print no dates: by act, annex and name."""
    rows = table("eu_annexes.tsv", 5)
    return {(act, annex, name): date for act, annex, date, _, names in rows for name in names.split(";")}


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
            yield _merged(group) if len(group) > 1 else group[0]


def _merged(group: list[Entry]) -> Entry:
    first = min(group, key=lambda entry: entry.listed or "9999")

    def all_of(field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for entry in group for value in getattr(entry, field)))

    return first._replace(
        programme=", ".join(dict.fromkeys(entry.programme for entry in group)),
        names=tuple(_best(name for entry in (first, *group) for name in entry.names)),
        functions=first.functions or next((entry.functions for entry in group if entry.functions), ""),
        also=tuple(dict.fromkeys(entry.id for entry in group if entry.id != first.id)),
        **{field: all_of(field) for field in ("born", "countries", "births", "nationalities", "identifiers")},
    )


def _best(names: Iterable[ListName]) -> Iterable[ListName]:
    """Each name once, as it was rated first."""
    found: dict[str, ListName] = {}
    for name in names:
        found.setdefault(name.text, name)
    return found.values()
