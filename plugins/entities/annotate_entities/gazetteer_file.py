"""Reading a user's authority file: CSV with a header row, or JSON Lines, each row somebody or something with an id."""

from __future__ import annotations

import csv
import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from annotate import AnnotateError
from annotate_entities import LAYER

MOST_TOLD = 5  # faults of a file that a message names
LONGEST = 200  # code points of a name
KINDS = tuple(LAYER.kinds)
_KEYS = ("id", "name", "names", "type", "lang", "scheme")


class Entry(NamedTuple):
    """One row: its names, the entity kind, and its identifier in a scheme."""

    names: tuple[str, ...]
    kind: str
    scheme: str
    id: str


class File(NamedTuple):
    """What a file holds, and the hash of its bytes."""

    name: str
    sha256: str
    entries: list[Entry]


def read(path: Path, language: str = "fr") -> File:
    """The entries of a file that are of a language or of none.

    Columns or keys: ``id``; ``name``, several by "|", or in JSON ``names``, a list; ``type``: an entity kind; and if
    wanted ``lang`` (BCP 47) and ``scheme``, of the id, which is the file's name without its ending otherwise. Others
    do not matter. Raises AnnotateError that names the lines with faults.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise AnnotateError(f"cannot read the gazetteer {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise AnnotateError(f"{path}:{line}: the gazetteer is not UTF-8; store it as UTF-8") from error
    entries: list[Entry] = []
    faults: list[str] = []
    for line, row in (_json_rows if path.suffix in (".jsonl", ".ndjson") else _csv_rows)(text):
        if isinstance(row, str):
            faults.append(f"{path}:{line}: {row}")
            continue
        entry, wrong = _entry(row, path.stem)
        faults += (f"{path}:{line}: {fault}" for fault in wrong)
        if entry and str(row.get("lang") or language).split("-")[0].lower() == language:
            entries.append(entry)
    if faults:
        more = [f"and {len(faults) - MOST_TOLD} more faults"] if len(faults) > MOST_TOLD else []
        raise AnnotateError("\n".join(faults[:MOST_TOLD] + more))
    return File(path.name, hashlib.sha256(content).hexdigest(), entries)


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    head = text.split("\n", 1)[0]
    rows = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        if missing := [key for key in ("id", "name", "type") if key not in header]:
            yield 1, f"the header row has no {' and no '.join(map(repr, missing))}; it needs id, name and type"
            return
        for row in rows:
            if len(row) == len(header):
                yield rows.line_num, dict(zip(header, row, strict=True))
            elif any(row):
                yield rows.line_num, f"{len(row)} cells under {len(header)} column names"
    except csv.Error as error:
        yield rows.line_num, f"not CSV: {error}"


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, f"not JSON: {error}"
            else:
                yield number, row if isinstance(row, dict) else "not a JSON object"


def _entry(row: Mapping[str, Any], stem: str) -> tuple[Entry | None, list[str]]:
    wrong: list[str] = []
    for key in _KEYS:
        value = row.get(key)
        several = key == "names" and isinstance(value, list) and all(isinstance(item, str) for item in value)
        if not (value is None or isinstance(value, str) or several or (key == "id" and type(value) is int)):
            return None, [f"{key} {value!r} is not text"]
    given = row.get("names") or str(row.get("name") or "").split("|")
    names = tuple(dict.fromkeys(" ".join(name.split()) for name in ([given] if isinstance(given, str) else given)))
    id, kind = str(row.get("id") or "").strip(), str(row.get("type") or "").strip().lower()
    if not id or not id.isprintable():
        wrong.append("there is no id" if not id else f"the id {id!r} holds characters that cannot be printed")
    if not any(names):
        wrong.append("there is no name")
    wrong += (f"the name {name!r} has no letter or digit" for name in names if name and not any(map(str.isalnum, name)))
    wrong += (f"a name of more than {LONGEST} characters: {name[:40]!r}…" for name in names if len(name) > LONGEST)
    if kind not in KINDS:
        close = difflib.get_close_matches(kind, KINDS, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(KINDS)}"
        wrong.append(f"unknown type {kind!r}; {hint}" if kind else "there is no type")
    scheme = str(row.get("scheme") or "").strip() or stem
    return (None if wrong else Entry(tuple(filter(None, names)), kind, scheme, id)), wrong
