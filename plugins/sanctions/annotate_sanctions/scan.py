"""Names of the lists as they stand in running text, word for word, whatever their case and accents.

No spelling is brought together here and nothing of the text is weighed: an occurrence is a reason to look, no hit.
Names of one word are left out, because most are words of the language too. A person's name is found in both orders.

A filter (one bit for the hash of a name's first two words: a Bloom filter with one hash function) passes over
nearly all words without asking the database, so that the time hardly depends on how many names there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from annotate_sanctions.entries import PERSON
from annotate_sanctions.words import fold, words

if TYPE_CHECKING:
    from annotate_sanctions.index import Index

_APOSTROPHES = "'’‘ʼʿʾ`´"
_TOKEN = re.compile(rf"(?:[dlnsjcmtDLNSJCMT]|[Qq]u)['’](?=\w)|[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*")
_DROPPED = str.maketrans("", "", _APOSTROPHES)
_WITHIN = re.compile(rf"[\s\-‐‑–&{_APOSTROPHES}]+")
_ABBREVIATION = 3  # letters
_BITS_A_NAME = 16  # so that one word in sixteen, at the most, passes the filter for nothing
_MOST = 30  # words of a phrase that are looked at
_PIECE = 1 << 16  # characters of a line that are looked at together
_SMALLEST = 1 << 10  # bytes of a filter


class Occurrence(NamedTuple):
    """A stretch of text (code points, half-open) that is a name of a list, and the numbers of the names it is."""

    start: int
    end: int
    names: tuple[int, ...]


def phrases(kind: str, name: str) -> set[tuple[str, ...]]:
    """The sequences of words that a list's name may be in a text; none for a name of one word."""
    family, comma, given = name.partition(",")
    found = {words(name)}
    if kind == PERSON and comma:
        found.add(words(f"{given} {family}"))
    return {phrase for phrase in found if len(phrase) > 1}


def beginning(phrase: tuple[str, ...]) -> str:
    """The words of a phrase by which it is looked up."""
    return f"{phrase[0]} {phrase[1]}"


def filter_of(beginnings: Iterable[str], names: int) -> bytes:
    """The filter that lets through the beginnings, and few others. Its size is a power of two."""
    size = max(_SMALLEST, 1 << (names * _BITS_A_NAME // 8).bit_length())
    bits = bytearray(size)
    for key in beginnings:
        hash = crc32(key.encode())
        bits[hash >> 3 & size - 1] |= 1 << (hash & 7)
    return bytes(bits)


class Scanner:
    """Finds the names of an index in texts."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._filters = [(bits, len(bits) - 1) for bits in index.filters()]

    def scan(self, text: str) -> Iterator[Occurrence]:
        """The occurrences in the order of the text; of those that begin at one word the longest; none within
        another.
        """
        start = 0
        for line in _pieces(text):
            tokens = _TOKEN.findall(line)
            if found := [n for n in range(len(tokens) - 1) if tokens[n][0].isupper() and self._may_begin(tokens, n)]:
                yield from self._in_line(line, start, found)
            start += len(line)

    def _may_begin(self, tokens: list[str], n: int) -> bool:
        hash = crc32(f"{_folded(tokens[n])} {_folded(tokens[n + 1])}".encode())
        byte, bit = hash >> 3, 1 << (hash & 7)
        return any(bits[byte & mask] & bit for bits, mask in self._filters)

    def _in_line(self, line: str, start: int, found: list[int]) -> Iterator[Occurrence]:
        matches = list(_TOKEN.finditer(line))
        tokens = [_folded(match[0]) for match in matches]
        after = 0
        for n in found:
            if n < after:
                continue
            end = _joined(line, matches, n)
            phrases = [(phrase, name) for phrase, name in self._phrases(tokens, n) if n + len(phrase) <= end]
            if phrases:
                longest = max(len(phrase) for phrase, _ in phrases)
                names = {name for phrase, name in phrases if len(phrase) == longest}
                after = n + longest
                yield Occurrence(start + matches[n].start(), start + matches[after - 1].end(), tuple(sorted(names)))

    def _phrases(self, tokens: list[str], n: int) -> Iterator[tuple[tuple[str, ...], int]]:
        """The phrases that begin at a word, and the names that they are."""
        for number in self._index.posting(f"s|{tokens[n]} {tokens[n + 1]}"):
            found = self._index.name(number)
            kind = self._index.entry(found.entry)[1].kind
            for phrase in phrases(kind, found.name.text):
                if tuple(tokens[n : n + len(phrase)]) == phrase:
                    yield phrase, number


def _pieces(text: str) -> Iterator[str]:
    """The lines of a text; one that is very long in pieces, cut at the end of a sentence, or at a blank."""
    for line in text.splitlines(keepends=True):
        start = 0
        while len(line) - start > _PIECE:
            cut = line.rfind(". ", start, start + _PIECE) + 1 or line.rfind(" ", start, start + _PIECE) + 1
            cut = cut or start + _PIECE
            yield line[start:cut]
            start = cut
        yield line[start:]


def _joined(line: str, matches: list[re.Match[str]], n: int) -> int:
    """Behind which word the punctuation ends what may be a name that begins at word ``n``. A point behind an initial or
    an abbreviation of a few letters ends nothing.
    """
    limit = min(n + _MOST, len(matches))
    for end in range(n + 1, limit):
        last = matches[end - 1]
        between = line[last.end() : matches[end].start()]
        if not _WITHIN.fullmatch(between) and not (between.startswith(".") and len(last[0]) <= _ABBREVIATION):
            return end
    return limit


@lru_cache(maxsize=1 << 14)
def _folded(token: str) -> str:
    return fold(token.translate(_DROPPED))
