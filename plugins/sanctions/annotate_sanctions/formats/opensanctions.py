"""OpenSanctions' ``targets.simple.csv``, as a file that the user supplies (its data may not be used for trade without a
licence: CC BY-NC).

Columns: https://www.opensanctions.org/docs/bulk/csv/. Dates in it say when OpenSanctions first saw an entry, not
when the party was listed: they bound the listing from above.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotate_sanctions.entries import ORGANISATION, PERSON, PRIMARY, STRONG, VESSEL, Entry
from annotate_sanctions.formats.csvfile import records, values
from annotate_sanctions.formats.reading import Reading

LICENCE = "CC BY-NC 4.0 (OpenSanctions)"
KINDS = {
    "Person": PERSON,
    "Vessel": VESSEL,
    **dict.fromkeys(("LegalEntity", "Organization", "Company", "PublicBody"), ORGANISATION),
}
_NEEDED = ("id", "schema", "name", "aliases", "birth_date", "countries")


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The entries of the file. Raises ValueError for a row without id."""
    (path,) = files
    for line, row in records(path, _NEEDED):
        reading.rows += 1
        if not row["id"].strip():
            raise ValueError(f"{path}:{line}: a row without id")
        kind = KINDS.get(row["schema"])
        if kind is None:
            reading.skip(f"of the schema {row['schema'] or 'unknown'}")
        elif not row["name"].strip():
            reading.skip("without a name")
        else:
            entry = reading.entry(
                row["id"].strip(),
                kind,
                [(row["name"], PRIMARY), *((alias, STRONG) for alias in values(row["aliases"]))],
                values(row.get("program_ids", "")) or values(row.get("sanctions", "")),
                births=values(row["birth_date"]),
                nationalities=[code.upper() for code in values(row["countries"])],
                identifiers=values(row.get("identifiers", "")),
            )
            yield entry._replace(not_after=row.get("first_seen", "")[:10] or None)
