"""What a CAS has no place for."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.document import Document
from annotate.tei.characters import legal
from annotate.uima.from_document import in_words
from annotate.writers._losses import ANNOTATIONS, MARKUP, SOURCES, SURROGATES, UNDECODABLE, lost


def losses(document: Document) -> Iterator[str]:
    """The header, markup, who annotated; numbers and truth values that had to become words."""
    yield from lost(document, (ANNOTATIONS | {SURROGATES, UNDECODABLE}) - {MARKUP, SOURCES})
    yield from ("numbers and truth values of features as such: they are words" for _ in in_words(document))
    words = [x for name in document.layers for a in document.layer(name) for x in a.features.values()]
    words += [name.text for entity in document.entities for name in entity.names]
    words += [x for entity in document.entities for x in entity.identifiers.values()]
    for word in words:
        if isinstance(word, str) and legal(word) != word:
            yield "features and names with what XML cannot hold, as they were"
