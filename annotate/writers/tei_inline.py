"""TEI with the annotations as elements in the text, for those who read TEI and no standoff."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.writers._losses import (
    ABOUT_ENTITIES,
    ANNOTATIONS,
    FEATURES,
    HEADER,
    LINKS,
    OUTCOMES,
    REFERENCES,
    SURROGATES,
    lost,
    lost_characters,
)

IN_ONE_PIECE = "annotations across others, or with gaps, or across paragraphs, in one piece"
TOO_DEEP = "annotations that dozens of others stand around"
DOUBTS = "doubts about TEI markup"
_HELD = (ANNOTATIONS | {HEADER, OUTCOMES, SURROGATES}) - {ABOUT_ENTITIES, FEATURES, LINKS, REFERENCES}


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The header and the entities of our standoff files around the text with its elements."""
    from annotate.tei.inline import Inline

    for piece in Inline(document).xml():
        out.write(piece.encode())


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """What is neither an element nor an attribute that TEI has; and what elements can say only in fragments."""
    from annotate.tei.inline import Inline

    yield from lost(document, _HELD)
    yield from lost_characters(document)
    inline = Inline(document)
    yield from (TOO_DEEP for _ in range(inline.too_deep))
    yield from (IN_ONE_PIECE for parts in inline.parts.values() if parts > 1)
    yield from (DOUBTS for annotation in inline.annotations if annotation.markup and annotation.markup.children)
