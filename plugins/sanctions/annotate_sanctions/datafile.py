"""Reading the package's own data files: one fact a line, ``#`` for comments."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def lines(file: str) -> Iterator[str]:
    """The lines of a data file that say something."""
    text = (files("annotate_sanctions") / "data" / file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def table(file: str, columns: int) -> Iterator[list[str]]:
    """The tab-separated fields of each line, ``columns`` of them; missing ones are empty."""
    for line in lines(file):
        fields = [field.strip() for field in line.split("\t")]
        yield (fields + [""] * columns)[:columns]
