"""Gold and predictions from files, paired by their text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotate.document import Document
from annotate.errors import UsageError
from annotate.tei.files import SUFFIX, read_files


@dataclass(frozen=True, slots=True)
class Gold:
    """One document that a person has marked: as the JSON object of a line, or as an annotated document."""

    id: str
    text: str
    record: Mapping[str, Any] | None = None
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold document and what was predicted for its text: None if nothing was."""

    gold: Gold
    predicted: Document | None


def read_gold(path: Path) -> Iterator[Gold]:
    """The documents of a gold file: JSON Lines, one of our TEI files, or a folder of these.

    Raises UsageError, with the line, for what is no gold.
    """
    if path.is_dir() or path.name.endswith(SUFFIX):
        for document in read_files([path]):
            yield Gold(document.id, document.text, document=document)
        return
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                raise UsageError(f"{path}:{number}: not JSON: {error}") from error
            if not isinstance(record, dict) or not isinstance(record.get("text"), str):
                raise UsageError(f"{path}:{number}: a gold line is an object with a text")
            id = record.get("id") or record.get("doc") or f"{path.name}:{number}"
            yield Gold(str(id), record["text"], record=record)


def paired(gold: Iterable[Gold], predictions: Iterable[Document]) -> Iterator[Pair]:
    """Each gold document with the prediction of the same text; the same text several times is taken in order.

    By text and not by name: figures must not depend on what files are called, and a prediction for another
    version of the text is none.
    """
    by_text: dict[str, list[Document]] = {}
    for document in predictions:
        by_text.setdefault(document.text, []).append(document)
    for one in gold:
        found = by_text.get(one.text)
        yield Pair(one, found.pop(0) if found else None)


def _opened(path: Path) -> Any:
    try:
        return path.open(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
