"""The consolidated list of the United Nations Security Council in its official XML format.

Layout: https://www.un.org/sc/resources/sc-sanctions.xsd
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotate_sanctions.entries import ORGANISATION, PERSON, PRIMARY, STRONG, WEAK, Entry
from annotate_sanctions.formats.reading import Reading
from annotate_sanctions.formats.xmlfile import XmlFile, text, texts

PATTERN, REPLACEMENT = "([A-Z][A-Z][ie]\\.[0-9]+)", "{file}#$1"
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_KINDS = {"INDIVIDUAL": PERSON, "ENTITY": ORGANISATION}


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The entries of the file. Raises ValueError for one without number or name."""
    (path,) = files
    file = XmlFile(path, "CONSOLIDATED_LIST")
    reading.date = file.attributes.get("dateGenerated", "")[:10] or None
    for party in file.elements(*_KINDS):
        reading.rows += 1
        yield _entry(path, party, reading)


def _entry(path: Path, party: Any, reading: Reading) -> Entry:
    prefix = party.tag
    number = text(party, "REFERENCE_NUMBER")
    label = " ".join(filter(None, (text(party, tag) for tag in _NAMES)))
    if not number or not label:
        raise ValueError(f"{path}: an entry without {'name' if number else 'reference number'} ({label or number})")
    names = [(label, PRIMARY), *((original, STRONG) for original in texts(party, "NAME_ORIGINAL_SCRIPT"))]
    for alias in party.iterfind(f"{prefix}_ALIAS"):
        quality = WEAK if text(alias, "QUALITY").lower() == "low" else STRONG
        names.append((text(alias, "ALIAS_NAME").strip(' "“”'), quality))
    births = [born for date in party.iterfind("INDIVIDUAL_DATE_OF_BIRTH") for born in _births(date)]
    return reading.entry(
        number,
        _KINDS[prefix],
        names,
        texts(party, "UN_LIST_TYPE"),
        listed=text(party, "LISTED_ON"),
        births=births,
        nationalities=texts(party, "NATIONALITY/VALUE"),
        places=texts(party, f"{prefix}_ADDRESS/COUNTRY"),
        functions=texts(party, "DESIGNATION/VALUE") + texts(party, "TITLE/VALUE"),
        identifiers=[
            f"{text(document, 'TYPE_OF_DOCUMENT') or 'document'} {number}"
            for document in party.iterfind("INDIVIDUAL_DOCUMENT")
            for number in texts(document, "NUMBER")
        ],
    )


def _births(date: Any) -> list[str]:
    """A date, a year, or every year between two."""
    first, last = text(date, "FROM_YEAR"), text(date, "TO_YEAR")
    between = range(int(first), int(last) + 1) if first.isdecimal() and last.isdecimal() else ()
    return [*texts(date, "DATE"), *texts(date, "YEAR"), *map(str, between)]
