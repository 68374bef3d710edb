"""The built-in list: a few facts that show how the plugin works without any download. Not for compliance."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from annotate import Authority, Resource
from annotate_sanctions import countries
from annotate_sanctions.entries import PRIMARY, STRONG, Entry, ListName, SanctionsList

FILE = "demo_list.csv"
TITLE = "Demonstration list, not for compliance"


def data() -> bytes:
    """The file's bytes."""
    return (files("annotate_sanctions") / "data" / FILE).read_bytes()


def load_demo() -> SanctionsList:
    """The demonstration list of this package."""
    import csv

    content = data()
    digest = hashlib.sha256(content).hexdigest()
    lines = (line for line in content.decode("utf-8").splitlines() if line and not line.startswith("#"))
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
    names = (ListName(row["name"], PRIMARY), *(ListName(n, STRONG) for n in row["also"].split("|") if n))
    programme = f"{row['listed_by']} {row['programme']}"
    return Entry(
        row["id"], row["kind"], row["name"], programme, names, row["listed"], countries=countries.codes(row["country"])
    )
