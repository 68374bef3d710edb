"""All names of all lists, compiled once into a file that workers share, and asked by key.

The file is an SQLite database in the user's cache directory (``$XDG_CACHE_HOME/annotate/sanctions``), named by the
SHA-256 of the lists' files and of the package's data and code. It is written beside and moved into place. One that is
broken, or a directory that cannot be written, costs time and nothing else: the index is made anew, or in memory.
"""

from __future__ import annotations

import array
import json
import logging
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from annotate import Authority, Resource
from annotate_sanctions.entries import Entry, ListName
from annotate_sanctions.personal import Personal

FORMAT = 2  # of the file; to be raised whenever build.py writes something else
_NEEDED = ("listed", "entry", "name", "posting", "body")

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
    """A compiled index, open for reading."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.lists: list[dict[str, Any]] = [
            json.loads(data) for (data,) in database.execute("SELECT data FROM listed ORDER BY n")
        ]
        self.body_names = dict(database.execute("SELECT key, n FROM body"))
        self.entry = lru_cache(maxsize=4096)(self._entry)
        self.name = lru_cache(maxsize=1 << 14)(self._name)
        self.posting = lru_cache(maxsize=1 << 13)(self._posting)

    def authorities(self) -> list[Authority]:
        """The lists, in the order in which they were named."""
        return [Authority(**{f.name: about[f.name] for f in fields(Authority)}) for about in self.lists]

    def resources(self) -> list[Resource]:
        """The files of the lists."""
        return [Resource(**resource) for about in self.lists for resource in about["resources"]]

    def _entry(self, number: int) -> tuple[int, Entry]:
        """The list's number and the entry."""
        row = self._database.execute("SELECT list, data FROM entry WHERE n = ?", (number,)).fetchone()
        values = json.loads(row[1])
        values[4] = tuple(ListName(*name) for name in values[4])
        return row[0], Entry(*(tuple(v) if isinstance(v, list) else v for v in values))

    def _name(self, number: int) -> Found:
        entry, text, quality, readings = self._database.execute(
            "SELECT entry, text, quality, readings FROM name WHERE n = ?", (number,)
        ).fetchone()
        read = tuple(Personal(tuple(words), *rest) for words, *rest in json.loads(readings))
        return Found(number, entry, ListName(text, quality), read)

    def _posting(self, key: str) -> frozenset[int]:
        """The numbers of the names that hold a key."""
        row = self._database.execute("SELECT names FROM posting WHERE key = ?", (key,)).fetchone()
        return frozenset(array.array("I", row[0])) if row else frozenset()

    def body(self, key: str) -> Body | None:
        """A listed body by one of its French names, as `words` makes it, joined by blanks."""
        number = self.body_names.get(key)
        if number is None:
            return None
        (data,) = self._database.execute("SELECT data FROM body WHERE n = ? LIMIT 1", (number,)).fetchone()
        entries, acronym, context, also = json.loads(data)
        return Body(tuple(entries), acronym, tuple(context), tuple(also))

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


def open_index(items: Iterable[str]) -> Index:
    """The index of the lists that the user named, from the cache or made now. Raises ValueError for a bad list."""
    from annotate_sanctions.build import build, fingerprint
    from annotate_sanctions.lists import numbered, sources

    found = sources(items)
    path = _directory() / f"{fingerprint(found)}.sqlite"
    if (index := _opened(path)) is not None:
        return index
    lists = numbered(source.load() for source in found)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
        os.close(handle)
    except OSError as error:
        log.info("the index of the sanctions lists stays in memory: %s", error)
        return Index(build(lists, ":memory:"))
    try:
        build(lists, temporary).close()
        Path(temporary).replace(path)
    except (OSError, sqlite3.Error) as error:
        log.info("the index of the sanctions lists stays in memory: %s", error)
        Path(temporary).unlink(missing_ok=True)
        return Index(build(lists, ":memory:"))
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return _opened(path) or Index(build(lists, ":memory:"))


def _directory() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "annotate" / "sanctions"


def _opened(path: Path) -> Index | None:
    if not path.is_file():
        return None
    try:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        database.execute("PRAGMA mmap_size = 268435456")
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        (complete,) = database.execute("PRAGMA user_version").fetchone()
        if not tables.issuperset(_NEEDED) or complete != FORMAT:
            raise sqlite3.DatabaseError("not complete")
        return Index(database)
    except (sqlite3.Error, ValueError) as error:
        log.warning("the cached index %s is broken and is made anew: %s", path, error)
        return None
