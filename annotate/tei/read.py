"""Reading one of our files back into the document that it was written from."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from lxml import etree

from annotate.annotation import Annotation
from annotate.bookkeeping import restore
from annotate.document import Document
from annotate.errors import TeiError
from annotate.offsets import Block
from annotate.tei.characters import CORE, restored, text_sha256
from annotate.tei.names import TEI, XML_ID
from annotate.tei.parse import line, local, parse
from annotate.tei.pointers import Pointers
from annotate.tei.read_header import Header
from annotate.tei.read_standoff import StandOff


def read_tei(data: bytes | str | Path | BinaryIO) -> Document:
    """The document that a file was written from: text, metadata, annotations, entities, and how they came about.

    ``data``: the file's bytes, its path or a stream. Layer ``core`` is not among the layers: what it says is
    in the text again. Raises TeiError if this is not one of our files or its text was changed, and OSError.
    """
    root = parse(data)
    blocks, text = blocks_of(root)
    header = Header(root)
    standoff = StandOff(root, Pointers(blocks), header)
    annotations: list[Annotation] = []
    core: list[Annotation] = []
    for annotation in standoff.annotations():
        (core if annotation.layer == CORE else annotations).append(annotation)
    try:
        text, undecodable = restored(text, core)
    except ValueError as error:
        raise TeiError(f"layer core: {error}") from error
    if header.sha256 and header.sha256 != text_sha256(text):
        raise TeiError("the text is not the one that was annotated: its sha256 differs from the header's", line(root))
    document = Document(
        text,
        id=header.document_id,
        metadata=header.metadata,
        headings=(block.start for block in blocks if block.heading),
        undecodable=undecodable,
    )
    restore(
        document, annotations, standoff.entities(), header.runs(standoff.features, standoff.motivations), header.job
    )
    return document


def blocks_of(root: etree._Element) -> tuple[list[Block], str]:
    """The blocks of a file and their text, with U+FFFD where layer ``core`` says more. Raises TeiError."""
    body = root.find(f"{{{TEI}}}text/{{{TEI}}}body")
    if body is None:
        raise TeiError("not one of our files: it has no text/body", line(root))
    blocks: list[Block] = []
    pieces: list[str] = []
    end = 0
    for element in body.iterfind(f"{{{TEI}}}div/*"):
        if local(element) not in ("p", "head") or element.get(XML_ID) != f"p{len(blocks) + 1}" or len(element):
            raise TeiError(
                "not one of our files: the text is not made of p and head, called p1, p2 … and without markup",
                line(element),
            )
        pieces.append(element.text or "")
        start, end = end, end + len(pieces[-1])
        blocks.append(Block(start, end, local(element) == "head"))
    if not blocks:
        raise TeiError("not one of our files: the text has no p", line(body))
    return blocks, "".join(pieces)
