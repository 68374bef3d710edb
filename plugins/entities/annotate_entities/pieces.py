"""Cutting long texts into pieces that an engine can take, at places where no name is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate import Document

# Longer than any name with its punctuation. What is longer (encoded images, keys, ruled lines) is no prose, and
# tokenizers take quadratic time over it.
_NO_WORD = re.compile(r"\S{257,}+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def pieces(document: Document, longest: int) -> Iterator[tuple[int, str]]:
    """The document's text as ``(offset, text)`` pairs of at most ``longest`` code points each.

    Cuts fall between blocks; a block that is too long by itself is cut behind white space, and only where there
    is none, anywhere. Each text has the length of the stretch it stands for, but is made safe: lone surrogates
    are U+FFFD, and runs of over 256 code points without white space are blanked.
    """
    text = document.text
    start = 0
    if len(text) > longest:
        end = 0
        for block in document.blocks:
            if block.end - start > longest:
                if end > start:
                    yield start, _safe(text[start:end])
                    start = end
                while block.end - start > longest:
                    end = _behind_white_space(text, start, start + longest)
                    yield start, _safe(text[start:end])
                    start = end
            end = block.end
    if start < len(text):
        yield start, _safe(text[start:])


def _behind_white_space(text: str, start: int, end: int) -> int:
    for at in range(end, start, -1):
        if text[at - 1].isspace():
            return at
    return end


def _safe(text: str) -> str:
    if _NO_WORD.search(text):
        text = _NO_WORD.sub(lambda run: " " * len(run[0]), text)
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
