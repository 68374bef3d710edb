"""Names of files for documents: safe in every folder, and each given once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from annotate.errors import UsageError
from annotate.index import Index

_SAFE = " !#$&'()+,;=@[]^{}~"  # what may stand in a file's name besides letters, digits and _.-
_LONGEST = 180  # code units of UTF-8 in a file's name before its suffix


class DuplicateOutput(UsageError):
    """Raised when a second document would take the place of a first one. ``copy``: how many there were before."""

    def __init__(self, message: str, copy: int = 1) -> None:
        self.copy = copy
        super().__init__(message)


class Names:
    """The names of a job's files, each of which is given once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken = Index()  # name -> how many documents wanted it

    def take(self, id: str) -> str:
        """The name for a document. Raises DuplicateOutput if another document of this job has it."""
        name = file_name(id)
        before = self._taken.put(name, 1)
        if before is not None:
            self._taken.put(name, before + 1)
            place = self._folder / name
            raise DuplicateOutput(f"another document of this job has been written to {place}; ids must differ", before)
        return name


def file_name(id: str) -> str:
    """A document's id as a relative path without suffix: it stays inside the folder, whatever the id."""
    parts = [_file_part(part) for part in id.split("/") if part]
    return "/".join(parts) or "_"


def _file_part(part: str) -> str:
    if part.strip(".") == "":
        return part.replace(".", "%2E")
    raw = part.encode("utf-8", "surrogatepass")
    name = "".join(
        c if c.isalnum() or c in "_.-" or c in _SAFE else quote(c.encode("utf-8", "surrogatepass")) for c in part
    )
    if len(name.encode()) > _LONGEST:
        import hashlib

        short = name.encode()[: _LONGEST - 17].decode("utf-8", "ignore")
        return f"{short}-{hashlib.sha256(raw).hexdigest()[:16]}"
    return name


def clashes(ids: Iterable[tuple[str, str]]) -> list[str]:
    """For ids and the inputs they come from: a sentence for every two that would write one file."""
    first: dict[str, str] = {}
    problems = []
    for id, source in ids:
        name = file_name(id)
        if name in first:
            advice = "give their common folder instead, or rename one"
            problems.append(f"{first[name]} and {source} would both be written to {name}; {advice}")
        else:
            first[name] = source
    return problems
