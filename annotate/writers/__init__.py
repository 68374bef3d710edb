"""Output formats that come with the core. Each is a plugin, imported when it is first used."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BUILTIN", "FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: the suffix of its files, and whether many documents can stand in one file,
    one after the other (``stream``).
    """

    suffix: str
    stream: bool = False
    description: str = ""


FORMATS = {
    "tei": Format(".tei.xml", description="TEI P5 standoff, one document a file"),
    "jsonl": Format(".jsonl", stream=True, description="one JSON object a line"),
    "html": Format(".html", description="a page to look at, in need of nothing else"),
}
BUILTIN: tuple[tuple[str, str], ...] = tuple((name, f"annotate.writers.{name}") for name in FORMATS)
