"""WARC files, as web crawls write them (ISO 28500): each HTML page is an input. Needs the extra ``warc``."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.source import Source, Unreadable

NAME = "warc"
MAGIC = b"WARC/"


@hookimpl
def annotate_read(source: Source) -> Iterator[Source | Unreadable]:
    """Open a WARC file: the HTML pages in it, with address and time of capture; what else it holds is counted."""
    if source.format != NAME and source.suffix != ".warc" and not source.head.startswith(MAGIC):
        raise Declined("It neither is named .warc nor begins as a WARC file.")
    from annotate.readers._warc_records import members

    return members(source)
