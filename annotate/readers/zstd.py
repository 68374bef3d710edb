"""Files compressed with Zstandard: what is in them is read in their place. Before Python 3.14: with an extra."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.errors import Declined, UsageError
from annotate.hookspecs import hookimpl
from annotate.readers._unpack import Damaged, Tap, Unpacked
from annotate.source import Source
from annotate.zstd import zstd

NAME = "zstd"
MAGIC = b"\x28\xb5\x2f\xfd"


@hookimpl
def annotate_read(source: Source) -> Iterator[Source]:
    """Open a file compressed with Zstandard, whatever its name."""
    if not source.head.startswith(MAGIC):
        raise Declined("It does not begin as Zstandard does.")
    return iter((source.unpacked(lambda: _opened(source)),))


def _opened(source: Source) -> Unpacked:
    try:
        library = zstd()
    except UsageError as error:
        raise Damaged(f"it is compressed; {error}") from error
    tap = Tap(source.open())
    stream = library.ZstdFile(tap)
    return Unpacked(stream.read1, source.bounds, errors=(library.ZstdError,), taken=lambda: tap.taken)
