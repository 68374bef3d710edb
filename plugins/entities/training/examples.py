"""What the network is trained and measured on: texts and their names, and how they are written in a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

_NAME = re.compile(r"\[([A-Z]+) ([^]]+)\]")


class Example(NamedTuple):
    """A text and its names as (start, end, label), in order, without overlap."""

    text: str
    names: tuple[tuple[int, int, str], ...]


def marked(file: Path) -> list[Example]:
    """The documents of a file in which each name is marked as ``[PER Anne Le Bihan]``.

    Empty lines stand between documents; lines that begin with ``#`` are comments.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    documents = re.split(r"\n{2,}", "\n".join(line for line in lines if not line.startswith("#")).strip())
    return [_unmarked(document) for document in documents]


def _unmarked(document: str) -> Example:
    text, *parts = _NAME.split(document)  # text, then label, name, text, …
    names = []
    for label, name, behind in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        names.append((len(text), len(text) + len(name), label))
        text += name + behind
    return Example(text, tuple(names))
