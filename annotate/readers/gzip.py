"""Files compressed with gzip: what is in them is read in their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, cast

from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.readers._unpack import Tap, Unpacked
from annotate.source import Source

NAME = "gzip"
MAGIC = b"\x1f\x8b"


@hookimpl
def annotate_read(source: Source) -> Iterator[Source]:
    """Open a file compressed with gzip, whatever its name."""
    if not source.head.startswith(MAGIC):
        raise Declined("It does not begin as gzip does.")
    return iter((source.unpacked(lambda: _opened(source)),))


def _opened(source: Source) -> Unpacked:
    import gzip

    tap = Tap(source.open())
    stream = gzip.GzipFile(fileobj=cast(BinaryIO, tap), mode="rb")
    return Unpacked(stream.read1, source.bounds, errors=(gzip.BadGzipFile,), taken=lambda: tap.taken)
