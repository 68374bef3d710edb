"""The UK Sanctions List as CSV: one row for each name; the rows of one party follow each other or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotate_sanctions import dates
from annotate_sanctions.entries import STRONG, Entry
from annotate_sanctions.formats import uk
from annotate_sanctions.formats.csvfile import records
from annotate_sanctions.formats.reading import Reading

_TYPE = ("Designation Type", "Individual, Entity, Ship")  # the column's name since 2026, and before
_DATE = "Report Date:"
_NEEDED = ("Unique ID", "Name 6", "Name 1", "Name type", "Regime Name", "Date Designated")
_NUMBERS = {
    "Passport number": "passport",
    "National Identifier number": "national identifier",
    "Business registration number (s)": "registration",
    "IMO number": "IMO",
}

_Rows = list[dict[str, str]]


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The entries of the file, in the order of their first rows. Raises ValueError for a row without number or kind."""
    (path,) = files
    with path.open(encoding="utf-8-sig") as file:
        first = file.readline()
    if first.strip('"').startswith(_DATE):
        reading.date = dates.iso(first.strip('",\r\n ')[len(_DATE) :])
    parties: dict[str, _Rows] = {}
    for line, row in records(path, _NEEDED, skipped=_DATE):
        reading.rows += 1
        if not row["Unique ID"].strip() or _kind(row) is None:
            raise ValueError(f"{path}:{line}: a row without Unique ID, or neither individual, entity nor ship")
        parties.setdefault(row["Unique ID"].strip(), []).append(row)
    if reading.rows > len(parties):
        reading.noted["rows about a party of another row"] = reading.rows - len(parties)
    for number, of_party in parties.items():
        entry = _entry(number, of_party, reading)
        if entry.names:
            yield entry
        else:
            reading.skip("without a name")


def _kind(row: dict[str, str]) -> str | None:
    return uk.KINDS.get(next((row[column] for column in _TYPE if column in row), "").strip().lower())


def _entry(number: str, rows: _Rows, reading: Reading) -> Entry:
    kind = _kind(rows[0])
    assert kind is not None  # read() has refused the others

    def column(name: str) -> list[str]:
        return [value for row in rows if (value := row.get(name, "").strip())]

    names = [
        (
            uk.name([row.get(f"Name {n}", "") for n in range(1, 7)], kind),
            uk.quality(row["Name type"], row.get("Alias strength", "")),
        )
        for row in rows
    ]
    return reading.entry(
        number,
        kind,
        uk.best_first(names) + [(name, STRONG) for name in column("Name non-latin script")],
        column("Regime Name"),
        listed=next(iter(column("Date Designated")), ""),
        births=column("D.O.B"),
        nationalities=column("Nationality(/ies)"),
        places=column("Address Country")
        + column("Country of birth")
        + column("Current believed flag of ship")
        + [country for regime in column("Regime Name") for country in uk.country(regime)],
        functions=column("Position"),
        identifiers=[f"{what} {value}" for name, what in _NUMBERS.items() for value in column(name)],
    )
