"""OFAC's list in its advanced XML layout (``sdn_advanced.xml``), the only one with the day on which each was listed.

Layout: the Advanced Sanctions Data Model (ASDM). Parties, places, documents and listings stand apart and point at each
other by number; what a number means stands in ``ReferenceValueSets``. The file is read twice: first what parties
point at and what points at them, then the parties, one at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotate_sanctions.entries import PERSON, PREVIOUS, PRIMARY, STRONG, WEAK, Entry
from annotate_sanctions.formats import ofac
from annotate_sanctions.formats.reading import Reading
from annotate_sanctions.formats.xmlfile import XmlFile, text, texts

PATTERN, REPLACEMENT = ofac.PATTERN, ofac.REPLACEMENT
_PROGRAMME = "Program"
_NATIONAL = ("Nationality Country", "Citizenship Country")
_FAMILY = ("Last Name", "Maiden Name")
_TABLES = ("AliasType", "FeatureType", "IDRegDocType", "NamePartType", "PartyType", "SanctionsType")


@dataclass
class _Around:
    """What parties point at, and what points at them. ``tables``: meanings of numbers by the element that uses them."""

    tables: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    countries: dict[str, str] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=dict)
    papers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    listed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    programmes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def meaning(self, table: str, element: Any) -> str:
        """What an element's number of a table stands for."""
        return self.tables[table].get(element.get(f"{table}ID", ""), "")


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The entries. Raises ValueError for a party without number, and for one that stands on no list."""
    (path,) = files
    around = _around(path, reading)
    for party in XmlFile(path, "Sanctions").elements("DistinctParty"):
        reading.rows += 1
        profile = party.find("Profile")
        number = "" if profile is None else profile.get("ID", "")
        if not number.isdecimal():
            raise ValueError(f"{path}:{party.sourceline}: {number[:20]!r} is not an entry's number")
        subtype = around.tables["PartySubType"].get(profile.get("PartySubTypeID", ""), "")
        kind = ofac.KINDS.get(subtype.lower())
        if kind is None:
            reading.skip(f"of type {subtype or 'unknown'}")
        elif number not in around.listed and number not in around.programmes:
            reading.skip("named by others, on no list themselves")
        else:
            yield ofac.bounded(_entry(profile, number, kind, around, reading))


def _around(path: Path, reading: Reading) -> _Around:
    around = _Around()
    wanted = ("DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "SanctionsEntry")
    for element in XmlFile(path, "Sanctions").elements(*wanted):
        if element.tag == "DateOfIssue":
            reading.date = _date(element)
        elif element.tag == "ReferenceValueSets":
            _tables(element, around)
        elif element.tag == "Location":
            around.places[element.get("ID")] = [c.get("CountryID", "") for c in element.iterfind("LocationCountry")]
        elif element.tag == "IDRegDocument":
            paper = f"{around.meaning('IDRegDocType', element)} {text(element, 'IDRegistrationNo')}"
            around.papers[element.get("IdentityID")].append(paper.strip())
        else:
            profile = element.get("ProfileID")
            around.listed[profile] += [_date(date) for date in element.iterfind("EntryEvent/Date")]
            around.programmes[profile] += [
                comment
                for measure in element.iterfind("SanctionsMeasure")
                if around.meaning("SanctionsType", measure) == _PROGRAMME
                for comment in texts(measure, "Comment")
            ]
    return around


def _tables(sets: Any, around: _Around) -> None:
    for table in _TABLES:
        for value in sets.iterfind(f"{table}Values/{table}"):
            around.tables[table][value.get("ID")] = (value.text or "").strip()
    for value in sets.iterfind("CountryValues/Country"):
        around.countries[value.get("ID")] = (value.text or "").strip()
    for value in sets.iterfind("PartySubTypeValues/PartySubType"):  # «Unknown» stands for all of a type
        own = (value.text or "").strip()
        type = around.tables["PartyType"].get(value.get("PartyTypeID", ""), "")
        around.tables["PartySubType"][value.get("ID")] = type if own == "Unknown" else own


def _entry(profile: Any, number: str, kind: str, around: _Around, reading: Reading) -> Entry:
    names = sorted(_names(profile, kind, around), key=lambda name: name[1] != PRIMARY)
    features: dict[str, list[Any]] = defaultdict(list)
    for feature in profile.iterfind("Feature"):
        features[around.meaning("FeatureType", feature)] += feature.findall("FeatureVersion")

    def places(*types: str) -> list[str]:
        return [
            around.countries.get(country, "")
            for type in types
            for version in features[type]
            for place in version.iterfind("VersionLocation")
            for country in around.places.get(place.get("LocationID", ""), ())
        ]

    return reading.entry(
        number,
        kind,
        names,
        around.programmes[number],
        listed=min(filter(None, around.listed[number]), default=""),
        births=[_period(period) for version in features["Birthdate"] for period in version.iterfind("DatePeriod")],
        nationalities=places(*_NATIONAL),
        places=places("Location", "Place of Birth"),
        functions=[title for version in features["Title"] for title in texts(version, "VersionDetail")],
        identifiers=[paper for identity in profile.iterfind("Identity") for paper in around.papers[identity.get("ID")]],
    )


def _names(profile: Any, kind: str, around: _Around) -> Iterator[tuple[str, str]]:
    for identity in profile.iterfind("Identity"):
        parts = {
            group.get("ID"): around.meaning("NamePartType", group)
            for group in identity.iterfind("NamePartGroups/MasterNamePartGroup/NamePartGroup")
        }
        for alias in identity.iterfind("Alias"):
            type = around.meaning("AliasType", alias)
            quality = PREVIOUS if type == "F.K.A." else PRIMARY if alias.get("Primary") == "true" else STRONG
            quality = WEAK if alias.get("LowQuality") == "true" else quality
            for n, written in enumerate(alias.iterfind("DocumentedName")):  # a second one is in another script
                values = [
                    (parts.get(value.get("NamePartGroupID"), ""), " ".join((value.text or "").split()))
                    for value in written.iterfind("DocumentedNamePart/NamePartValue")
                ]
                yield _name(values, kind), STRONG if n and quality == PRIMARY else quality


def _name(values: list[tuple[str, str]], kind: str) -> str:
    """«FAMILY, Given», as OFAC's CSV has it: which is which must not be lost."""
    family = " ".join(value for part, value in values if part in _FAMILY)
    given = " ".join(value for part, value in values if part not in _FAMILY)
    return f"{family}, {given}" if kind == PERSON and family and given else f"{given} {family}".strip()


def _period(period: Any) -> str:
    """The first day of a period; of a whole year, with which OFAC says that it knows no more, the year."""
    start, end = (
        _date(found) if (found := period.find(f"{side}")) is not None else "" for side in ("Start/From", "End/To")
    )
    return start[:4] if start.endswith("-01-01") and end == f"{start[:4]}-12-31" else start


def _date(element: Any) -> str:
    year, month, day = (text(element, part) for part in ("Year", "Month", "Day"))
    return "-".join(part.zfill(2) for part in (year, month, day) if part)
