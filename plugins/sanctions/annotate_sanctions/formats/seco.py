"""Switzerland's list (SECO) in its XML layout: ``swiss-sanctions-list`` with one ``target`` a party.

A target keeps its history: each ``modification`` says since when it was listed, amended or delisted, and what was
added and removed. Delisted targets stay in the file; they become entries with the day of their delisting.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any

from annotate_sanctions.entries import ORGANISATION, PERSON, PREVIOUS, PRIMARY, STRONG, VESSEL, WEAK, Entry
from annotate_sanctions.formats.reading import Reading
from annotate_sanctions.formats.xmlfile import XmlFile, text, texts

_KINDS = {"individual": PERSON, "entity": ORGANISATION, "object": VESSEL}
_QUALITIES = {"primary-name": PRIMARY, "formerly-known-as": PREVIOUS}
_FAMILY = ("family-name", "maiden-name", "tribal-name")
_LEFT_OUT = ("title", "suffix")
_MOST = 16  # spellings of one name in one script


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The entries of the file. Raises ValueError for a file of changes only, and for a target without number."""
    (path,) = files
    file = XmlFile(path, "swiss-sanctions-list")
    if (kind := file.attributes.get("list-type", "whole-list")) != "whole-list":
        raise ValueError(f"{path}: a list of the type {kind!r}; the whole list is needed")
    reading.date = file.attributes.get("date")
    programmes: dict[str, str] = {}
    places: dict[str, str] = {}
    targets = ("sanctions-program", "place", "target")
    for element in file.elements(*targets):
        number = element.get("ssid", "")
        if element.tag == "place":
            places[number] = text(element, "country")
            continue
        if element.tag == "sanctions-program":
            key = text(element, "program-key[@lang='eng']") or text(element, "program-name[@lang='eng']")
            programmes.update((part.get("ssid", ""), key) for part in element.iterfind("sanctions-set"))
            continue
        reading.rows += 1
        if not number:
            raise ValueError(f"{path}:{element.sourceline}: a target without ssid")
        party = next((found for tag in _KINDS if (found := element.find(tag)) is not None), None)
        if party is None:
            reading.skip("neither individual, entity nor object")
        elif party.tag == "object" and party.get("object-type", "vessel") != "vessel":
            reading.skip(f"of type {party.get('object-type')}")
        else:
            entry = _entry(element, party, programmes, places, reading)
            if entry.names:
                yield entry
            else:
                reading.skip("without a name")


def _entry(target: Any, party: Any, programmes: dict[str, str], places: dict[str, str], reading: Reading) -> Entry:
    sets = [target.get("sanctions-set-id", ""), *texts(target, "sanctions-set-id")]
    kind = _KINDS[party.tag]
    names = [name for identity in party.iterfind("identity") for name in _names(identity, kind)]
    keys = [programmes.get(number, "") for number in sets]
    nations = party.findall("identity/nationality/country")
    dated = [place for tag in ("address", "place-of-birth") for place in party.iterfind(f"identity/{tag}")]
    since, until = _listed(target)
    return reading.entry(
        target.get("ssid"),
        kind,
        sorted(names, key=lambda name: name[1] != PRIMARY),
        keys,
        listed=since,
        delisted=until,
        births=[
            "-".join(part.zfill(2) for part in (day.get("year"), day.get("month"), day.get("day")) if part)
            for day in party.iterfind("identity/day-month-year")
        ],
        nationalities=[country.get("iso-code") or country.text or "" for country in nations],
        places=[text(place, "country") or places.get(place.get("place-id", ""), "") for place in dated] + keys,
        functions=texts(party, "justification"),
        identifiers=[
            f"{paper.get('document-type', 'document')} {number}"
            for paper in party.iterfind("identity/identification-document")
            for number in texts(paper, "number")
        ]
        + texts(target, "foreign-identifier"),
    )


def _listed(target: Any) -> tuple[str, str]:
    """Since when a target is listed, and from when it no longer was: nothing if it still is."""
    events = sorted(
        (day, change.get("modification-type", ""))
        for change in target.iterfind("modification")
        if (day := change.get("effective-date") or change.get("publication-date") or change.get("enactment-date"))
    )
    since = next((day for day, type in events if type == "listed"), events[0][0] if events else "")
    last = [(day, type) for day, type in events if type in ("listed", "de-listed")][-1:]
    return since, last[0][0] if last and last[0][1] == "de-listed" else ""


def _names(identity: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Each name as it is written, then in each further spelling and script that its parts have."""
    main = identity.get("main", "true") == "true"
    for name in identity.iterfind("name"):
        quality = _QUALITIES.get(name.get("name-type", ""), STRONG)
        if name.get("quality") == "low":
            quality = WEAK
        elif quality == PRIMARY and not main:
            quality = STRONG
        parts = sorted(name.iterfind("name-part"), key=lambda part: int(part.get("order") or 0))
        parts = [part for part in parts if part.get("name-part-type") not in _LEFT_OUT] or parts
        yield _whole(parts, [text(part, "value") for part in parts], kind), quality
        scripts = {variant.get("script") for part in parts for variant in part.iterfind("spelling-variant")}
        for script in sorted(scripts, key=str):
            spellings = [_spellings(part, script) for part in parts]
            for values in islice(product(*spellings), _MOST):
                yield _whole(parts, list(values), kind), STRONG if quality == PRIMARY else quality


def _spellings(part: Any, script: str | None) -> list[str]:
    found = [" ".join((v.text or "").split()) for v in part.iterfind("spelling-variant") if v.get("script") == script]
    return list(filter(None, found)) or [text(part, "value")]


def _whole(parts: list[Any], values: list[str], kind: str) -> str:
    """«FAMILY, Given» of a person, if the list says which is which."""
    of_family = [part.get("name-part-type") in _FAMILY for part in parts]
    family = " ".join(value for value, is_family in zip(values, of_family, strict=True) if is_family and value)
    given = " ".join(value for value, is_family in zip(values, of_family, strict=True) if not is_family and value)
    return f"{family}, {given}" if kind == PERSON and family and given else f"{given} {family}".strip()
