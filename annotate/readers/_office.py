"""What office documents have in common: lines of text, and what they say of themselves.

Imports lxml: to be imported when a document is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotate.dates import check_date
from annotate.document import UNKNOWN_LANGUAGE, Metadata
from annotate.language import is_tag
from annotate.readers._package import Package
from annotate.readers._page_lines import Line

DC = "{http://purl.org/dc/elements/1.1/}"
_SAVED = ("{http://purl.org/dc/terms/}modified", DC + "date")  # of Office Open XML, of OpenDocument


@dataclass(frozen=True)
class OfficeMetadata:
    """What a document says of itself. ``saved``: the day on which it was last saved, ISO 8601."""

    title: str | None = None
    author: str | None = None
    language: str | None = None
    saved: str | None = None

    def completed(self, metadata: Metadata, notes: Iterable[str]) -> Metadata:
        """A document's metadata with this."""
        said = [f"The file was last saved on {self.saved}, which need not be when it was published."] * bool(self.saved)
        return replace(
            metadata,
            title=self.title,
            authors=(self.author,) if self.author else (),
            language=self.language or UNKNOWN_LANGUAGE,
            language_from="metadata" if self.language else "",
            date=self.saved,
            date_from="saved" if self.saved else "",
            date_cert="low" if self.saved else None,
            notes=(*notes, *said),
        )


def office_metadata(package: Package, part: str) -> OfficeMetadata:
    """What a part with elements of Dublin Core says."""
    if part not in package.names:
        return OfficeMetadata()
    root = package.xml(part)

    def stated(*tags: str) -> str | None:
        texts = (element.text for tag in tags for element in root.iter(tag))
        return next((text.strip() for text in texts if text and text.strip()), None)

    language = stated(DC + "language")
    try:
        saved = check_date(stated(*_SAVED) or "")
    except ValueError:
        saved = None
    return OfficeMetadata(
        title=stated(DC + "title"),
        author=stated(DC + "creator"),
        language=language if language and is_tag(language) else None,
        saved=saved,
    )


def left_out_note(counted: Counter[str]) -> Iterator[str]:
    """The sentence that says what is not in the text, if anything."""
    if said := ", ".join(f"{what} ({count:,})" for what, count in sorted(counted.items()) if count):
        yield f"Left out of the document: {said}."


def text_of(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """Lines as one text, and the offsets of those that are headings."""
    headings, at = [], 0
    for line in lines:
        if line.heading:
            headings.append(at)
        at += len(line.text) + 1
    return "\n".join(line.text for line in lines), headings
