"""One JSON object to one document."""

from __future__ import annotations

from typing import Any

from annotate.dates import check_date
from annotate.document import UNKNOWN_LANGUAGE, Document, Metadata
from annotate.language import is_tag


def document_of(record: Any, source: str, default_id: str) -> Document:
    """The document that a record describes; null is as good as absent, unknown fields are passed over.

    Raises ValueError with a sentence (without its full stop) if a field is not what it should be.
    """
    if not isinstance(record, dict):
        raise ValueError(f"The line holds {_kind(record)}, not an object")
    text = record.get("text")
    if not isinstance(text, str):
        raise ValueError('The object has no "text"' if text is None else f'"text" is {_kind(text)}, not a string')
    title = _string(record, "title")
    language = _string(record, "language")
    if language is not None and not is_tag(language):
        raise ValueError(f"language {language[:60]!r} is not a BCP 47 tag such as fr or pt-BR")
    stated = _string(record, "date")
    metadata = Metadata(
        source=source,
        media_type="application/jsonl",
        size=len(text.encode("utf-8", "surrogatepass")),
        language=language or UNKNOWN_LANGUAGE,
        language_from="metadata" if language else "",
        date=None if stated is None else check_date(stated),
        date_from="metadata" if stated else "",
        title=title,
        authors=_strings(record, "author") + _strings(record, "authors"),
        publisher=_string(record, "source"),
        url=_string(record, "url"),
    )
    return Document(text, id=_id(record) or default_id, metadata=metadata, headings=_headings(text, title))


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
    raise ValueError(f'"{field}" is {_kind(value)}, not a string')


def _strings(record: dict[str, Any], field: str) -> tuple[str, ...]:
    value = record.get(field)
    values = value if isinstance(value, list) else [value]
    if not all(v is None or isinstance(v, str) for v in values):
        raise ValueError(f'"{field}" is neither a string nor a list of strings')
    return tuple(v for v in values if v)


def _kind(value: object) -> str:
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
