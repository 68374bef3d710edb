"""HTML from hostile text."""

from __future__ import annotations

import re
from html import escape

from annotate.cli.plain import UNSAFE

_OUTSIDE_JSON = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def text(value: str) -> str:
    """Text with markup escaped, and each control character or turn of the writing direction shown as its number."""
    return UNSAFE.sub(_shown, escape(value))


def attribute(value: str) -> str:
    """The same for the value of an attribute, where no markup can be."""
    return UNSAFE.sub(lambda m: " " if m[0] in "\n\r\t" else f"U+{ord(m[0]):04X}", escape(value))


def script_data(json: str) -> str:
    """JSON that can stand in a script element: nothing in it can end the element or begin a comment."""
    return json.translate(_OUTSIDE_JSON)


def link(url: str | None, words: str) -> str:
    """A link if the address is one of the web's, else the words alone: javascript: and data: lead nowhere."""
    if url and re.match(r"https?://[^\s]+$", url):
        return f'<a href="{attribute(url)}" rel="noreferrer noopener">{text(words)}</a>'
    return text(words)


def _shown(match: re.Match[str]) -> str:
    character = match[0]
    return character if character in "\n\t" else f'<span class="c">U+{ord(character):04X}</span>'
