"""Checks on the text: its blocks, what stands between them, its length and its hash."""

from __future__ import annotations

from lxml import etree

from annotate.annotation import Annotation
from annotate.offsets import Block, split_blocks
from annotate.tei.characters import CORE, restored, stood_there, text_sha256
from annotate.tei.names import TEI, XML_ID
from annotate.tei.parse import local
from annotate.tei.pointers import PointerError, Pointers
from annotate.tei.read_standoff import features_of
from annotate.tei.violation import Violation, at

_TEI = {"t": TEI}


def check_text(root: etree._Element, violations: list[Violation]) -> tuple[list[Block], str]:
    """Check the text and its blocks, add what is wrong to ``violations``, and return the blocks and the text: with what
    layer ``core`` says in place of its U+FFFD, if that is right.
    """
    body = root.find("t:text/t:body", _TEI)
    if body is None:
        return [], ""  # the profile has said so
    blocks, pieces, elements = _blocks(body, violations)
    written = "".join(pieces)
    try:
        text, _ = restored(written, _core(root, Pointers(blocks), written, violations))
    except ValueError:
        return blocks, written  # what layer core says is wrong: there is no text to compare
    _check_lines(text, blocks, elements, violations)
    _check_header(root, text, violations)
    return blocks, text


def _blocks(body: etree._Element, violations: list[Violation]) -> tuple[list[Block], list[str], list[etree._Element]]:
    blocks: list[Block] = []
    pieces: list[str] = []
    elements: list[etree._Element] = []
    end = 0
    for division in _alone(body, violations):
        for element in _alone(division, violations):
            if local(element) not in ("p", "head"):
                continue  # the profile has said so
            id = f"p{len(blocks) + 1}"
            if element.get(XML_ID) != id:
                violations.append(at(element, "block-id", f"block {element.get(XML_ID)} should be {id}"))
            if len(element):
                violations.append(at(element, "block-content", f"{id} holds something other than text"))
            pieces.append(str(element.xpath("string()")) if len(element) else element.text or "")
            start, end = end, end + len(pieces[-1])
            if element.get("source") != f"src:{start},{end}":
                violations.append(
                    at(element, "block-source", f"{id} has source {element.get('source')!r} but is src:{start},{end}")
                )
            blocks.append(Block(start, end, local(element) == "head"))
            elements.append(element)
    return blocks, pieces, elements


def _alone(parent: etree._Element, violations: list[Violation]) -> list[etree._Element]:
    """The child elements, which must have nothing between them."""
    strays = [parent.text, *(child.tail for child in parent)]
    if any(strays) or any(not local(child) for child in parent):
        violations.append(at(parent, "between-blocks", f"{local(parent)} holds something between its elements"))
    return [child for child in parent if local(child)]


def _core(root: etree._Element, pointers: Pointers, text: str, violations: list[Violation]) -> list[Annotation]:
    found = []
    for element in root.iterfind("t:standOff/t:listAnnotation[@type='core']/t:annotation", _TEI):
        structure = element.find("t:note/t:fs", _TEI)
        try:
            spans = pointers.parse(element.get("target", ""))
            annotation = Annotation(CORE, spans, features={} if structure is None else features_of(structure))
            character = stood_there(annotation)
            bytes.fromhex(str(annotation.features.get("bytes", "")))
            if any(text[start:end].strip("\ufffd" + character) for start, end in spans):
                raise ValueError("its target is neither U+FFFD nor what it says it is")
        except PointerError:
            continue  # told with all other pointers
        except ValueError as error:
            violations.append(at(element, "core", f"{element.get(XML_ID)}: {error}"))
            raise
        found.append(annotation)
    return found


def _check_lines(text: str, blocks: list[Block], elements: list[etree._Element], violations: list[Violation]) -> None:
    right = set(split_blocks(text, {block.start for block in blocks if block.heading}))
    for number, (block, element) in enumerate(zip(blocks, elements, strict=True), start=1):
        if block not in right:
            violations.append(
                at(element, "block-line", f"p{number} is not one line with its line end and the blank lines after it")
            )


def _check_header(root: etree._Element, text: str, violations: list[Violation]) -> None:
    measure = root.find(".//t:fileDesc/t:extent/t:measure[@unit='codepoint']", _TEI)
    if measure is not None and measure.get("quantity") != str(len(text)):
        violations.append(
            at(measure, "text-extent", f"the text has {len(text)} code points, not {measure.get('quantity')}")
        )
    idno = root.find(".//t:sourceDesc/t:bibl/t:idno[@type='sha256']", _TEI)
    actual = text_sha256(text)
    if idno is not None and (idno.text or "").strip() != actual:
        violations.append(
            at(idno, "text-sha256", f"the text has sha256 {actual}, not that of the header: it was changed")
        )
