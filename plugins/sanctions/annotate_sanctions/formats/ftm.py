"""Entities of FollowTheMoney as JSON lines (``entities.ftm.json``, ``targets.nested.json``), supplied by the user.

Model: https://followthemoney.tech/explorer/. A sanction is an entity of its own that points at the party, or stands
inside it in the nested layout. Lines may come in any order, so the file is read twice: first the sanctions.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotate_sanctions.entries import PREVIOUS, PRIMARY, STRONG, WEAK, Entry
from annotate_sanctions.formats.opensanctions import KINDS, LICENCE
from annotate_sanctions.formats.reading import Reading

__all__ = ["LICENCE", "read"]

_QUALITIES = (("name", STRONG), ("alias", STRONG), ("previousName", PREVIOUS), ("weakAlias", WEAK))
_NUMBERS = ("passportNumber", "idNumber", "registrationNumber", "taxNumber", "innCode", "leiCode", "imoNumber")
_SANCTION = "Sanction"
_LINKS = ("Address", "Identification", "Passport", _SANCTION)  # what describes a party, and is none


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The parties that a sanction points at. Raises ValueError with file and line for a line that is no entity."""
    (path,) = files
    sanctions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for _, item in _items(path):
        if item["schema"] == _SANCTION:
            for party in item["properties"].get("entity", ()):
                if isinstance(party, str):
                    sanctions[party].append(item["properties"])
    for _, item in _items(path):
        schema, properties = item["schema"], item["properties"]
        reading.rows += 1
        own = [s["properties"] for s in properties.get("sanctions", ()) if isinstance(s, dict)]
        own += sanctions.get(item["id"], [])
        if schema in _LINKS:
            reading.skip("that describe a party (sanctions, addresses, papers)")
        elif schema not in KINDS:
            reading.skip(f"of the schema {schema}")
        elif not own and "sanction" not in properties.get("topics", ()):
            reading.skip("that no sanction points at")
        elif entry := _entry(item, KINDS[schema], own, reading):
            yield entry
        else:
            reading.skip("without a name")


def _items(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                item = json.loads(line)
                if not (isinstance(item["id"], str) and isinstance(item["schema"], str)):
                    raise TypeError
                item["properties"].get("name")
            except (ValueError, KeyError, TypeError, AttributeError):
                raise ValueError(f"{path}:{number}: no entity of FollowTheMoney, or the file is cut off") from None
            yield number, item


def _entry(item: dict[str, Any], kind: str, sanctions: list[dict[str, Any]], reading: Reading) -> Entry | None:
    properties = item["properties"]
    names = [(item.get("caption") or "", PRIMARY)]
    names += [(name, quality) for key, quality in _QUALITIES for name in properties.get(key, ())]
    starts = [day for s in sanctions for key in ("listingDate", "startDate") for day in s.get(key, ())]
    ends = [min(s["endDate"]) for s in sanctions if s.get("endDate")]
    entry = reading.entry(
        item["id"],
        kind,
        names,
        [programme for s in sanctions for programme in s.get("programId") or s.get("program", ())],
        listed=min(starts, default=""),
        delisted=max(ends) if ends and len(ends) == len(sanctions) else "",
        births=properties.get("birthDate", ()),
        nationalities=_codes(properties, "nationality", "citizenship"),
        places=_codes(properties, "country", "jurisdiction", "flag", "birthCountry"),
        functions=properties.get("position", ()),
        identifiers=[number for key in _NUMBERS for number in properties.get(key, ())],
    )
    return entry if entry.names else None


def _codes(properties: dict[str, Any], *keys: str) -> list[str]:
    return [code.upper() for key in keys for code in properties.get(key, ())]
