"""Text of documents on a terminal: it is hostile input there too."""

from __future__ import annotations

import re

# Control characters (among them escape, which begins terminal commands) and what turns the direction of writing.
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")


def printable(text: str, *, keep: str = "") -> str:
    """The text with each character that a terminal would act on written as its code: ``\\u202e``.

    Line ends and tabs become blanks, unless they are among those to ``keep``.
    """

    if text.isprintable():  # which none of these are
        return text

    def shown(match: re.Match[str]) -> str:
        character = match[0]
        if character in keep:
            return character
        return " " if character in "\n\r\t" else f"\\u{ord(character):04x}"

    return UNSAFE.sub(shown, text)
