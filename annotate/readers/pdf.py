"""PDF files: their text layer, as paragraphs. Needs the extra ``pdf``."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from annotate.dates import check_date
from annotate.document import UNKNOWN_LANGUAGE, Document, Metadata
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.source import Source, Unreadable

NAME = "pdf"
MAGIC = b"%PDF-"
LATEST_MAGIC = 1024  # bytes in which it must stand
COMMAND = [sys.executable, "-P", "-m", "annotate.readers._pdf_child"]  # -P: imports nothing from the current folder
PATIENCE = 900  # seconds, for systems on which computing time cannot be limited
OCR = "an OCR program such as ocrmypdf makes one"

_PROBLEMS = {
    "missing": "it is a PDF file; to read it: pip install 'annotate-tei[pdf]'",
    "password": "it is encrypted with a password; save it without one",
    "broken": "it begins as a PDF file, but it is broken: PDFium cannot open it",
}
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_FILE_NAME = re.compile(r"\.(?:docx?|odt|indd|qxp|pdf|rtf|pages|tmp)\Z|\AMicrosoft Word - ", re.IGNORECASE)


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read the text of a PDF file: lines joined to paragraphs, hyphens at line ends undone, running heads left out.

    Pages without a text layer are said; a file without any is an unreadable document.
    """
    if source.format != NAME and not source.head.startswith(MAGIC) and not _late(source):
        raise Declined("It does not begin as a PDF file.")
    return iter((_read(source),))


def _late(source: Source) -> bool:
    """Whether it is a PDF file by its name, with something before its beginning, as mail programs leave it there."""
    return source.suffix == ".pdf" and MAGIC in source.head[:LATEST_MAGIC]


def _read(source: Source) -> Document | Unreadable:
    from annotate.language import is_tag

    data = source.read()
    found = _extracted(data)
    problem = found.get("problem")
    if problem is None and not found["paragraphs"]:
        whose = f"none of its {found['pages']:,} pages has a" if found["pages"] > 1 else "it has no"
        problem = f"{whose} text layer; {OCR}"
    if problem is not None:
        return Unreadable(source.id, _PROBLEMS.get(problem, problem), source.name)
    stated = found["metadata"]
    title = stated.get("Title", "").strip()
    title = None if not title or _FILE_NAME.search(title) else title
    made = _made(stated.get("CreationDate", ""))
    language = found["language"]
    language = language if is_tag(language) else ""
    author = stated.get("Author", "").strip()
    return Document(
        "\n".join(found["paragraphs"]),
        id=source.id,
        headings=_headings(found["paragraphs"], title),
        metadata=Metadata(
            source=source.name,
            media_type="application/pdf",
            size=len(data),
            title=title,
            authors=(author,) if author else (),
            date=made,
            date_from="saved" if made else "",
            date_cert="low" if made else None,
            language=language or UNKNOWN_LANGUAGE,
            language_from="metadata" if language else "",
            notes=tuple(_notes(found)),
        ),
    )


def _extracted(data: bytes) -> dict[str, Any]:
    """What the process that reads found, or under ``problem`` why it found nothing."""
    import os
    import subprocess  # here, because every input is asked whether it is a PDF file

    path = os.pathsep.join(filter(None, sys.path))  # as here, however this process was started
    env = os.environ | {"PYTHONPATH": path}
    try:
        done = subprocess.run(COMMAND, input=data, capture_output=True, timeout=PATIENCE, env=env)  # noqa: S603
    except subprocess.TimeoutExpired:
        return {"problem": f"PDFium was not done with it after {PATIENCE} seconds"}
    if done.returncode == 0:
        return dict(json.loads(done.stdout))
    from annotate.readers._pdf_child import MEMORY, SECONDS

    limits = f"more than {SECONDS} seconds of computing or {MEMORY >> 30} GiB of memory"
    said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    return {"problem": f"reading it takes {limits}, or it crashes PDFium ({said or f'signal {-done.returncode}'})"}


def _made(stated: str) -> str | None:
    """The day on which the file was made, as far as it says so."""
    match = _DATE.match(stated)
    try:
        return check_date("-".join(part for part in match.groups() if part)) if match else None
    except ValueError:
        return None


def _headings(paragraphs: Sequence[str], title: str | None) -> Iterator[int]:
    """Where the title stands that the file states; it marks no other headings."""
    at = 0
    for paragraph in paragraphs:
        if paragraph == title:
            yield at
        at += len(paragraph) + 1


def _notes(found: dict[str, Any]) -> Iterator[str]:
    yield "The text is that of the PDF file's text layer; lines were joined to paragraphs."
    if found["dropped"] or found["kept"]:
        yield f"Hyphens at line ends: {found['dropped']:,} left out, {found['kept']:,} kept as part of a word."
    if heads := found["heads"]:
        shown = ", ".join(f"«{head[:60]}»" for head in heads[:3])
        yield f"Left out, at the top or bottom of several pages: {shown}{' and others' if len(heads) > 3 else ''}."
    if found["silent"]:
        yield f"{_listed(found['silent'])} no text layer: a picture, or nothing; {OCR}."
    if found["broken"]:
        yield f"{_listed(found['broken'])} no content that PDFium can read."
    if count := found["unmapped"]:
        yield f"{count:,} {'glyph' if count == 1 else 'glyphs'} without a character of Unicode left out."
    if count := found["attachments"]:
        yield f"{count:,} {'file is' if count == 1 else 'files are'} attached to the PDF file and not read."
    if made := _made(found["metadata"].get("CreationDate", "")):
        yield f"The file was made on {made}, which need not be when it was published."


def _listed(numbers: Sequence[int]) -> str:
    """``Page 3 has``, ``Pages 3, 5-7 have``."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)
    return f"Page {shown} has" if len(numbers) == 1 else f"Pages {shown} have"
