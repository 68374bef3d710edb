"""The European Union's consolidated list as the Commission publishes it: Financial Sanctions Files, XML 1.1.

Layout: namespace http://eu.europa.ec/fpi/fsd/export. ``designationDate`` stands on few entities; for the others, the
earliest regulation that the file names is no later than the listing's last change, and no earlier than the listing: the
file names the act in force, which may be an amendment. So it bounds the date from above only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotate_sanctions import dates
from annotate_sanctions.entries import ORGANISATION, PERSON, PRIMARY, STRONG, WEAK, Entry
from annotate_sanctions.formats.reading import Reading
from annotate_sanctions.formats.xmlfile import XmlFile

_KINDS = {"P": PERSON, "E": ORGANISATION}
_UNKNOWN = ("", "00", "UNKNOWN")  # what stands for no country


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The entries of the file. Raises ValueError for one without a number."""
    (path,) = files
    file = XmlFile(path, "export")
    reading.date = dates.iso(file.attributes.get("generationDate", ""))
    for party in file.elements("sanctionEntity"):
        reading.rows += 1
        number = party.get("euReferenceNumber") or party.get("logicalId")
        if not number:
            raise ValueError(f"{path}:{party.sourceline}: an entity without euReferenceNumber and logicalId")
        subject = party.find("subjectType")
        kind = _KINDS.get("" if subject is None else subject.get("classificationCode", ""))
        if kind is None:
            reading.skip("of neither kind, person or entity")
            continue
        entry = _entry(party, number, kind, reading)
        if entry.names:
            yield entry
        else:
            reading.skip("without a name")


def _entry(party: Any, number: str, kind: str, reading: Reading) -> Entry:
    acts = party.findall("regulation")
    programmes = [act.get("programme", "") for act in acts]
    named = [(_name(alias), _quality(alias)) for alias in party.iterfind("nameAlias")]
    first = next((n for n, (text, quality) in enumerate(named) if text and quality == STRONG), 0)
    if named:
        named.insert(0, (named[first][0], PRIMARY))
    births = party.findall("birthdate")
    entry = reading.entry(
        number,
        kind,
        named,
        programmes,
        listed=party.get("designationDate"),
        births=[birth.get("birthdate") or birth.get("year", "") for birth in births],
        nationalities=_countries(party, "citizenship"),
        places=_countries(party, "address"),
        functions=[alias.get("function", "").strip() for alias in party.iterfind("nameAlias")],
        identifiers=[
            " ".join(filter(None, (paper.get("identificationTypeCode"), paper.get("number"))))
            for paper in party.iterfind("identification")
            if paper.get("number")
        ],
        about=[f"EU-{programme}" for programme in programmes],
    )
    named_on = [date for act in acts if (date := act.get("entryIntoForceDate") or act.get("publicationDate"))]
    return entry if entry.listed or not named_on else entry._replace(not_after=min(named_on))


def _name(alias: Any) -> str:
    parts = (alias.get("firstName"), alias.get("middleName"), alias.get("lastName"))
    return alias.get("wholeName", "").strip() or " ".join(part.strip() for part in parts if part)


def _quality(alias: Any) -> str:
    """Strong unless the list or its remark («low quality alias») says otherwise."""
    remarks = " ".join(remark.text or "" for remark in alias.iterfind("remark")).lower()
    return WEAK if alias.get("strong") == "false" or "low quality" in remarks else STRONG


def _countries(party: Any, tag: str) -> list[str]:
    return [
        code if (code := part.get("countryIso2Code", "")) not in _UNKNOWN else part.get("countryDescription", "")
        for part in party.iterfind(tag)
    ]
