"""Word documents (DOCX): their paragraphs, tables, text boxes and notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotate.document import Document, Metadata
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.readers._package import MAGIC, Package, has_part
from annotate.source import Source, Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

    from annotate.readers._docx_body import Body

NAME = "docx"
SUFFIXES = frozenset({".docx", ".docm", ".dotx"})
MAIN = "word/document.xml"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_NOTES = {"word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read a Word document as it stands after its tracked changes: what was deleted, comments and what stands on
    every page are left out and said.
    """
    if source.format != NAME and not _says_docx(source):
        raise Declined("It is no Word document (DOCX).")
    return iter((_read(source),))


def _says_docx(source: Source) -> bool:
    if source.suffix in SUFFIXES:
        return source.head.startswith((MAGIC, _OLD_OFFICE))
    return source.suffix != ".zip" and has_part(source.head, MAIN.encode())


def _read(source: Source) -> Document | Unreadable:
    if source.head.startswith(_OLD_OFFICE):
        problem = "it is encrypted with a password, or of the old format DOC; save it as DOCX without one"
        return Unreadable(source.id, problem, source.name)
    from annotate.readers._docx_body import STRICT, Body
    from annotate.readers._office import office_metadata, text_of

    package = Package(source)
    main = package.xml(MAIN)
    if main.nsmap.get(main.prefix) == STRICT:
        problem = "it is of the variant Strict Open XML, which is not read; save it as Word document (.docx)"
        return Unreadable(source.id, problem, source.name)
    body = Body(_heading_styles(package))
    body.read(main)
    notes = [*_with_notes(package, body), *_left_out(package, body)]
    if not body.lines:
        return Unreadable(source.id, "it holds no text", source.name)
    text, headings = text_of(body.lines)
    known = office_metadata(package, "docProps/core.xml")
    return Document(
        text,
        id=source.id,
        headings=headings,
        metadata=known.completed(Metadata(source.name, MEDIA_TYPE, size=package.size), notes),
    )


def _heading_styles(package: Package) -> frozenset[str]:
    """The ids of the styles that have an outline level, themselves or after the style that they are based on."""
    from annotate.readers._docx_body import W, is_level

    if "word/styles.xml" not in package.names:
        return frozenset()
    styles = {style.get(W + "styleId", ""): style for style in package.xml("word/styles.xml").iter(W + "style")}

    def is_heading(style: _Element | None) -> bool:
        for _ in range(20):  # a chain; it may be a circle
            if style is None:
                return False
            name, level = style.find(W + "name"), style.find(f"{W}pPr/{W}outlineLvl")
            if level is not None:
                return is_level(level)
            if name is not None and name.get(W + "val", "").lower() == "title":
                return True
            base = style.find(W + "basedOn")
            style = None if base is None else styles.get(base.get(W + "val", ""))
        return False

    return frozenset(id for id, style in styles.items() if is_heading(style))


def _with_notes(package: Package, body: Body) -> Iterator[str]:
    """Add the footnotes and endnotes behind the text."""
    from annotate.readers._docx_body import W

    for part, kind in _NOTES.items():
        if part not in package.names:
            continue
        count = 0
        for note in package.xml(part).iter(W + kind):
            if note.get(W + "type") in (None, "normal"):  # others are the lines above them
                before = len(body.lines)
                body.read(note)
                count += len(body.lines) > before
        if count:
            yield f"Behind the text: {count:,} {kind}{'' if count == 1 else 's'}."


def _left_out(package: Package, body: Body) -> Iterator[str]:
    from annotate.readers._docx_body import W
    from annotate.readers._office import left_out_note

    left_out = body.left_out
    if "word/comments.xml" in package.names:
        left_out["comments"] += sum(1 for _ in package.xml("word/comments.xml").iter(W + "comment"))
    for name in sorted(package.names):
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            left_out["headers and footers"] += any(t.text for t in package.xml(name).iter(W + "t"))
    yield from left_out_note(left_out)
