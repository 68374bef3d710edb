"""Tar archives: their files are inputs, read one after the other as they come, never unpacked to the disk."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.source import Source, Unreadable

NAME = "tar"
MAGIC = b"ustar"
MAGIC_AT = 257  # bytes


@hookimpl
def annotate_read(source: Source) -> Iterator[Source | Unreadable]:
    """Open a tar archive. Links, devices and names that lead out of it are refused."""
    if source.format != NAME and source.suffix != ".tar" and not source.head.startswith(MAGIC, MAGIC_AT):
        raise Declined("It neither is named .tar nor begins as a tar archive.")
    from annotate.readers._tar_members import members

    return members(source)
