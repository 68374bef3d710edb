"""The built-in list: a few facts that show how the plugin works without any download. Not for compliance."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from annotate import Authority, Resource
from annotate_sanctions.entries import PERSON, Entry, ListName, SanctionsList
from annotate_sanctions.names import words

FILE = "demo_list.csv"
TITLE = "Demonstration list, not for compliance"


def load_demo() -> SanctionsList:
    """The demonstration list of this package."""
    import csv

    data = (files("annotate_sanctions") / "data" / FILE).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    lines = (line for line in data.decode("utf-8").splitlines() if line and not line.startswith("#"))
    entries = tuple(map(_entry, csv.DictReader(lines, strict=True)))
    authority = Authority(
        id="demo",
        title=TITLE,
        sha256=digest,
        licence="MIT",
        pattern="([a-z0-9-]+)",
        replacement=f"{FILE}#$1",
        description=f"{len(entries)} entries; facts from the official lists, some of which may have changed since",
    )
    return SanctionsList(authority, entries, (Resource(f"demo/{FILE}", sha256=digest),))


def _entry(row: dict[str, str]) -> Entry:
    names = [row["name"], *filter(None, row["also"].split("|"))]
    programme = f"{row['listed_by']} {row['programme']}"
    return Entry(
        row["id"], row["kind"], row["name"], programme, tuple(_name(n, row["kind"]) for n in names), row["listed"]
    )


def _name(written: str, kind: str) -> ListName:
    family, comma, given = written.partition(",") if kind == PERSON else (written, "", "")
    last = words(family)
    return ListName((*words(given), *last), len(last) if comma else 0)
