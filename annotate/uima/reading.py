"""From a CAS in a file to a document with all that is annotated in it."""

from __future__ import annotations

from collections.abc import Callable

from annotate.document import Document, Metadata
from annotate.errors import PluginError
from annotate.readers._annotations import Unread, annotated
from annotate.source import Source, Unreadable
from annotate.uima.cas import Cas, CasError
from annotate.uima.to_document import document_of


def read(source: Source, id: str, format: str, parse: Callable[[bytes], Cas]) -> Document | Unreadable:
    """The document of a source. ``format`` is credited with the annotations, ``parse`` makes a CAS of bytes and raises
    CasError. Raises OSError.
    """
    data = source.read()
    media_type = "application/json" if format == "cas-json" else "application/vnd.xmi+xml"
    known = Metadata(source=source.name, media_type=media_type, size=len(data))
    try:
        document, found, layers = document_of(parse(data), id, known)
        return annotated(document, found, format, Unread(), layers)
    except (CasError, PluginError) as error:
        return Unreadable(id, f"The CAS cannot be read: {error}.", source.name)
