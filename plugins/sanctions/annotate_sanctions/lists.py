"""From the setting ``lists`` to lists: built-in ones by name, others by path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from annotate_sanctions.demo import load_demo
from annotate_sanctions.entries import SanctionsList
from annotate_sanctions.ofac import load_ofac

BUILT_IN = {"demo": load_demo}


def load(items: Iterable[str]) -> list[SanctionsList]:
    """The lists that the user named, in that order. Raises ValueError, with file and line, if one cannot be used."""
    loaded: list[SanctionsList] = []
    for item in dict.fromkeys(items):
        if item not in BUILT_IN and not Path(item).is_file():
            names = ", ".join(map(repr, BUILT_IN))
            raise ValueError(f"sanctions list {item!r} is neither a file nor built in (built in: {names})")
        found = BUILT_IN[item]() if item in BUILT_IN else load_ofac(Path(item))
        same = sum(other.authority.id.partition("-")[0] == found.authority.id for other in loaded)
        if same:  # two snapshots of one list: their references need prefixes of their own
            found = replace(found, authority=replace(found.authority, id=f"{found.authority.id}-{same + 1}"))
        loaded.append(found)
    return loaded
