"""One message to a document and the inputs that are attached to it."""

from __future__ import annotations

import email
import email.policy
import io
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import getaddresses, parsedate_to_datetime
from functools import partial
from typing import cast

from annotate.document import UNKNOWN_LANGUAGE, Document, Metadata
from annotate.language import is_tag
from annotate.readers._mail_text import Content, codec_of_part
from annotate.source import Source, Unreadable

_ENCRYPTED = frozenset({"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_NOT_READ = ("image/", "audio/", "video/", "font/", "application/pgp-", "application/pkcs7-", "application/x-pkcs7-")

# What Python's parser of messages raises, against its promise, for some that are wrongly made.
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


def read_message(data: bytes, source: Source, number: int | None = None) -> Iterator[Document | Source | Unreadable]:
    """The document that a message is, then what is attached to it. ``number``: of the message in a mailbox."""
    id = source.id if number is None else f"{source.id}/{number}"
    where = source.name if number is None else f"{source.name}, message {number}"
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        content = Content(message)
        document = _document(message, content, id, source.name, len(data))
    except _FAULTS as error:
        what = "its parts are nested too deep" if isinstance(error, RecursionError) else f"{type(error).__name__}"
        yield Unreadable(id, f"the message cannot be parsed: {what}", where)
        return
    yield document if isinstance(document, Document) else Unreadable(id, document, where)
    folder = "" if number is None else f"{number}/"
    for name, part in content.attached:
        if not part.get_content_type().startswith(_NOT_READ):
            yield source.member(
                f"{folder}{name}",
                partial(io.BytesIO, _payload(part)),
                encoding=codec_of_part(part),
                metadata=Metadata(notes=(f"Attached to {_described(message)}.",)),
            )


def _payload(part: MIMEPart) -> bytes:
    """The bytes of an attachment; of a message, the message."""
    if part.is_multipart():
        inner = part.get_payload()
        return b"".join(message.as_bytes(policy=email.policy.compat32) for message in inner)  # type: ignore[union-attr]
    return cast(bytes, part.get_payload(decode=True)) or b""


def _document(message: EmailMessage, content: Content, id: str, name: str, size: int) -> Document | str:
    """The document, or why there is none."""
    if not message.keys():
        return "it has no header, as messages have"
    subject = " ".join(_header(message, "Subject").split())
    text, headings = content.text_behind(subject)
    if not content.text and (encrypted := _ENCRYPTED & {part.get_content_type() for _, part in content.attached}):
        return f"the message is encrypted ({min(encrypted)})"
    if not text.strip():
        return "the message has no text"
    day, notes = _day(message)
    languages = _header(message, "Content-Language").replace(",", " ").split()
    language = next((tag for tag in languages if is_tag(tag)), "")
    return Document(
        text,
        id=id,
        headings=headings,
        metadata=Metadata(
            source=name,
            media_type="message/rfc822",
            size=size,
            language=language or UNKNOWN_LANGUAGE,
            language_from="metadata" if language else "",
            date=day,
            date_from="metadata" if day else "",
            title=subject or None,
            authors=_senders(message),
            notes=(*notes, *content.notes, *_attachments(content)),
        ),
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; as it stands there if Python cannot decode it."""
    try:
        value = str(message.get(name, ""))
    except _FAULTS:
        value = next(str(raw) for key, raw in message.raw_items() if key.lower() == name.lower())
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # bytes where encoded words belong


def _day(message: EmailMessage) -> tuple[str | None, tuple[str, ...]]:
    """The day on which it was sent, as the sender wrote it, in the sender's zone."""
    stated = _header(message, "Date")
    if not stated.strip():
        return None, ()
    try:
        return parsedate_to_datetime(stated).date().isoformat(), ()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, (f"The date that the message states cannot be read: {stated[:60]!r}.",)


def _senders(message: EmailMessage) -> tuple[str, ...]:
    """The names of the senders; their addresses where there are no names."""
    try:
        addresses = [(a.display_name, a.addr_spec) for a in message["From"].addresses] if message["From"] else []
    except _FAULTS:
        addresses = getaddresses([_header(message, "From")])
    named = (" ".join((name or address).split()) for name, address in addresses)
    return tuple(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for name in named if name)


def _described(message: EmailMessage) -> str:
    """``a message of 2024-02-20, «Le bac»``."""
    day, _ = _day(message)
    subject = " ".join(_header(message, "Subject").split())
    return "a message" + (f" of {day}" if day else "") + (f", «{subject}»" if subject else "")


def _attachments(content: Content) -> Iterator[str]:
    read = [name for name, part in content.attached if not part.get_content_type().startswith(_NOT_READ)]
    left = [name for name, part in content.attached if part.get_content_type().startswith(_NOT_READ)]
    if read:
        yield f"Attached, and inputs of their own: {', '.join(f'«{name}»' for name in read)}."
    if left:
        yield f"Attached, and not read: {', '.join(f'«{name}»' for name in left)}."
