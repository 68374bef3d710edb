"""Files compressed with Zstandard: what is in them is read in their place. Before Python 3.14: with an extra."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.readers._unpack import Damaged, Tap, Unpacked
from annotate.source import Source

NAME = "zstd"
MAGIC = b"\x28\xb5\x2f\xfd"


@hookimpl
def annotate_read(source: Source) -> Iterator[Source]:
    """Open a file compressed with Zstandard, whatever its name."""
    if not source.head.startswith(MAGIC):
        raise Declined("It does not begin as Zstandard does.")
    return iter((source.unpacked(lambda: _opened(source)),))


def _opened(source: Source) -> Unpacked:
    zstd = _library()
    tap = Tap(source.open())
    stream = zstd.ZstdFile(tap)
    return Unpacked(stream.read1, source.bounds, errors=(zstd.ZstdError,), taken=lambda: tap.taken)


def _library() -> Any:
    """The standard library's module, or its own backport."""
    try:
        from compression import zstd
    except ImportError:
        try:
            from backports import zstd
        except ImportError:
            raise Damaged("it is compressed with Zstandard; to read it: pip install 'annotate-tei[zstd]'") from None
    return zstd
