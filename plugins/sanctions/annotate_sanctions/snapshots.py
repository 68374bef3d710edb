"""Dated snapshots of lists in the user's data directory: kept whole, as they were published, named by what is in them.

``<data directory>/<list>/<date>.<12 digits of the sha256>/`` holds the files as they were published and
``about.json``. A snapshot is written beside and moved into place, so that it is there whole or not at all.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from annotate_sanctions.lists import Source
from annotate_sanctions.places import data_directory

ABOUT = "about.json"
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_TAKEN = ("demo", "all")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SHA = re.compile(r"[0-9a-f]{8,64}")
_SHOWN = 12  # digits of a sha256 that a folder's name has


@dataclass(frozen=True)
class Snapshot:
    """A list as it was on a day.

    ``date``: ISO 8601, and ``date_from`` who says so: ``list`` (the file itself), ``server`` (when it last changed),
    ``user``, or ``download`` (the day it was fetched, if nobody else says). ``fetched``: when it was made;
    ``checked``: the last day on which it was found to be the current one. ``files``: name and sha256 of each.
    ``source``: address, or name of the file it was made from. ``etag`` and ``modified``: what the server called
    this version. ``entries``, ``rows``, ``kinds``, ``skipped``, ``noted``, ``repaired``: the loader's account.
    """

    list: str
    format: str
    date: str
    date_from: str
    sha256: str
    files: tuple[tuple[str, str], ...]
    source: str
    fetched: str
    checked: str
    etag: str | None
    modified: str | None
    entries: int
    rows: int
    kinds: dict[str, int]
    skipped: dict[str, int]
    noted: dict[str, int]
    repaired: int

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return data_directory() / self.list / f"{self.date}.{self.sha256[:_SHOWN]}"

    def as_source(self) -> Source:
        """The snapshot as a list to load."""
        names, hashes = zip(*self.files, strict=True)
        return Source(
            self.list, self.format, tuple(self.folder / name for name in names), hashes, self.date, self.checked
        )


def check_name(name: str) -> None:
    """Raise ValueError for what cannot be a list's name."""
    if not _NAME.fullmatch(name) or name in _TAKEN:
        raise ValueError(
            f"{name!r} cannot be a list's name: small letters, digits and hyphens, but not 'demo' or 'all'"
        )


def lists() -> list[str]:
    """The lists of which there are snapshots."""
    folder = data_directory()
    return sorted(part.name for part in folder.iterdir() if part.is_dir()) if folder.is_dir() else []


def snapshots(list: str) -> list[Snapshot]:
    """The snapshots of a list, the oldest first. Raises ValueError for one whose description cannot be read."""
    found = [_read(about) for about in (data_directory() / list).glob(f"*/{ABOUT}")]
    return sorted(found, key=lambda snapshot: (snapshot.date, snapshot.fetched, snapshot.sha256))


def _read(about: Path) -> Snapshot:
    try:
        data = json.loads(about.read_text(encoding="utf-8"))
        return Snapshot(**data | {"files": tuple((name, sha) for name, sha in data["files"])})
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(
            f"{about}: not a snapshot's description ({error}); delete the folder and fetch it again"
        ) from None


def keep(snapshot: Snapshot, files: Iterable[Path]) -> Snapshot:
    """Move files into the data directory as a snapshot. One that is there already is left alone, and given back.

    Raises OSError if the directory cannot be written.
    """
    for old in snapshots(snapshot.list):
        if old.sha256 == snapshot.sha256:
            return old
    parent = snapshot.folder.parent
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = Path(tempfile.mkdtemp(dir=parent, prefix=".new-"))
    try:
        for file in files:
            shutil.copyfile(file, temporary / file.name)
        _write(snapshot, temporary)
        temporary.rename(snapshot.folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return snapshot


def checked(snapshot: Snapshot, day: str) -> Snapshot:
    """Note that a snapshot was still the current one on a day. Its files stay what they are."""
    now = replace(snapshot, checked=max(day, snapshot.checked))
    _write(now, now.folder)
    return now


def _write(snapshot: Snapshot, folder: Path) -> None:
    text = json.dumps(asdict(snapshot), ensure_ascii=False, indent=2) + "\n"
    temporary = folder / f".{ABOUT}"
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(folder / ABOUT)


def chosen(item: str, as_of: str | None) -> Source:
    """The snapshot that an item of the setting ``lists`` names.

    ``un``: the newest, or the newest that is not after ``as_of``; if all are, the oldest, whose dates of listing tell
    what they can. ``un@2026-02-27``: the newest not after that day. ``un@5f2b81c0``: the one whose sha256 begins so.
    ``un@all``: as ``un``, with all before it, whose comparison tells who was listed and delisted in between. Raises
    ValueError if there is none such.
    """
    name, _, version = item.partition("@")
    if not _NAME.fullmatch(name) or not (there := snapshots(name)):
        raise ValueError(_missing(item, name))
    if _SHA.fullmatch(version) and not _DATE.fullmatch(version):
        found = [snapshot for snapshot in there if snapshot.sha256.startswith(version)]
        if len(found) != 1:
            raise ValueError(f"sanctions list {item!r}: {len(found) or 'no'} snapshots begin so; {_there(there)}")
        return found[0].as_source()
    if version not in ("", "all") and not _DATE.fullmatch(version):
        raise ValueError(f"sanctions list {item!r}: after @ stands a date (2026-02-27), 8 digits of a sha256, or all")
    day = version if _DATE.fullmatch(version) else as_of
    found = [snapshot for snapshot in there if not day or snapshot.date <= _last_day(day)]
    if not found and day == version:
        raise ValueError(f"sanctions list {item!r}: no snapshot is from {day} or before; {_there(there)}")
    found = found or there[:1]
    *earlier, newest = (snapshot.as_source() for snapshot in found)
    return replace(newest, earlier=tuple(earlier)) if version == "all" else newest


def _last_day(date: str) -> str:
    """A date that no day of a month or year is after."""
    return f"{date}-99-99"[: len("2026-02-27")] if len(date) < len("2026-02-27") else date[:10]


def _there(found: Iterable[Snapshot]) -> str:
    return "there are " + ", ".join(f"{snapshot.date} ({snapshot.sha256[:8]})" for snapshot in found)


def _missing(item: str, name: str) -> str:
    if _NAME.fullmatch(name):
        return (
            f"sanctions list {item!r} is neither a file nor a folder nor built in, and no snapshot of it is there; "
            f"fetch one with: annotate sanctions update {name}"
        )
    return f"sanctions list {item!r} is neither a file nor a folder nor built in"
