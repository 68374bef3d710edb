"""Making a snapshot: from a list's official addresses or from a file, verified before it is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from annotate_sanctions import formats
from annotate_sanctions.datafile import table
from annotate_sanctions.fetch import Version, fetch
from annotate_sanctions.formats.reading import Reading, described
from annotate_sanctions.lists import Source, files_of, given
from annotate_sanctions.places import data_directory
from annotate_sanctions.snapshots import Snapshot, check_name, checked, keep, snapshots

SHRUNK = 0.9  # of the last snapshot's entries: a list with fewer is refused unless the user accepts it
_USERS = ("own_csv", "opensanctions", "ftm")  # formats of lists that the user names

Fetch = Callable[[str, Path, Version], Version | None]


@dataclass(frozen=True)
class Update:
    """What came of it. ``kept``: whether a new snapshot was made; ``previous``: the newest one before."""

    snapshot: Snapshot
    previous: Snapshot | None
    kept: bool

    def __str__(self) -> str:
        new, old = self.snapshot, self.previous
        since = f", {new.entries - old.entries:+} since {old.date}" if old and old.sha256 != new.sha256 else ""
        same = "unchanged" if old and old.sha256 == new.sha256 else "read, not kept"
        account = described(new.kinds, new.rows, new.skipped, new.noted, new.repaired)
        return (
            f"{new.list}: {'new snapshot' if self.kept else same}, of {new.date} (sha256 {new.sha256[:12]}): "
            f"{new.entries} entries{since}; {account}"
        )

    def as_json(self) -> dict[str, Any]:
        """What came of it, as JSON can hold it."""
        return asdict(self.snapshot) | {"kept": self.kept, "previous": self.previous and self.previous.sha256}


def known_lists() -> list[str]:
    """The lists that have official addresses."""
    return [*dict.fromkeys(id for id, _, _ in table("addresses.tsv", 3))]


def addresses(list: str) -> list[tuple[str, str]]:
    """The names and official addresses of a list's files."""
    return [(file, address) for id, file, address in table("addresses.tsv", 3) if id == list]


def download(list: str, accept_shrunk: bool = False, get: Fetch = fetch) -> Update:
    """Make a snapshot from the official addresses, if there is anything new.

    Raises FetchError if a file cannot be had, ValueError if what came is not the whole list, OSError if it cannot
    be kept.
    """
    there = snapshots(list)
    last = there[-1] if there else None
    folder = data_directory() / list / ".download"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    official = addresses(list)
    known = Version(last.etag, last.modified) if last and len(official) == 1 else Version()
    versions: dict[Path, Version] = {}
    for name, address in official:
        version = get(address, folder / name, known)
        if version is None:
            assert last is not None
            return Update(checked(last, _today()), last, False)
        versions[folder / name] = version
    try:
        version = next(iter(versions.values()))
        candidate = verified(list, given(tuple(versions)), "", official[0][1], version)
        _compared(candidate, last, accept_shrunk)
        return _kept(candidate, last, tuple(versions))
    finally:
        for file in versions:
            file.unlink(missing_ok=True)


def take(list: str, path: Path, date: str = "", accept_shrunk: bool = False, dry_run: bool = False) -> Update:
    """Make a snapshot of a file or folder. ``date``: ISO 8601, for a list that does not say its own.

    Raises ValueError if it is not the whole list, OSError if it cannot be read or kept.
    """
    check_name(list)
    files = files_of(path)
    there = snapshots(list)
    last = there[-1] if there else None
    candidate = verified(list, given(files), date, path.name, None)
    _compared(candidate, last, accept_shrunk)
    return Update(candidate, last, False) if dry_run else _kept(candidate, last, files)


def verified(list: str, source: Source, date: str, origin: str, version: Version | None) -> Snapshot:
    """A snapshot of files, all of them read, not yet kept. Raises ValueError if they are not that list.

    ``version``: what the server called it that has just sent it; None for files that may be of any age.
    """
    owner = formats.list_of(source.format)
    if owner != list and not (source.format in _USERS and not addresses(list)):
        raise ValueError(f"{origin}: this is the list {owner!r} ({source.format}), not {list!r}")
    reading = Reading()
    kinds = Counter(entry.kind for entry in source.entries(reading))
    if date and reading.date and not reading.date.startswith(date):
        raise ValueError(f"{origin}: the list says that it is of {reading.date}, not of {date}")
    etag, modified = (version.etag, version.modified) if version else (None, None)
    server = parsedate_to_datetime(modified).date().isoformat() if modified else None
    said = ((reading.date, "list"), (date, "user"), (server, "server"), (_today(), "download"))
    day, who = next((day, who) for day, who in said if day)
    return Snapshot(
        list=list,
        format=source.format,
        date=day,
        date_from=who,
        sha256=source.sha256,
        files=tuple(zip((file.name for file in source.files), source.hashes, strict=True)),
        source=origin,
        fetched=_today(),
        checked=_today() if version is not None else day,
        etag=etag,
        modified=modified,
        entries=sum(kinds.values()),
        rows=reading.rows,
        kinds=dict(sorted(kinds.items())),
        skipped=dict(sorted(reading.skipped.items())),
        noted=dict(sorted(reading.noted.items())),
        repaired=reading.repaired,
    )


def _compared(new: Snapshot, last: Snapshot | None, accept_shrunk: bool) -> None:
    if accept_shrunk:
        return
    how = "if that is right, say so with --accept-shrunk"
    least = next((int(least) for id, least, *_ in table("lists.tsv", 4) if id == new.list), 1)
    if new.entries < least:
        raise ValueError(f"{new.source}: {new.entries} entries, where {new.list!r} has {least} at the least; {how}")
    if last and last.format == new.format and new.entries < SHRUNK * last.entries:
        raise ValueError(
            f"{new.source}: {new.entries} entries, where the snapshot of {last.date} has {last.entries}: too few; {how}"
        )


def _kept(candidate: Snapshot, last: Snapshot | None, files: tuple[Path, ...]) -> Update:
    snapshot = keep(candidate, files)
    new = snapshot is candidate
    return Update(snapshot if new else checked(snapshot, candidate.checked), last, new)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
