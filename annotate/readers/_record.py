"""One JSON object to one document."""

from __future__ import annotations

from typing import Any

from annotate.dates import check_date
from annotate.document import UNKNOWN_LANGUAGE, Document, Metadata
from annotate.errors import AnnotateError
from annotate.language import is_tag

_ABOUT = ("spans", "entity")  # what an annotation of ours is about


def document_of(record: Any, source: str, default_id: str) -> Document:
    """The document that a record describes; null is as good as absent, unknown fields are passed over.

    A record as the format ``jsonl`` has them comes with its annotations and entities, credited to ``jsonl``. Raises
    ValueError with a sentence (without its full stop) if a field is not what it should be.
    """
    if not isinstance(record, dict):
        raise ValueError(f"The line holds {json_type(record)}, not an object")
    text = record.get("text")
    if not isinstance(text, str):
        raise ValueError('The object has no "text"' if text is None else f'"text" is {json_type(text)}, not a string')
    title = _string(record, "title")
    language = _string(record, "language")
    if language is not None and not is_tag(language):
        raise ValueError(f"language {language[:60]!r} is not a BCP 47 tag such as fr or pt-BR")
    stated = _string(record, "date")
    written = is_written(record)
    metadata = Metadata(
        source=(_string(record, "source") or "") if written else source,
        media_type="application/jsonl",
        size=len(text.encode("utf-8", "surrogatepass")),
        language=language or UNKNOWN_LANGUAGE,
        language_from="metadata" if language else "",
        date=None if stated is None else check_date(stated),
        date_from="metadata" if stated else "",
        title=title,
        authors=_strings(record, "author") + _strings(record, "authors"),
        publisher=_string(record, "publisher" if written else "source"),
        url=_string(record, "url"),
    )
    headings = _stated_headings(record) if written else _headings(text, title)
    document = Document(text, id=_id(record) or default_id, metadata=metadata, headings=headings)
    return _with_annotations(document, record) if written else document


def is_written(record: dict[str, Any]) -> bool:
    """Whether a record is one that the format ``jsonl`` wrote, or looks like one: not what others call annotations."""
    found = record.get("annotations") or [{}]
    return (isinstance(found, list) and all(map(_is_annotation, found))) or ("plugins" in record and "sha256" in record)


def _is_annotation(given: object) -> bool:
    return isinstance(given, dict) and isinstance(given.get("layer"), str) and not given.keys().isdisjoint(_ABOUT)


def _with_annotations(document: Document, record: dict[str, Any]) -> Document:
    from annotate.readers._annotations import Unread, annotated, found_in
    from annotate.tei.characters import text_sha256

    stated = _string(record, "sha256")
    if stated is not None and stated != text_sha256(document.text):
        raise ValueError('The text is not the one that was annotated: its hash is not the record\'s "sha256"')
    try:
        found = list(found_in(record))
        return annotated(document, found, "jsonl", Unread()) if found else document
    except (AnnotateError, ValueError) as error:
        raise ValueError(f"Annotations: {error}") from error
    except RecursionError:
        raise ValueError("Annotations: the JSON is nested too deeply") from None


def _stated_headings(record: dict[str, Any]) -> list[int]:
    stated = record.get("headings") or []
    if not isinstance(stated, list) or not all(type(offset) is int for offset in stated):
        raise ValueError('"headings" is not an array of offsets')
    return stated


def _headings(text: str, title: str | None) -> tuple[int, ...]:
    """The first line is known to be a heading if it is the title."""
    if title is None or not title.strip():
        return ()
    first = text[: len(title) + 1000].splitlines()[:1]  # enough to tell: no copy of a long line
    return (0,) if first and first[0].strip() == title.strip() else ()


def _id(record: dict[str, Any]) -> str | None:
    id = record.get("id")
    if isinstance(id, (int, float)) and not isinstance(id, bool):
        return str(id)
    return _string(record, "id")


def _string(record: dict[str, Any], field: str) -> str | None:
    """A field's value; None if it is absent, null or empty."""
    value = record.get(field)
    if value is None or isinstance(value, str):
        return value or None
    raise ValueError(f'"{field}" is {json_type(value)}, not a string')


def _strings(record: dict[str, Any], field: str) -> tuple[str, ...]:
    value = record.get(field)
    values = value if isinstance(value, list) else [value]
    if not all(v is None or isinstance(v, str) for v in values):
        raise ValueError(f'"{field}" is neither a string nor a list of strings')
    return tuple(v for v in values if v)


def json_type(value: object) -> str:
    """What JSON calls a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "an array" if isinstance(value, list) else "an object"
