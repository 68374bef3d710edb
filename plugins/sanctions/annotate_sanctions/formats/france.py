"""The French register of asset freezes (Registre national des gels) in the Treasury's JSON.

Layout: ``Publications`` with ``DatePublication`` and ``PublicationDetail``, a list of ``IdRegistre``, ``Nature``,
``Nom`` and ``RegistreDetail``: pairs of ``TypeChamp`` and ``Valeur``, a list of objects. The register has no date
of listing of its own; the date of the legal act that it names (``FONDEMENT_JURIDIQUE``) is the earliest day
possible.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotate_sanctions import dates
from annotate_sanctions.countries import spoken_of
from annotate_sanctions.entries import ORGANISATION, PERSON, PRIMARY, STRONG, VESSEL, Entry
from annotate_sanctions.formats.reading import Reading
from annotate_sanctions.words import french_words

_KINDS = {"personne physique": PERSON, "personne morale": ORGANISATION, "navire": VESSEL}
_ACT = re.compile(r"(?:du|of) (\d{1,2})(?:er)?[ /.](\w+)[ /.](\d{4})")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def read(files: tuple[Path, ...], reading: Reading) -> Iterator[Entry]:
    """The entries of the file. Raises ValueError for what is no such file, and for an entry without number."""
    (path,) = files
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        publication = data.get("Publications", data)
        publication = publication[0] if isinstance(publication, list) else publication
        parties = publication["PublicationDetail"]
        reading.date = dates.iso(str(publication.get("DatePublication", "")))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}:{error.lineno}: not JSON, perhaps cut off: {error.msg}") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8: {error.reason}") from None
    except (AttributeError, KeyError, IndexError, TypeError):
        raise ValueError(f"{path}: not the register's JSON: no Publications with PublicationDetail") from None
    for party in parties:
        reading.rows += 1
        number, nature, name = (str(party.get(key) or "").strip() for key in ("IdRegistre", "Nature", "Nom"))
        if not number:
            raise ValueError(f"{path}: an entry without IdRegistre ({name})")
        kind = _KINDS.get(nature.lower())
        if kind is None:
            reading.skip(f"of the nature {nature!r}")
        elif not name:
            reading.skip("without a name")
        else:
            yield _entry(party, number, kind, name, reading)


def _entry(party: dict[str, Any], number: str, kind: str, name: str, reading: Reading) -> Entry:
    fields: dict[str, list[dict[str, Any]]] = {}
    for detail in party.get("RegistreDetail") or ():
        value = detail.get("Valeur")
        fields.setdefault(detail.get("TypeChamp", ""), []).extend(value if isinstance(value, list) else [value])

    def each(type: str, key: str) -> list[str]:
        return [text for value in fields.get(type, ()) if (text := str((value or {}).get(key) or "").strip())]

    given = " ".join(each("PRENOM", "Prenom"))
    label = f"{name}, {given}" if kind == PERSON and given else name
    acts = each("FONDEMENT_JURIDIQUE", "FondementJuridiqueLabel")
    births = [
        "-".join(part.zfill(2) for part in (_part(day, "Annee"), _part(day, "Mois"), _part(day, "Jour")) if part)
        for day in fields.get("DATE_DE_NAISSANCE", ())
    ]
    places = [place for type in ("ADRESSE_PP", "ADRESSE_PM", "LIEU_DE_NAISSANCE") for place in each(type, "Pays")]
    entry = reading.entry(
        number,
        kind,
        [(label, PRIMARY), *((alias, STRONG) for alias in each("ALIAS", "Alias"))],
        acts,
        births=births,
        nationalities=_codes(each("NATIONALITE", "Pays")),
        places=_codes(places + acts),
        functions=each("TITRE", "Titre"),
        identifiers=each("PASSEPORT", "NumeroPasseport")
        + each("IDENTIFICATION", "Identification")
        + each("REFERENCE_UE", "ReferenceUe")
        + each("REFERENCE_ONU", "ReferenceOnu"),
    )
    return entry._replace(not_before=min(filter(None, map(_of_act, acts)), default=None))


def _part(day: dict[str, Any] | None, key: str) -> str:
    found = str((day or {}).get(key) or "").strip()
    return found if found.strip("0") else ""


def _codes(french: list[str]) -> list[str]:
    """The codes of countries that a French text names."""
    return [code.upper() for code in sorted(spoken_of(french_words(" . ".join(french)))) if not code.startswith("*")]


def _of_act(label: str) -> str | None:
    """The date in an act's title: «Règlement (UE) n° 269/2014 du 17 mars 2014»."""
    if not (found := _ACT.search(label)):
        return None
    day, month, year = found.groups()
    number = _MONTHS.index(month.lower()) + 1 if month.lower() in _MONTHS else int(month) if month.isdecimal() else 0
    return f"{year}-{number:02}-{int(day):02}" if 1 <= number <= 12 else None
