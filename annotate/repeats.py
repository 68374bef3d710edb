"""Exact repeats: documents that differ in nothing that plugins go by are annotated once.

What counts is the text, its headings and all that is known of it, but for which copy it is: its id, its source and
its address on the web. (Of a news crawl's articles, one in eighteen is such a repeat.)
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import replace
from typing import NamedTuple

from annotate import bookkeeping
from annotate.document import Document, PluginRun

MOST_BYTES = 32 << 20  # kept by one worker
ENTRY_BYTES = 400  # what a document costs besides its annotations


class _Known(NamedTuple):
    id: str
    annotations: bytes  # pickled, which is smaller, and leaves no objects for the garbage collector to go through
    runs: tuple[PluginRun, ...]
    job: str


class Repeats:
    """The annotations of the documents that were done last."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, _Known] = OrderedDict()
        self._bytes = 0
        self._runs: tuple[PluginRun, ...] = ()

    def __contains__(self, key: bytes) -> bool:
        return key in self._known

    def keep(self, key: bytes, document: Document) -> None:
        """Remember what was found in a document."""
        if not key or key in self._known:
            return
        import pickle

        data = pickle.dumps((tuple(document._annotations.values()), document.entities))
        if document.runs != self._runs:
            self._runs = document.runs  # most documents have the same
        self._known[key] = _Known(document.id, data, self._runs, document.job)
        self._bytes += len(data) + ENTRY_BYTES
        while self._bytes > MOST_BYTES:
            _, oldest = self._known.popitem(last=False)
            self._bytes -= len(oldest.annotations) + ENTRY_BYTES

    def repeat(self, key: bytes, document: Document) -> str:
        """Give a document what was found in the same one before; return the id of that, or an empty string."""
        known = self._known.get(key)
        if known is None:
            return ""
        self._known.move_to_end(key)
        import pickle

        annotations, entities = pickle.loads(known.annotations)  # noqa: S301 - our own, of this process
        bookkeeping.restore(document, annotations, entities, known.runs, known.job)
        return known.id


def repeat_key(document: Document) -> bytes:
    """The same for exact repeats; empty for a document that has annotations already."""
    if document.runs:
        return b""
    import pickle

    seen = replace(document.metadata, source="", url=None)
    data = (document.text, sorted(document._headings), sorted(document.undecodable.items()), repr(seen))
    return hashlib.blake2b(pickle.dumps(data), digest_size=16).digest()
