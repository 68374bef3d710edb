"""Zip archives: their files are inputs, read one after the other, never unpacked to the disk."""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import BinaryIO, cast

from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.readers._unpack import Damaged, Unpacked, bomb, broken, hidden, refusal
from annotate.source import Source, Unreadable

NAME = "zip"
MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
FIRST_NAME_AT = 30  # bytes
PACKAGES = (b"[Content_Types].xml", b"mimetype")  # the first member of OOXML; of ODF and EPUB
ENCRYPTED = 1  # a bit of a member's flags
UNIX = 3  # the system on which a member was packed


@hookimpl
def annotate_read(source: Source) -> Iterator[Source | Unreadable]:
    """Open a zip archive. Links, encrypted members, names that lead out of it and bombs are refused.

    Formats that are zip archives inside (.xlsx, .ods) are declined.
    """
    if not source.head.startswith(MAGIC):
        raise Declined("It does not begin as a zip archive.")
    named = source.suffix == ".zip" or source.format == NAME
    if not named and (source.suffix or source.head.startswith(PACKAGES, FIRST_NAME_AT)):
        raise Declined("It is a format made of a zip archive, not one of documents.")
    return members(source)


def members(source: Source) -> Iterator[Source | Unreadable]:
    """The files in an archive, each to be read before the next is asked for. Raises Damaged."""
    stream = source.open()
    whole = cast(BinaryIO, stream) if stream.seekable() else io.BytesIO(source.read())
    try:
        with zipfile.ZipFile(whole) as archive:
            _check_overlap(archive)
            for header in archive.infolist():
                path = posixpath.normpath(header.filename)
                if header.is_dir():
                    continue
                if why := refusal(header.filename) or _refused(header, source):
                    name = header.filename
                    yield Unreadable(f"{source.id}/{name}", f"refused: {why}", f"{source.name}/{name}")
                elif not hidden(path):
                    yield source.member(path, partial(_opened, archive, header, source))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Damaged(broken(error)) from error


def _check_overlap(archive: zipfile.ZipFile) -> None:
    """Raise Damaged if two members share bytes, which multiplies what they unpack to (a bomb of D. Fifield's kind)."""
    members = sorted(archive.infolist(), key=lambda header: header.header_offset)
    for one, other in pairwise(members):
        if one.header_offset + one.compress_size > other.header_offset:
            raise Damaged(f"its members {one.filename} and {other.filename} overlap: a decompression bomb")


def _refused(header: zipfile.ZipInfo, source: Source) -> str | None:
    mode = header.external_attr >> 16 if header.create_system == UNIX else 0
    if stat.S_ISLNK(mode):
        return "it is a link"
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return "it is neither a file nor a folder"
    if header.flag_bits & ENCRYPTED:
        return "it is encrypted"
    return bomb(header.file_size, header.compress_size, source.bounds)


def _opened(archive: zipfile.ZipFile, header: zipfile.ZipInfo, source: Source) -> Unpacked:
    try:
        stream = cast(zipfile.ZipExtFile, archive.open(header))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise Damaged(broken(error)) from error
    return Unpacked(stream.read1, source.bounds, errors=(zipfile.BadZipFile,))
