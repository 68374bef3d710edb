"""Formats that are a zip archive of parts (DOCX, ODT, EPUB): how to know them, and their parts within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from annotate.readers._unpack import Damaged, bomb, broken
from annotate.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

MAGIC = b"PK\x03\x04"
_NAME_AT = 30  # bytes
_ENCRYPTED = 1  # a bit of a member's flags


def media_type_of(head: bytes) -> str:
    """The media type that an EPUB or OpenDocument file states in its first member; empty if there is none."""
    name = b"mimetype"
    if not head.startswith(MAGIC) or not head.startswith(name, _NAME_AT):
        return ""
    start = _NAME_AT + len(name) + int.from_bytes(head[28:30], "little")  # behind the extra field
    size = int.from_bytes(head[18:22], "little") or 100
    return head[start : start + size].partition(b"PK")[0].decode("ascii", "replace").strip()


def has_part(head: bytes, *names: bytes) -> bool:
    """Whether one of the first members of an Office Open XML file has one of these names."""
    first = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/")
    return head.startswith(MAGIC) and head.startswith(first, _NAME_AT) and any(name in head for name in names)


class Package:
    """The parts of such a file. All that fails raises Damaged, an OSError whose message is a sentence."""

    def __init__(self, source: Source) -> None:
        self._bounds = source.bounds
        self._left = source.bounds.document
        stream = source.open()
        whole = cast(BinaryIO, stream) if stream.seekable() else io.BytesIO(source.read())
        self.size = whole.seek(0, io.SEEK_END)  # bytes of the file
        try:
            self._archive = zipfile.ZipFile(whole)
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise Damaged(broken(error)) from error
        self.names = frozenset(self._archive.namelist())

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        if name not in self.names:
            raise Damaged(f"its part {name} is not there")
        header = self._archive.getinfo(name)
        if header.flag_bits & _ENCRYPTED:
            raise Damaged("it is encrypted")
        if sentence := bomb(header.file_size, header.compress_size, self._bounds):
            raise Damaged(sentence)
        try:
            with self._archive.open(header) as stream:
                data = stream.read(self._left + 1)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
            raise Damaged(broken(error)) from error
        self._left -= len(data)
        if self._left < 0:
            raise Damaged(f"its parts unpack to more than {self._bounds.document:,} bytes")
        return data

    def xml(self, name: str) -> _Element:
        """The root of a part that is XML. No entity of its own is expanded, nothing is fetched."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise Damaged(f"its part {name} is broken XML: {error.msg}") from error
