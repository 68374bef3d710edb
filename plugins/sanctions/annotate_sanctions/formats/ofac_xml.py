"""OFAC's list in its simple XML layout (``sdn.xml``, ``consolidated.xml``): ``sdnList`` with one ``sdnEntry`` a party.

The layout has no dates of listing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotate_sanctions.entries import PERSON, PREVIOUS, PRIMARY, STRONG, WEAK, Entry
from annotate_sanctions.formats import ofac
from annotate_sanctions.formats.reading import Reading
from annotate_sanctions.formats.xmlfile import XmlFile, text, texts

PATTERN, REPLACEMENT = ofac.PATTERN, ofac.REPLACEMENT


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The entries. Raises ValueError for one without number, and if there are fewer than the file itself counts."""
    (path,) = files
    promised = 0
    for element in XmlFile(path, "sdnList").elements("publshInformation", "sdnEntry"):  # publsh: OFAC's spelling
        if element.tag == "publshInformation":
            month, _, rest = text(element, "Publish_Date").partition("/")
            day, _, year = rest.partition("/")
            reading.date = f"{year}-{month:0>2}-{day:0>2}" if year else None
            promised = int(text(element, "Record_Count") or 0)
            continue
        reading.rows += 1
        number, type = text(element, "uid"), text(element, "sdnType")
        if not number.isdecimal():
            raise ValueError(f"{path}:{element.sourceline}: {number[:20]!r} is not an entry's number")
        kind = ofac.KINDS.get(type.lower())
        if kind is None:
            reading.skip(f"of type {type or 'unknown'}")
        else:
            yield ofac.bounded(_entry(element, number, kind, reading))
    if reading.rows < promised:
        raise ValueError(f"{path}: {reading.rows} entries where the file says {promised}: it is cut off")


def _entry(party: Any, number: str, kind: str, reading: Reading) -> Entry:
    names = [(_name(party, kind), PRIMARY)]
    for alias in party.iterfind("akaList/aka"):
        weak = text(alias, "category").lower() == "weak"
        quality = PREVIOUS if text(alias, "type").startswith("f.k.a") else STRONG
        names.append((_name(alias, kind), WEAK if weak else quality))
    return reading.entry(
        number,
        kind,
        names,
        texts(party, "programList/program"),
        births=texts(party, "dateOfBirthList/dateOfBirthItem/dateOfBirth"),
        nationalities=texts(party, "nationalityList/nationality/country")
        + texts(party, "citizenshipList/citizenship/country"),
        places=texts(party, "addressList/address/country")
        + [place.rpartition(", ")[2] for place in texts(party, "placeOfBirthList/placeOfBirthItem/placeOfBirth")],
        functions=texts(party, "title"),
        identifiers=[
            f"{text(paper, 'idType')} {text(paper, 'idNumber')}"
            for paper in party.iterfind("idList/id")
            if text(paper, "idNumber")
        ],
    )


def _name(element: Any, kind: str) -> str:
    """«FAMILY, Given», as OFAC's CSV has it: which is which must not be lost."""
    last, first = text(element, "lastName"), text(element, "firstName")
    return f"{last}, {first}" if kind == PERSON and first and last else f"{first} {last}".strip()
