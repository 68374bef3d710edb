"""All names of all lists, compiled into one file a snapshot that workers share, and asked by key.

A file is an SQLite database in the user's cache directory (`places.cache_directory`), named by the SHA-256 of the
snapshot's files and of the package's data and code, so that each snapshot is compiled once, whatever other lists
are used with it. It is written beside and moved into place, and mapped into memory by those who read it. One that
is broken, or a directory that cannot be written, costs time and nothing else: it is made anew, or in memory.
"""

from __future__ import annotations

import array
import hashlib
import json
import logging
import os
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from annotate import Authority, Resource
from annotate_sanctions.entries import Entry, ListName
from annotate_sanctions.lists import Source, ids, sources
from annotate_sanctions.personal import Personal
from annotate_sanctions.places import cache_directory

FORMAT = 4  # of the file; to be raised whenever build.py writes something else
_NEEDED = ("listed", "entry", "name", "posting", "body", "filter")

log = logging.getLogger("annotate")


class Found(NamedTuple):
    """One name of the index: of which entry of which list, and read into its words (people only)."""

    number: int
    entry: int
    name: ListName
    readings: tuple[Personal, ...]


class Body(NamedTuple):
    """A French name of a listed body. ``acronym``: counts only with evidence, of which ``context`` holds words."""

    entries: tuple[int, ...]
    acronym: bool
    context: tuple[str, ...]
    also: tuple[str, ...]


class Index:
    """The compiled lists, open for reading. Entries and names are numbered through all of them.

    ``lists``: what each is (an `Authority`'s fields, ``resources``, ``n`` entries, ``kinds``, ``rows``, ``skipped`` …),
    to which ``more`` adds what its file does not know.
    """

    def __init__(self, databases: Iterable[sqlite3.Connection], more: Iterable[dict[str, Any]]) -> None:
        self._databases = list(databases)
        self.lists: list[dict[str, Any]] = []
        for database, own in zip(self._databases, more, strict=True):
            self.lists.append(json.loads(database.execute("SELECT data FROM listed").fetchone()[0]) | own)
        self._entries = [0, *accumulate(about["n"] for about in self.lists)]
        self._names = [0, *accumulate(about["names"] for about in self.lists)]
        self.entry = lru_cache(maxsize=4096)(self._entry)
        self.name = lru_cache(maxsize=1 << 14)(self._name)
        self.posting = lru_cache(maxsize=1 << 13)(self._posting)
        self.body = lru_cache(maxsize=4096)(self._body)

    def authorities(self) -> list[Authority]:
        """The lists, in the order in which they were named."""
        return [Authority(**{f.name: about[f.name] for f in fields(Authority)}) for about in self.lists]

    def resources(self) -> list[Resource]:
        """The files of the lists."""
        return [Resource(**resource) for about in self.lists for resource in about["resources"]]

    def _entry(self, number: int) -> tuple[int, Entry]:
        """The list's number and the entry."""
        part = bisect_right(self._entries, number) - 1
        query = "SELECT data FROM entry WHERE n = ?"
        (data,) = self._databases[part].execute(query, (number - self._entries[part],)).fetchone()
        values = json.loads(data)
        values[4] = tuple(ListName(*name) for name in values[4])
        return part, Entry(*(tuple(v) if isinstance(v, list) else v for v in values))

    def _name(self, number: int) -> Found:
        part = bisect_right(self._names, number) - 1
        query = "SELECT entry, text, quality, readings FROM name WHERE n = ?"
        entry, text, quality, readings = self._databases[part].execute(query, (number - self._names[part],)).fetchone()
        read = tuple(Personal(tuple(words), *rest) for words, *rest in json.loads(readings))
        return Found(number, entry + self._entries[part], ListName(text, quality), read)

    def _posting(self, key: str) -> frozenset[int]:
        """The numbers of the names that hold a key."""
        found: set[int] = set()
        for database, first in zip(self._databases, self._names, strict=False):
            if row := database.execute("SELECT names FROM posting WHERE key = ?", (key,)).fetchone():
                found.update(first + n for n in array.array("I", row[0]))
        return frozenset(found)

    def _body(self, key: str) -> Body | None:
        """A listed body by one of its French names, as `words` makes it, joined by blanks."""
        entries: list[int] = []
        rest: tuple[bool, list[str], list[str]] | None = None
        for database, first in zip(self._databases, self._entries, strict=False):
            if row := database.execute("SELECT data FROM body WHERE key = ?", (key,)).fetchone():
                own, *rest = json.loads(row[0])
                entries += (first + n for n in own)
        if rest is None:
            return None
        acronym, context, also = rest
        return Body(tuple(entries), acronym, tuple(context), tuple(also))

    def filters(self) -> list[bytes]:
        """For each list, the filter by which `scan` passes over words that begin no name."""
        return [database.execute("SELECT bits FROM filter").fetchone()[0] for database in self._databases]

    def find_people(self, press: Personal) -> Iterator[Found]:
        """The names that hold all words of a person's name in some spelling, and those that hold them joined."""
        from annotate_sanctions import romanise

        sets = [
            frozenset().union(*(self.posting(f"p|{key}") for key in romanise.press_keys(word)))
            for word in press.words
            if len(word) > 1
        ]
        found = frozenset.intersection(*sets) if sets else frozenset()
        joined = romanise.press_keys("".join(press.words))
        found |= frozenset().union(*(self.posting(f"j|{key}") for key in joined))
        for number in sorted(found):
            yield self.name(number)

    def find_organisations(self, written: str) -> Iterator[Found]:
        """The names that are an organisation's, whole, in some language or spelling."""
        from annotate_sanctions.organisations import keys

        found = frozenset().union(*(self.posting(f"o|{key}") for key in keys(written, french=True)))
        for number in sorted(found):
            yield self.name(number)

    def bearers(self, word: str) -> int:
        """How many entries have a word, as it is written, in a name of theirs."""
        return len({self.name(number).entry for number in self.posting(f"p|=:{word}")})


