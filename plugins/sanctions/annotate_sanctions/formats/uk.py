"""The UK Sanctions List: what its XML and its CSV share.

Format guide: https://www.gov.uk/guidance/format-guide-for-the-uk-sanctions-list. Since 28 January 2026 it is the only
list of the United Kingdom; it takes the place of OFSI's consolidated list.
"""

from __future__ import annotations

import re

from annotate_sanctions.entries import ORGANISATION, PERSON, PRIMARY, STRONG, VESSEL, WEAK

KINDS = {"individual": PERSON, "entity": ORGANISATION, "ship": VESSEL}
_REGIME = re.compile(r"(?:The )?(.+?) (?:\(Sanctions\)|Sanctions)")


def name(parts: list[str], kind: str | None) -> str:
    """A whole name from the columns Name 1 to Name 6, of which the sixth is the family name, or a body's whole name.

    A person's comes as «FAMILY, Given»: which is which must not be lost.
    """
    *given, family = (part.strip() for part in parts)
    first = " ".join(filter(None, given))
    return f"{family}, {first}" if kind == PERSON and family and first else f"{first} {family}".strip()


def quality(type: str, strength: str = "") -> str:
    """The quality of a name: its type is «Primary Name», «Alias» or «Primary Name Variation», in any case of
    letters.
    """
    low = type.strip().lower()
    if low == "primary name":
        return PRIMARY
    return WEAK if strength.strip().lower() in ("weak", "low quality", "low quality a.k.a") else STRONG


def best_first(names: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The primary name first: an entry is called by it."""
    return sorted(names, key=lambda name: name[1] != PRIMARY)


def country(regime: str) -> list[str]:
    """The country that a regime's title names: «The Russia (Sanctions) (EU Exit) Regulations 2019»."""
    found = _REGIME.match(regime)
    return [found[1]] if found else []
