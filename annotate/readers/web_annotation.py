"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/) as JSON-LD, beside its text as ``.txt``.

A collection with its page, a page, one annotation or an array of them, in the terms of the W3C's context. Nothing is
fetched: pages and texts elsewhere stay there. A tag is a layer and a kind (``date:absolute``), or a kind of the layer
``web-annotation``; comments and other bodies are features.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotate.document import Document
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.source import Source, Unreadable

NAME = "web-annotation"


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read Web Annotations, and the ``.txt`` beside them that they point into."""
    head = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if source.format == NAME or (head.startswith((b"{", b"[")) and _has_context(head)):
        from annotate.readers._web_annotation import read

        return read(source)
    raise Declined("It does not begin as JSON with the context of Web Annotations.")


def _has_context(head: bytes) -> bool:
    from annotate.writers.web_annotation import CONTEXT

    return f'"{CONTEXT}"'.encode() in head
