"""Compiling a list into the database that `index` reads, one entry at a time: the list may be larger than memory."""

from __future__ import annotations

import array
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from annotate_sanctions import romanise
from annotate_sanctions.datafile import table
from annotate_sanctions.entries import ORGANISATION, PERSON, VESSEL, Entry
from annotate_sanctions.index import FORMAT
from annotate_sanctions.organisations import keys
from annotate_sanctions.personal import Personal, read
from annotate_sanctions.scan import beginning, filter_of, phrases
from annotate_sanctions.words import words

_TABLES = """
CREATE TABLE listed (data TEXT);
CREATE TABLE entry (n INTEGER PRIMARY KEY, data TEXT);
CREATE TABLE name (n INTEGER PRIMARY KEY, entry INTEGER, text TEXT, quality TEXT, readings TEXT);
CREATE TABLE posting (key TEXT PRIMARY KEY, names BLOB) WITHOUT ROWID;
CREATE TABLE filter (bits BLOB);
CREATE TABLE body (key TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;
CREATE TEMP TABLE found (key TEXT, name INTEGER);
"""


def build(entries: Iterable[Entry], account: Callable[[Counter[str]], dict[str, Any]], path: str) -> sqlite3.Connection:
    """Write a list's index into a new database and return it open.

    ``account``: called when all entries have been read, with how many there are of each kind; says what the list is
    (see `lists.described`). Raises what the entries raise.
    """
    database = sqlite3.connect(path, check_same_thread=False)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;" + _TABLES)
    kinds: Counter[str] = Counter()
    by_name: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    by_id: defaultdict[str, set[int]] = defaultdict(set)
    names = 0
    for number, entry in enumerate(entries):
        database.execute("INSERT INTO entry VALUES (?, ?)", (number, json.dumps(entry, ensure_ascii=False)))
        kinds[entry.kind] += 1
        if entry.kind == ORGANISATION:
            by_id[entry.id].add(number)
        for name in entry.names:
            readings = read(name.text) if entry.kind == PERSON else []
            if entry.kind == ORGANISATION:
                by_name[words(name.text)].add(number)
            row = (names, number, name.text, name.quality, json.dumps(readings, ensure_ascii=False))
            database.execute("INSERT INTO name VALUES (?, ?, ?, ?, ?)", row)
            found = ((key, names) for key in sorted(_keys(entry.kind, name.text, readings)))
            database.executemany("INSERT INTO found VALUES (?, ?)", found)
            names += 1
    ordered = database.execute("SELECT key, name FROM found ORDER BY key, name")
    postings = (
        (key, array.array("I", [n for _, n in of_key]).tobytes()) for key, of_key in groupby(ordered, itemgetter(0))
    )
    database.executemany("INSERT INTO posting VALUES (?, ?)", postings)
    database.execute("DROP TABLE found")
    beginnings = (key[2:] for (key,) in database.execute("SELECT key FROM posting WHERE key >= 's|' AND key < 's}'"))
    database.execute("INSERT INTO filter VALUES (?)", (filter_of(beginnings, names),))
    database.executemany("INSERT OR IGNORE INTO body VALUES (?, ?)", _bodies(by_name, by_id))
    about = account(kinds) | {"n": sum(kinds.values()), "names": names}
    database.execute("INSERT INTO listed VALUES (?)", (json.dumps(about),))
    database.execute(f"PRAGMA user_version = {FORMAT}")
    database.commit()
    return database


def _keys(kind: str, name: str, readings: list[Personal]) -> set[str]:
    """The keys by which a name is found: of its words for people, whole for organisations and vessels; and of its first
    two words, by which it is found in running text.
    """
    return _own_keys(kind, name, readings) | {f"s|{beginning(phrase)}" for phrase in phrases(kind, name)}


def _own_keys(kind: str, name: str, readings: list[Personal]) -> set[str]:
    if kind == PERSON:
        of_words = {f"p|{k}" for r in readings for word in r.words for k in romanise.list_keys(word)}
        return of_words | {f"j|{k}" for r in readings for k in romanise.list_keys("".join(r.words))}
    if kind == VESSEL:
        return {f"v|{' '.join(words(name))}"}
    return {f"o|{key}" for key in keys(name)}


def _bodies(by_name: dict[tuple[str, ...], set[int]], by_id: dict[str, set[int]]) -> Iterable[tuple[str, str]]:
    for french, acronyms, listed, context in table("bodies_fr.tsv", 4):
        entries: set[int] = set()
        for name in listed.split(";"):
            entries |= by_id.get(name, set()) | by_name.get(words(name), set())
        if not entries:
            continue
        full = [" ".join(words(name)) for name in french.split(";")]
        short = [name for name in acronyms.split(";") if name]
        for name in full:
            yield name, json.dumps([sorted(entries), False, [], []])
        for name in short:
            yield f"={name}", json.dumps([sorted(entries), True, context.split(";"), full])
