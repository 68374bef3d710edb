"""OpenDocument texts (ODT), as LibreOffice writes them: their paragraphs, tables, text boxes and notes."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.document import Document, Metadata
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.readers._package import MAGIC, Package, media_type_of
from annotate.source import Source, Unreadable

NAME = "odt"
SUFFIXES = frozenset({".odt", ".ott"})
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_MANIFEST = "META-INF/manifest.xml"


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read an OpenDocument text as it stands after its tracked changes: what was deleted, comments and what stands on
    every page are left out and said.
    """
    if source.format != NAME and not _says_odt(source):
        raise Declined("It is no OpenDocument text (ODT).")
    return iter((_read(source),))


def _says_odt(source: Source) -> bool:
    named = source.suffix in SUFFIXES and source.head.startswith(MAGIC)
    return named or media_type_of(source.head).startswith(MEDIA_TYPE)


def _read(source: Source) -> Document | Unreadable:
    from annotate.readers._odt_body import OFFICE, Body
    from annotate.readers._office import left_out_note, office_metadata, text_of

    package = Package(source)
    if _MANIFEST in package.names and next(package.xml(_MANIFEST).iter("{*}encryption-data"), None) is not None:
        return Unreadable(source.id, "it is encrypted with a password; save it without one", source.name)
    text = package.xml("content.xml").find(f"{OFFICE}body/{OFFICE}text")
    body = Body()
    if text is not None:
        body.read(text)
    if not body.lines:
        return Unreadable(source.id, "it holds no text", source.name)
    joined, headings = text_of(body.lines)
    notes = [f"Behind the paragraph that they are about: notes ({body.notes:,})."] * bool(body.notes)
    return Document(
        joined,
        id=source.id,
        headings=headings,
        metadata=office_metadata(package, "meta.xml").completed(
            Metadata(source.name, MEDIA_TYPE, size=package.size), [*notes, *left_out_note(body.left_out)]
        ),
    )
