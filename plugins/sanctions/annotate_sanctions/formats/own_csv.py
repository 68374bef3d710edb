"""A list of the user's own as CSV, with a header. Columns, of which ``id`` and ``name`` must be there:

``id``; ``name`` («FAMILY, Given», «Given FAMILY» or as it comes); ``kind`` (person, organisation, vessel; default
person); ``aliases``, ``weak_aliases``, ``previous_names``; ``programme``; ``listed``, ``delisted`` (ISO 8601);
``born``; ``nationality``, ``country`` (English names or ISO 3166-1 codes); ``function``; ``identifiers``. Cells
with several values separate them by ``;``. Lines before the header that begin with ``#`` are comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotate_sanctions import dates
from annotate_sanctions.entries import ORGANISATION, PERSON, PREVIOUS, PRIMARY, STRONG, VESSEL, WEAK, Entry
from annotate_sanctions.formats.csvfile import records, values
from annotate_sanctions.formats.reading import Reading

COLUMNS = (
    *("id", "name", "kind", "aliases", "weak_aliases", "previous_names", "programme", "listed", "delisted", "born"),
    *("nationality", "country", "function", "identifiers"),
)
_QUALITIES = (("aliases", STRONG), ("previous_names", PREVIOUS), ("weak_aliases", WEAK))
_KINDS = {"": PERSON, "org": ORGANISATION, "organization": ORGANISATION} | {
    kind: kind for kind in (PERSON, ORGANISATION, VESSEL)
}


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The entries. Raises ValueError for an unknown column, a row without id or name, a bad kind or date, an id
    twice.
    """
    (path,) = files
    seen: set[str] = set()
    for line, row in records(path, ("id", "name"), skipped="#"):
        where = f"{path}:{line}"
        reading.rows += 1
        if unknown := [column for column in row if column not in COLUMNS]:
            raise ValueError(f"{path}: the column {unknown[0]!r} is unknown; there are {', '.join(COLUMNS)}")
        id, name, kind = (row.get(column, "").strip() for column in ("id", "name", "kind"))
        if not id or not name:
            raise ValueError(f"{where}: a row without id or name")
        if id in seen:
            raise ValueError(f"{where}: the id {id!r} stands here twice")
        if kind.lower() not in _KINDS:
            raise ValueError(f"{where}: the kind {kind!r} is none of person, organisation, vessel")
        for column in ("listed", "delisted"):
            if (written := row.get(column, "").strip()) and dates.iso(written) != written:
                raise ValueError(f"{where}: {column} is {written!r}; write it as 2024-02-20")
        seen.add(id)
        yield reading.entry(
            id.replace(" ", "_"),
            _KINDS[kind.lower()],
            [(name, PRIMARY)] + [(n, quality) for column, quality in _QUALITIES for n in values(row.get(column, ""))],
            values(row.get("programme", "")),
            listed=row.get("listed"),
            delisted=row.get("delisted"),
            births=values(row.get("born", "")),
            nationalities=values(row.get("nationality", "")),
            places=values(row.get("country", "")),
            functions=values(row.get("function", "")),
            identifiers=values(row.get("identifiers", "")),
        )
