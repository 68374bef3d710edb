"""Tags and text of XML as strings, where a tree would cost too much."""

from __future__ import annotations

import re
from collections.abc import Mapping

from annotate.annotation import Markup
from annotate.errors import TeiError
from annotate.tei.characters import legal
from annotate.tei.names import TEI

_NAME = re.compile(r"(?:xml:)?[^\W\d][\w.-]*")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def text(plain: str) -> str:
    """Text as it stands between tags, with U+FFFD for what XML cannot hold."""
    return legal(plain).translate(_IN_TEXT)


def opening(element: str, attributes: Mapping[str, str]) -> str:
    """A start tag. Raises TeiError for what is no name."""
    wrong = next((name for name in (element, *attributes) if not _NAME.fullmatch(name)), None)
    if wrong is not None:
        raise TeiError(f"{wrong!r} cannot be written as XML: it is no name")
    said = "".join(f' {name}="{legal(value).translate(_IN_ATTRIBUTE)}"' for name, value in attributes.items())
    return f"<{element}{said}>"


def whole(markup: Markup, namespace: str = TEI) -> str:
    """An element with its children, as XML of its own. Raises TeiError."""
    attributes = {name: str(value) for name, value in markup.attributes.items()}
    start = opening(markup.element, {"xmlns": namespace, **attributes} if namespace else attributes)
    return f"{start}{text(markup.text)}{''.join(whole(child, '') for child in markup.children)}</{markup.element}>"
