"""Writing a document as TEI, bit by bit: besides the document, memory holds one annotation at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from lxml import etree

from annotate.annotation import Annotation
from annotate.document import Document
from annotate.offsets import Block
from annotate.tei.characters import CORE, legal, record
from annotate.tei.credits import ENTITIES, Credits
from annotate.tei.header import bibliography, header
from annotate.tei.names import TEI, XML, XML_ID, XML_LANG, XML_SPACE, language_tag
from annotate.tei.standoff import Annotations, entity_lists

# Without the xml prefix, lxml invents another for xml:id, which is an error.
_NAMESPACES: Any = {None: TEI, "xml": XML}


def write_tei(document: Document, out: BinaryIO) -> None:
    """Write a document as one TEI file. The same document gives the same bytes.

    Raises TeiError if an annotation's markup cannot be XML, and OSError.
    """
    core = record(document)
    credits = Credits(document, core)
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    with etree.xmlfile(out, encoding="UTF-8") as file, file.element("TEI", nsmap=_NAMESPACES):
        file.write("\n ")
        file.write(header(document, credits))
        file.write("\n ")
        _write_text(document, file)
        if document.entities:
            file.write("\n ")
            with file.element("standOff", {XML_ID: ENTITIES, "type": ENTITIES}):
                for list_ in entity_lists(document, credits):
                    file.write("\n  ")
                    file.write(list_)
                file.write("\n ")
        annotations = Annotations(document, credits)
        if core:
            _write_layer(CORE, core, annotations, credits, file)
        for layer in document.layers:
            if layer != CORE:
                _write_layer(layer, document.layer(layer), annotations, credits, file)
        file.write("\n")
    out.write(b"\n")


def _write_text(document: Document, file: Any) -> None:
    """Only blocks, with nothing between them. A heading after a paragraph begins a new ``div``, as TEI wants it."""
    text, number = document.text, 0
    attributes = {XML_ID: "text", XML_LANG: language_tag(document.language), XML_SPACE: "preserve"}
    with file.element("text", attributes), file.element("body"):
        for division in divisions(document):
            with file.element("div"):
                for start, end, heading in division:
                    number += 1
                    attributes = {XML_ID: f"p{number}", "source": f"src:{start},{end}"}
                    if start == end:
                        file.write(etree.Element("p", attributes))
                        continue
                    with file.element("head" if heading else "p", attributes):
                        file.write(legal(text[start:end]))


def divisions(document: Document) -> Iterable[list[Block]]:
    """The blocks of a text, by ``div``: a heading after a paragraph begins a new one."""
    division: list[Block] = []
    for block in document.blocks:
        if block.heading and division and not division[-1].heading:
            yield division
            division = []
        division.append(block)
    yield division


def _write_layer(
    layer: str, annotations: Iterable[Annotation], elements: Annotations, credits: Credits, file: Any
) -> None:
    file.write("\n ")
    with file.element("standOff", {XML_ID: f"layer.{layer}", "type": "layer", "resp": f"#resp.{layer}"}):
        authorities = [authority for authority, first in credits.authorities.items() if first == layer]
        if authorities:
            file.write("\n  ")
            file.write(bibliography(authorities, credits))
            file.write("\n  ")
        with file.element("listAnnotation", {"type": layer}):
            for annotation in annotations:
                file.write("\n   ")
                file.write(elements.element(annotation))
            file.write("\n  ")
