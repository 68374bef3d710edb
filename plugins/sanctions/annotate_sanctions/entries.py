"""What a sanctions list holds, whatever the format of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from annotate import Authority, Resource

PERSON, ORGANISATION, VESSEL = "person", "organisation", "vessel"

# How a list rates its own names, the best first.
PRIMARY, STRONG, PREVIOUS, WEAK = "primary", "strong", "previous", "weak"


class ListName(NamedTuple):
    """One name of an entry as the list writes it, and what the list calls it (`PRIMARY`, `STRONG` …)."""

    text: str
    quality: str = PRIMARY


class Entry(NamedTuple):
    """One listed party. ``label`` is its name as the list writes it, ``kind`` `PERSON`, `ORGANISATION` or `VESSEL`.

    ``listed``: ISO date, or None if the list does not say; ``not_before`` and ``not_after``: ISO dates or years between
    which it must have been listed, from the programme's age, the neighbours on the list, or other snapshots of it.
    ``delisted``: ISO date from which it stood on the list no more; ``delisted_after``: until when it surely did, where
    only snapshots tell. ``born``: years; ``births``: ISO dates, as precise as the list has them.
    ``countries``: ISO 3166-1 codes of nationality, residence and programme, and subjects such as ``*jihad``;
    ``nationalities``: codes of the first only. ``functions``: the list's words for what the party does.
    ``identifiers``: numbers of documents, registers and ships as the list writes them. ``also``: other entries of the
    same list that are it too.
    """

    id: str
    kind: str
    label: str
    programme: str
    names: tuple[ListName, ...]
    listed: str | None = None
    not_before: str | None = None
    born: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    functions: str = ""
    also: tuple[str, ...] = ()
    not_after: str | None = None
    delisted: str | None = None
    delisted_after: str | None = None
    births: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True)
class SanctionsList:
    """A snapshot of a list: where it comes from, its entries, and the files that it was read from."""

    authority: Authority
    entries: tuple[Entry, ...]
    resources: tuple[Resource, ...]
