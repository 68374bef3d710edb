"""From the setting ``lists`` to lists: the built-in one, snapshots by name, and files and folders by path."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from annotate import Authority, Resource
from annotate_sanctions import formats
from annotate_sanctions.datafile import table
from annotate_sanctions.entries import Entry, SanctionsList
from annotate_sanctions.formats.reading import Reading
from annotate_sanctions.history import merged

DEMO = "demo"


@dataclass(frozen=True)
class Source:
    """One list as the user named it: its files, how to read them, and what they are named by.

    ``list``: its id. ``sha256``: of the file, or of the names and hashes of several. ``date``: ISO 8601, of the
    snapshot, and ``checked``: until when it was surely the current one; None for files given by path, which may say
    their date themselves. ``earlier``: snapshots of the same list from before it.
    """

    list: str
    format: str
    files: tuple[Path, ...]
    hashes: tuple[str, ...]
    date: str | None = None
    checked: str | None = None
    earlier: tuple[Source, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """What tells this snapshot from every other."""
        if len(self.hashes) == 1:
            return self.hashes[0]
        named = sorted(f"{file.name} {sha}\n" for file, sha in zip(self.files, self.hashes, strict=True))
        return hashlib.sha256("".join(named).encode()).hexdigest()

    def entries(self, reading: Reading) -> Iterator[Entry]:
        """The entries, read as they are asked for. Raises ValueError, with file and line, if the list cannot be
        used.
        """
        none = True
        for entry in merged([*self.earlier, self], reading) if self.earlier else self.newest(reading):
            none = False
            yield entry
        if none:
            raise ValueError(f"{self.files[0]}:1: the file holds no entry of a list")

    def verify(self) -> None:
        """Raise ValueError if a file is not any more what its hash says."""
        for file, known in zip(self.files, self.hashes, strict=True):
            if _sha256(file) != known:
                raise ValueError(f"{file}: changed since it was fetched; delete the folder and fetch the list again")

    def newest(self, reading: Reading) -> Iterator[Entry]:
        """The entries of this snapshot alone."""
        entries: Iterator[Entry] = formats.loader(self.format).read(self.files, reading)
        return entries

    def authority(self, reading: Reading, kinds: Counter[str]) -> Authority:
        """What the list is, once its entries have been read. ``kinds``: how many there are of each kind."""
        title, licence = about(self.list, self.format)
        module = formats.loader(self.format)
        return Authority(
            id=self.list,
            title=title,
            date=self.date or reading.date,
            sha256=self.sha256,
            licence=licence,
            pattern=getattr(module, "PATTERN", "(.+)"),
            replacement=getattr(module, "REPLACEMENT", "{file}#$1").format(file=self.files[0].name),
            description=reading.description(kinds),
        )

    def resources(self, date: str | None) -> tuple[Resource, ...]:
        """The files, each with the list's date as its version, earlier snapshots' first."""
        own = (
            Resource(f"{self.list}/{file.name}", date, sha) for file, sha in zip(self.files, self.hashes, strict=True)
        )
        return (*(resource for source in self.earlier for resource in source.resources(source.date)), *own)

    def load(self) -> SanctionsList:
        """The whole list in memory."""
        reading = Reading()
        entries = tuple(self.entries(reading))
        authority = self.authority(reading, Counter(entry.kind for entry in entries))
        return SanctionsList(authority, entries, self.resources(authority.date))


def described(
    authority: Authority, resources: Iterable[Resource], reading: Reading, kinds: Counter[str]
) -> dict[str, Any]:
    """What is known of a list besides its entries, as JSON can hold it."""
    return asdict(authority) | {
        "resources": [asdict(resource) for resource in resources],
        "kinds": dict(sorted(kinds.items())),
        "rows": reading.rows,
        "skipped": dict(sorted(reading.skipped.items())),
        "noted": dict(sorted(reading.noted.items())),
        "repaired": reading.repaired,
    }


def about(list: str, format: str) -> tuple[str, str | None]:
    """Title and licence of a list in a format."""
    known = ((title, licence) for id, _, licence, title in table("lists.tsv", 4) if id == list)
    title, licence = next(known, (f"{list} (a list of the user's own)", ""))
    module = formats.loader(format)
    return getattr(module, "TITLE", title), getattr(module, "LICENCE", licence) or None


def load(items: Iterable[str]) -> list[SanctionsList]:
    """The lists that the user named, in that order. Raises ValueError, with file and line, if one cannot be used."""
    named = sources(items)
    found = zip(ids(named), (source.load() for source in named), strict=True)
    return [replace(list, authority=replace(list.authority, id=id)) for id, list in found]


def ids(sources: Iterable[Source]) -> list[str]:
    """Ids that tell lists apart: two snapshots of one list are ``ofac`` and ``ofac-2``."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for source in sources:
        seen[source.list] += 1
        found.append(source.list if seen[source.list] == 1 else f"{source.list}-{seen[source.list]}")
    return found


def sources(items: Iterable[str], as_of: str | None = None) -> list[Source]:
    """What the user named: ``demo``, a path, or a snapshot (see `snapshots.chosen`), of ``as_of`` at the latest.

    Raises ValueError for what is no list.
    """
    return [_source(item, as_of) for item in dict.fromkeys(items)]


def _source(item: str, as_of: str | None) -> Source:
    if item == DEMO:
        from importlib.resources import files

        return given((Path(str(files("annotate_sanctions") / "data" / "demo_list.csv")),), DEMO)
    path = Path(item)
    if path.exists():
        return given(files_of(path))
    from annotate_sanctions.snapshots import chosen

    return chosen(item, as_of)


def given(files: tuple[Path, ...], list: str | None = None) -> Source:
    """A list in files that belong together. Raises ValueError for what is no list."""
    format = formats.format_of(files[0])
    names = Counter(file.name for file in files)
    if twice := [name for name, times in names.items() if times > 1]:
        raise ValueError(f"{files[0].parent}: two files of the name {twice[0]}; name the folder of one of them")
    return Source(list or formats.list_of(format), format, files, tuple(map(_sha256, files)))


def _sha256(file: Path) -> str:
    with file.open("rb") as open_file:
        return hashlib.file_digest(open_file, "sha256").hexdigest()


def files_of(path: Path) -> tuple[Path, ...]:
    """The files of one list at a path: a file with what belongs to it beside it, or what a folder holds.

    Raises ValueError for a folder in which there is no list, or more than one.
    """
    if not path.is_dir():
        return _with_beside(path)
    acts = tuple(sorted(file for file in path.rglob("*.csv") if file.stat().st_size and _is_act(file)))
    if acts:
        return acts
    found = [file for file in sorted(path.iterdir()) if file.suffix in (".csv", ".json", ".xml") and _is_list(file)]
    if len(found) != 1:
        said = "several lists; name one of them" if found else "neither the EU's CSV files nor another list"
        raise ValueError(f"{path}: the folder holds {said}")
    return _with_beside(found[0])


def _is_act(file: Path) -> bool:
    return formats.format_of(file) == "eu_journal"


def _is_list(file: Path) -> bool:
    from annotate_sanctions.formats.ofac_csv import BESIDE

    return file.is_file() and file.name not in BESIDE


def _with_beside(path: Path) -> tuple[Path, ...]:
    from annotate_sanctions.formats.ofac_csv import BESIDE

    if path.name in BESIDE or path.suffix != ".csv" or formats.format_of(path) != "ofac_csv":
        return (path,)
    return (path, *(beside for name in BESIDE if (beside := path.with_name(name)).is_file()))
