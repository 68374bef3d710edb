"""What the network sees of a word by itself: rows of its tables, the same for every place where the word stands.

Nine numbers a word: the row of its form's pretrained vector and of its lower case's, and rows of a table of embeddings:
hashed, for the lower case itself, its first three letters, its last two, three and four, and its shape (Xxx, XXX,
xx-Xx, 00); and one for how frequent the form, its lower case and its capitalised form are in common use.
"""

from __future__ import annotations

import re
from zlib import crc32

# name, rows: the blocks of the one table of embeddings
BLOCKS = (
    ("word", 16384),
    ("prefix", 4096),
    ("suffix2", 1024),
    ("suffix3", 4096),
    ("suffix4", 4096),
    ("shape", 512),
    ("use", 512),
)
ROWS = sum(rows for _, rows in BLOCKS)
USES = 8  # degrees of frequency; 0 is "not seen"
_RUN = re.compile(r"(.)\1{2,}")


def key(word: str) -> int:
    """The 32-bit number by which a word is known in the table of pretrained vectors."""
    return crc32(word.encode("utf-8", "replace"))


def spellings(word: str) -> tuple[str, str, str, str, str]:
    """The spellings to look up: as it is, capitalised, in lower case; and its last part after a hyphen, both ways."""
    lower = word.lower()
    last = word.rpartition("-")[2]
    return word, lower.title(), lower, last, last.lower()


def hashed(word: str) -> tuple[int, ...]:
    """The rows of the table of embeddings that the word's letters give: all but the last block's."""
    lower = word.lower()
    keys = (lower, lower[:3], lower[-2:], lower[-3:], lower[-4:], shape(word))
    found = []
    base = 0
    for value, (name, rows) in zip(keys, BLOCKS, strict=False):
        found.append(base + crc32(f"{name}={value}".encode("utf-8", "replace")) % rows)
        base += rows
    return tuple(found)


def shape(word: str) -> str:
    """A word's pattern of capitals, small letters and digits; runs longer than two are cut to two."""
    pattern = "".join("X" if c.isupper() else "x" if c.isalpha() else "0" if c.isdigit() else c for c in word[:24])
    return _RUN.sub(r"\1\1", pattern)
