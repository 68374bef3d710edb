"""The members of a tar archive, read one after the other as they come."""

from __future__ import annotations

import posixpath
import tarfile
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, cast

from annotate.readers._unpack import Damaged, Tap, Unpacked, broken, hidden, refusal
from annotate.source import Source, Unreadable


class _Header(tarfile.TarInfo):
    """A member's header. One that is broken is an error also behind the first; tarfile would take it for the end."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> _Header:
        try:
            return super().fromtarfile(archive)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # the end marker
            raise
        except tarfile.HeaderError as error:
            raise Damaged(f"the archive breaks off or is damaged here: {error}") from error


def members(source: Source) -> Iterator[Source | Unreadable]:
    """Its files as inputs, and those that are refused. Raises Damaged where it breaks off."""
    try:
        with tarfile.open(fileobj=cast(BinaryIO, Tap(source.open())), mode="r|", tarinfo=_Header) as archive:
            while (header := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # it would remember every one
                path = posixpath.normpath(header.name)
                if header.isdir():
                    continue
                if why := refusal(header.name) or _refused(header):
                    yield Unreadable(f"{source.id}/{header.name}", f"refused: {why}", f"{source.name}/{header.name}")
                elif not hidden(path):
                    yield source.member(path, partial(_opened, archive, header, source))
    except tarfile.TarError as error:
        raise Damaged(broken(error)) from error


def _refused(header: tarfile.TarInfo) -> str | None:
    if header.issym() or header.islnk():
        return f"it is a link, to {header.linkname}"
    if header.issparse():
        return "it is a sparse file"
    return None if header.isreg() else "it is neither a file nor a folder"


def _opened(archive: tarfile.TarFile, header: tarfile.TarInfo, source: Source) -> Unpacked:
    stream = archive.extractfile(header)
    assert stream is not None  # it is a regular file
    return Unpacked(
        lambda size: stream.read(min(size, tarfile.RECORDSIZE)),  # where an archive breaks off, the last read is lost
        source.bounds,
        errors=(tarfile.TarError,),
    )
