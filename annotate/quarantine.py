"""A folder for each document that failed or on which a plugin failed: the document, the error, and a command that
does it again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotate.document import Document
from annotate.errors import OutputError
from annotate.filenames import file_name
from annotate.job import Job
from annotate.outcome import FAILED, PARTIAL, Outcome

MOST = 1000  # documents; of a plugin that always fails, more would teach nothing
_LONGEST = 200  # bytes in the name of a folder


class Quarantine:
    """Keeps what is needed to find out why a document failed, and lets it go when the document is done."""

    def __init__(self, job: Job) -> None:
        self.folder = job.quarantine
        self.job_file = job.file
        self.kept = 0
        self._there = self.folder is not None and self.folder.is_dir()

    def keep(self, outcome: Outcome, document: Document | None) -> Outcome:
        """The outcome, with its folder if it has got one; it has none any more if all is well. Raises OutputError."""
        if self.folder is None or (not self._there and outcome.status not in (FAILED, PARTIAL)):
            return outcome
        place = self.folder / _folder_name(outcome.id)
        try:
            if outcome.status not in (FAILED, PARTIAL):
                if place.is_dir():
                    shutil.rmtree(place)
                return outcome
            if document is None or outcome.copy or self.kept >= MOST:
                return outcome
            place.mkdir(parents=True, exist_ok=True)
            self._there = True
            self._write(place, outcome, document)
        except OSError as error:
            raise OutputError(f"cannot write {place}: {error.strerror}") from error
        self.kept += 1
        return replace(outcome, quarantine=str(place))

    def _write(self, place: Path, outcome: Outcome, document: Document) -> None:
        line = json.dumps(_record(document)) + "\n"
        (place / "document.jsonl").write_text(line, "ascii")
        said = f"document: {outcome.id}\ninput: {outcome.source}\nstatus: {outcome.status}\nreason: {outcome.reason}\n"
        (place / "error.txt").write_text(f"{said}\n{outcome.traceback}".rstrip() + "\n", "utf-8", "backslashreplace")
        script = place / "repeat.sh"
        script.write_text(self._command(place, document), "utf-8", "surrogateescape")
        mode = script.stat().st_mode
        script.chmod(mode | (mode & 0o444) >> 2)  # whoever may read it may run it

    def _command(self, place: Path, document: Document) -> str:
        import shlex

        command = ["annotate", "-v", "run", "-f", "jsonl", "document.jsonl", "-t", "jsonl"]
        if self.job_file is not None:
            command += ["-c", os.path.relpath(self.job_file, place)]
        command += ["--language", document.language]
        command += ["--date", document.date] if document.date else []
        return (
            "#!/bin/sh\n# Annotates this document again, with all that is said of its failures; takes more options of\n"
            "# annotate run, such as --timeout 60 for plugins that hang or kill their process.\n"
            f'cd "$(dirname "$0")" || exit\nexec {shlex.join(command)} "$@"\n'
        )


def _record(document: Document) -> dict[str, Any]:
    """A document as a line that the reader of JSON Lines takes."""
    meta = document.metadata
    found = {
        "id": document.id,
        "text": document.text,
        "title": meta.title,
        "date": meta.date,
        "language": document.language,
        "url": meta.url,
        "authors": list(meta.authors),
        "source": meta.publisher,
    }
    return {name: value for name, value in found.items() if value}


def _folder_name(id: str) -> str:
    name = file_name(id).replace("/", "%2F")
    if len(name.encode()) <= _LONGEST:
        return name
    short = name.encode()[: _LONGEST - 17].decode("utf-8", "ignore")
    return f"{short}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"
