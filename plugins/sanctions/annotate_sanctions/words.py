"""A name as a sequence of words without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate import Document

_DROPPED = re.compile("['’‘ʼʿʾ`´]|(?<=\\w)\\.(?=\\w\\.)|(?<=\\.\\w)\\.")  # inside words: Qa'ida, S.A.
_ELISION = re.compile(r"(?<!\w)(?:[dlnsjcmtDLNSJCMT]|[Qq]u)['’](?=\w)")
_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "ß": "ss"})
_KEPT = "\u0306"  # the breve of й and ў, which are letters of their own
_LETTERS = re.compile(f"([^\u0400-\u04ff]){_KEPT}")


def fold(text: str) -> str:
    """Lower case without accents; Cyrillic letters stay what they are."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_LIGATURES)
    kept = "".join(c for c in _LETTERS.sub(r"\1", decomposed) if c == _KEPT or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept).replace(_KEPT, "")


def french_words(text: str) -> tuple[str, ...]:
    """The words of a French text: as `words`, but «d'Iran» and «l'Union» are two words each."""
    return words(_ELISION.sub(" ", text))


def words_of(document: Document) -> tuple[str, ...]:
    """The words of a document's text, which is gone through once."""
    return document.shared("sanctions.words", lambda d: french_words(d.text))


def words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, hyphens and other punctuation."""
    return tuple(_WORD.findall(fold(_DROPPED.sub("", name))))
