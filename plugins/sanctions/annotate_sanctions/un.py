"""The consolidated list of the United Nations Security Council in its official XML format."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from annotate import Authority, Resource
from annotate_sanctions import countries, dates
from annotate_sanctions.entries import ORGANISATION, PERSON, PRIMARY, STRONG, WEAK, Entry, ListName, SanctionsList

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")

log = logging.getLogger("annotate")


def load_un(path: Path, data: bytes) -> SanctionsList:
    """The list in a file. Raises ValueError for XML that is cut off, another document, or an entry without number."""
    from xml.etree import ElementTree

    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise ValueError(f"{path}: a document type or entities, which the official file does not have")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - no document type, no entities
    except ElementTree.ParseError as error:
        raise ValueError(f"{path}:{error.position[0]}: not well-formed XML, perhaps cut off: {error}") from None
    if root.tag != "CONSOLIDATED_LIST":
        raise ValueError(f"{path}: <{root.tag}> is not the Security Council's <CONSOLIDATED_LIST>")
    entries = [
        _entry(path, party, kind)
        for group, tag, kind in (("INDIVIDUALS", "INDIVIDUAL", PERSON), ("ENTITIES", "ENTITY", ORGANISATION))
        for party in root.iterfind(f"{group}/{tag}")
    ]
    if not entries:
        raise ValueError(f"{path}: the file holds no entry")
    people = sum(entry.kind == PERSON for entry in entries)
    digest = hashlib.sha256(data).hexdigest()
    authority = Authority(
        id="un",
        title="United Nations Security Council Consolidated List",
        date=(root.get("dateGenerated") or "")[:10] or None,
        sha256=digest,
        pattern="([A-Z][A-Z][ie]\\.[0-9]+)",
        replacement=f"{path.name}#$1",
        description=f"{people} people and {len(entries) - people} organisations",
    )
    log.info("%s: %s", path, authority.description)
    return SanctionsList(authority, tuple(entries), (Resource(f"un/{path.name}", sha256=digest),))


def _entry(path: Path, party: Element, kind: str) -> Entry:
    number = (party.findtext("REFERENCE_NUMBER") or "").strip()
    label = " ".join(" ".join((party.findtext(tag) or "").split()) for tag in _NAMES).strip()
    if not number or not label:
        raise ValueError(f"{path}: an entry without {'name' if number else 'reference number'} ({label or number})")
    names = [ListName(" ".join(label.split()), PRIMARY)]
    original = " ".join((party.findtext("NAME_ORIGINAL_SCRIPT") or "").split())
    if original:
        names.append(ListName(original, STRONG))
    prefix = "INDIVIDUAL" if kind == PERSON else "ENTITY"
    for alias in party.iterfind(f"{prefix}_ALIAS"):
        name = " ".join((alias.findtext("ALIAS_NAME") or "").strip(' "“”').split())
        if name:
            quality = (alias.findtext("QUALITY") or "").strip().lower()
            names.append(ListName(name, WEAK if quality == "low" else STRONG))
    programme = (party.findtext("UN_LIST_TYPE") or "").strip()
    born = [date.findtext(tag) or "" for date in party.iterfind("INDIVIDUAL_DATE_OF_BIRTH") for tag in ("DATE", "YEAR")]
    nations = _values(party, "NATIONALITY/VALUE") + _values(party, f"{prefix}_ADDRESS/COUNTRY")
    return Entry(
        number,
        kind,
        label,
        programme,
        tuple(dict.fromkeys(names)),
        dates.iso(party.findtext("LISTED_ON") or ""),
        born=dates.years(" ".join(born)),
        countries=tuple(
            dict.fromkeys(
                [code for nation in nations for code in countries.codes(nation)]
                + [*countries.of_programmes([programme])]
            )
        ),
        functions="; ".join(_values(party, "DESIGNATION/VALUE") + _values(party, "TITLE/VALUE")),
    )


def _values(party: Element, where: str) -> list[str]:
    return [text for found in party.iterfind(where) if (text := (found.text or "").strip())]
