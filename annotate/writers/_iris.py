"""Identifiers of the web for what is in a document: the same for the same content, whoever writes them and when."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import uuid

from annotate.document import Document
from annotate.writers.jsonl import record

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", re.IGNORECASE)


def text_iri(text: str) -> str:
    """A text, as it stands in a file, by its hash (RFC 6920), whatever is said of it: ``ni:///sha-256;…``."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def collection_iri(document: Document) -> str:
    """The annotations of the text, all together: another IRI as soon as one differs."""
    return uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(record(document))).urn


def is_address(url: str) -> bool:
    """Whether this is an address of the web, and nothing that acts when it is followed (``javascript:``)."""
    return _ADDRESS.fullmatch(url) is not None
