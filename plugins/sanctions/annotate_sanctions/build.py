"""Compiling lists into the database that `index` reads."""

from __future__ import annotations

import array
import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from importlib.resources import files

from annotate_sanctions import romanise
from annotate_sanctions.datafile import table
from annotate_sanctions.entries import PERSON, SanctionsList
from annotate_sanctions.index import FORMAT
from annotate_sanctions.lists import Source
from annotate_sanctions.organisations import keys
from annotate_sanctions.personal import read
from annotate_sanctions.words import words

_TABLES = """
CREATE TABLE listed (n INTEGER PRIMARY KEY, data TEXT);
CREATE TABLE entry (n INTEGER PRIMARY KEY, list INTEGER, data TEXT);
CREATE TABLE name (n INTEGER PRIMARY KEY, entry INTEGER, text TEXT, quality TEXT, readings TEXT);
CREATE TABLE posting (key TEXT PRIMARY KEY, names BLOB) WITHOUT ROWID;
CREATE TABLE body (key TEXT PRIMARY KEY, n INTEGER, data TEXT);
CREATE INDEX body_n ON body (n);
"""


def fingerprint(sources: Iterable[Source]) -> str:
    """What an index depends on: the lists' files, this package's data and code."""
    digest = hashlib.sha256(f"format {FORMAT}\n".encode())
    for source in sources:
        for path, data in source.files:
            digest.update(f"{path.name} {hashlib.sha256(data).hexdigest()}\n".encode())
    package = files("annotate_sanctions")
    for part in (package, package / "data", package / "data" / "romanisation"):
        for file in sorted(part.iterdir(), key=lambda f: f.name):
            if file.is_file() and file.name.endswith((".py", ".tsv", ".txt")):
                digest.update(file.name.encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:32]


def build(lists: Iterable[SanctionsList], path: str) -> sqlite3.Connection:
    """Write an index into a new database and return it open."""
    database = sqlite3.connect(path, check_same_thread=False)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
    postings: defaultdict[str, list[int]] = defaultdict(list)
    entries: list[tuple[int, int, str]] = []
    names: list[tuple[int, int, str, str, str]] = []
    by_name: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    by_id: defaultdict[str, set[int]] = defaultdict(set)
    for n, found in enumerate(lists):
        about = asdict(found.authority) | {"resources": [asdict(r) for r in found.resources], "n": len(found.entries)}
        database.execute("INSERT INTO listed VALUES (?, ?)", (n, json.dumps(about)))
        for entry in found.entries:
            number = len(entries)
            entries.append((number, n, json.dumps(entry, ensure_ascii=False)))
            by_id[entry.id].add(number)
            for name in entry.names:
                readings = read(name.text) if entry.kind == PERSON else []
                here = len(names)
                names.append((here, number, name.text, name.quality, json.dumps(readings, ensure_ascii=False)))
                if entry.kind == PERSON:
                    of_name = {f"p|{k}" for r in readings for word in r.words for k in romanise.list_keys(word)}
                    of_name |= {f"j|{k}" for r in readings for k in romanise.list_keys("".join(r.words))}
                else:
                    of_name = {f"o|{key}" for key in keys(name.text)}
                    by_name[words(name.text)].add(number)
                for key in of_name:
                    postings[key].append(here)
    database.executemany("INSERT INTO entry VALUES (?, ?, ?)", entries)
    database.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", names)
    database.executemany(
        "INSERT INTO posting VALUES (?, ?)",
        ((key, array.array("I", n).tobytes()) for key, n in sorted(postings.items())),
    )
    database.executemany("INSERT OR IGNORE INTO body VALUES (?, ?, ?)", _bodies(by_name, by_id))
    database.execute(f"PRAGMA user_version = {FORMAT}")
    database.commit()
    return database


def _bodies(by_name: dict[tuple[str, ...], set[int]], by_id: dict[str, set[int]]) -> Iterable[tuple[str, int, str]]:
    n = 0
    for french, acronyms, listed, context in table("bodies_fr.tsv", 4):
        entries: set[int] = set()
        for name in listed.split(";"):
            entries |= by_id.get(name, set()) | by_name.get(words(name), set())
        if not entries:
            continue
        full = [" ".join(words(name)) for name in french.split(";")]
        short = [name for name in acronyms.split(";") if name]
        for name in full:
            yield name, n, json.dumps([sorted(entries), False, [], []])
            n += 1
        for name in short:
            yield f"={name}", n, json.dumps([sorted(entries), True, context.split(";"), full])
            n += 1
