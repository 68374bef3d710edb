"""The UK Sanctions List as XML: one ``Designation`` a party."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotate_sanctions import dates
from annotate_sanctions.entries import STRONG, Entry
from annotate_sanctions.formats import uk
from annotate_sanctions.formats.reading import Reading
from annotate_sanctions.formats.xmlfile import XmlFile, text, texts

_NUMBERS = {
    "PassportNumber": "passport",
    "NationalIdentifierNumber": "national identifier",
    "BusinessRegistrationNumber": "registration",
    "IMONumber": "IMO",
}


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The entries of the file. Raises ValueError for one without number or of an unknown kind."""
    (path,) = files
    for element in XmlFile(path, "Designations").elements("DateGenerated", "Designation"):
        if element.tag == "DateGenerated":
            reading.date = dates.iso((element.text or "").strip())
            continue
        reading.rows += 1
        number, type = text(element, "UniqueID"), text(element, "IndividualEntityShip")
        kind = uk.KINDS.get(type.lower())
        if not number or kind is None:
            raise ValueError(f"{path}:{element.sourceline}: {number or 'a designation without number'}: kind {type!r}")
        entry = _entry(element, number, kind, reading)
        if entry.names:
            yield entry
        else:
            reading.skip("without a name")


def _entry(party: Any, number: str, kind: str, reading: Reading) -> Entry:
    names = [
        (
            uk.name([text(name, f"Name{n}") for n in range(1, 7)], kind),
            uk.quality(text(name, "NameType"), text(name, "AliasStrength")),
        )
        for name in party.iterfind("Names/Name")
    ]
    names = uk.best_first(names) + [(name, STRONG) for name in texts(party, ".//NameNonLatinScript")]
    regime = text(party, "RegimeName")
    return reading.entry(
        number,
        kind,
        names,
        [regime],
        listed=text(party, "DateDesignated"),
        births=texts(party, ".//DOBs/DOB"),
        nationalities=texts(party, ".//Nationalities/Nationality"),
        places=texts(party, "Addresses/Address/AddressCountry")
        + texts(party, ".//CountryOfBirth")
        + texts(party, ".//CurrentBelievedFlagOfShip")
        + uk.country(regime),
        functions=texts(party, ".//Positions/Position"),
        identifiers=[f"{what} {value}" for tag, what in _NUMBERS.items() for value in texts(party, f".//{tag}")],
    )