def open_index(items: Iterable[str], as_of: str | None = None) -> Index:
    """The index of the lists that the user named, from the cache or made now. Raises ValueError for a bad list.

    ``as_of``: ISO date; of lists named without a date, the snapshot that was the newest on that day.
    """
    return index_of(sources(items, as_of))


def index_of(found: list[Source]) -> Index:
    """The index of lists. Raises ValueError for one that cannot be used."""
    more = [{"id": id, "checked": source.checked} for id, source in zip(ids(found), found, strict=True)]
    return Index([_compiled(source) for source in found], more)


def fingerprint(source: Source) -> str:
    """What a list's index depends on: the list's files, this package's data and code."""
    digest = _package().copy()
    for each in (*source.earlier, source):
        digest.update(f"{each.list} {each.format} {each.date} {each.sha256}\n".encode())
        digest.update("".join(f"{file.name}\n" for file in each.files).encode())
    return digest.hexdigest()[:32]


@cache
def _package() -> Any:
    digest = hashlib.sha256(f"format {FORMAT}\n".encode())
    folders = [files("annotate_sanctions")]
    while folders:
        for part in sorted(folders.pop().iterdir(), key=lambda f: f.name):
            if part.is_dir():
                folders.append(part)
            elif part.name.endswith((".py", ".tsv", ".txt")):
                digest.update(f"{part.name} {hashlib.sha256(part.read_bytes()).hexdigest()}\n".encode())
    return digest


def _compiled(source: Source) -> sqlite3.Connection:
    path = cache_directory() / f"{fingerprint(source)}.sqlite"
    if (database := _opened(path)) is not None:
        return database
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
        os.close(handle)
    except OSError as error:
        log.info("the index of the sanctions lists stays in memory: %s", error)
        return _built(source, ":memory:")
    try:
        _built(source, temporary).close()
        Path(temporary).replace(path)
    except (OSError, sqlite3.Error) as error:
        log.info("the index of the sanctions lists stays in memory: %s", error)
        Path(temporary).unlink(missing_ok=True)
        return _built(source, ":memory:")
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return _opened(path) or _built(source, ":memory:")


def _built(source: Source, path: str) -> sqlite3.Connection:
    from annotate_sanctions.build import build
    from annotate_sanctions.formats.reading import Reading
    from annotate_sanctions.lists import described

    for each in (*source.earlier, source):
        each.verify()
    reading = Reading()

    def account(kinds: Counter[str]) -> dict[str, Any]:
        authority = source.authority(reading, kinds)
        return described(authority, source.resources(authority.date), reading, kinds)

    return build(source.entries(reading), account, path)


def _opened(path: Path) -> sqlite3.Connection | None:
    if not path.is_file():
        return None
    try:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        database.execute("PRAGMA mmap_size = 268435456")
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        (complete,) = database.execute("PRAGMA user_version").fetchone()
        if not tables.issuperset(_NEEDED) or complete != FORMAT:
            raise sqlite3.DatabaseError("not complete")
        return database
    except (sqlite3.Error, ValueError) as error:
        log.warning("the cached index %s is broken and is made anew: %s", path, error)
        return None
