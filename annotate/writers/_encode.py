"""Text as bytes, without a change of its length in code points."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def encoded(text: str) -> bytes:
    """UTF-8, with U+FFFD for each lone surrogate: offsets hold."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()
