"""A text in the spelling that the rules know, with every offset where it was."""

from __future__ import annotations

_PLAIN = str.maketrans(
    {"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "‑": "-", "º": "e", "ᵉ": "e"}
)


def fold(text: str) -> str:
    """Lower case, straight apostrophes, plain spaces: as long as the text, code point for code point."""
    lowered = text.lower()
    if len(lowered) != len(text):  # «İ» becomes two
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(_PLAIN)
