"""What a sanctions list holds, whatever the format of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from annotate import Authority, Resource

PERSON, ORGANISATION = "person", "organisation"


class ListName(NamedTuple):
    """One name of an entry: the words in the order given name, family name, and how many of them are the family name.

    ``family`` is 0 where the list does not say, and for organisations.
    """

    words: tuple[str, ...]
    family: int = 0
    alias: bool = False


class Entry(NamedTuple):
    """One listed party. ``kind`` is `PERSON` or `ORGANISATION`; ``label`` is its name as the list writes it.

    ``listed``: ISO date, or None if the list does not say.
    """

    id: str
    kind: str
    label: str
    programme: str
    names: tuple[ListName, ...]
    listed: str | None = None


@dataclass(frozen=True)
class SanctionsList:
    """A snapshot of a list: where it comes from, its entries, and the files that it was read from."""

    authority: Authority
    entries: tuple[Entry, ...]
    resources: tuple[Resource, ...]
