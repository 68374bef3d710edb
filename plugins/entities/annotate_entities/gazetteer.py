"""A user's own names in a text, the longest first: as in the file, or with other case, accents and typography.

A name is found as whole words, never across a line end. Written otherwise than in the file, it must have the capitals
that its words have there («le monde» is not Le Monde), but for the first of several words («ministère des Armées»).
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from annotate import Span
from annotate_entities.conventions import Mention
from annotate_entities.gazetteer_file import Entry
from annotate_entities.lexicon import APOSTROPHES, fold

_TOKEN = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|(?:[^\W_][\u0300-\u036f]*)+|[^\s\w]|_")


class Hit(NamedTuple):
    """A stretch of the text, half-open, of so many words and signs, and the entries that have it as a name."""

    start: int
    end: int
    words: int
    entries: tuple[Entry, ...]


class Gazetteer:
    """Entries by their names. Time is linear in the text: a look-up for each length of name that begins with a word."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._names: defaultdict[str, list[tuple[str, Entry]]] = defaultdict(list)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for entry in entries:
            for name in entry.names:
                words = [fold(match[0]) for match in _TOKEN.finditer(name)]
                self._names[" ".join(words)].append((name, entry))
                lengths[words[0]].add(len(words))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def find(self, text: str) -> Iterator[Hit]:
        """The names in a text, from left to right, without overlap: of two that overlap, the one of more words."""
        spans = [match.span() for match in _TOKEN.finditer(text)]
        hits = sorted(self._everywhere(text, spans), key=lambda found: -found[1].words)
        taken = bytearray(len(spans))
        kept = []
        for at, hit in hits:
            if not any(taken[at : at + hit.words]):
                taken[at : at + hit.words] = b"\1" * hit.words
                kept.append(hit)
        return iter(sorted(kept, key=lambda hit: hit.start))

    def _everywhere(self, text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Hit]]:
        """The longest name that begins at each word, with the word's number."""
        words = [fold(text[start:end]) for start, end in spans]
        for at, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                names = self._names.get(" ".join(words[at : at + length]), ()) if at + length <= len(words) else ()
                start, end = spans[at][0], spans[at + length - 1][1] if names else 0
                entries = dict.fromkeys(entry for name, entry in names if _fits(text[start:end], name))
                if entries:
                    yield at, Hit(start, end, length, tuple(entries))
                    break


def _fits(written: str, name: str) -> bool:
    """Whether what stands in the text has the capitals of the name."""
    written = " ".join(written.split())
    if written.translate(APOSTROPHES) == name.translate(APOSTROPHES):
        return True
    here, there = _TOKEN.findall(written), _TOKEN.findall(name)
    pairs = list(zip(here, there, strict=False))[1 if len(there) > 1 else 0 :]
    return any(map(str.isupper, written)) and all(h[0].isupper() or not t[0].isupper() for h, t in pairs)


Identifiers = dict[str, str]  # scheme -> identifier


def together(mentions: Sequence[Mention], hits: Iterable[Hit]) -> tuple[list[Mention], dict[Span, Identifiers]]:
    """The mentions with those that the hits add, in the text's order, and the identifiers of the spans that were hit.

    A hit adds what nobody has found, and takes the place of shorter mentions that it holds. It says nothing where it
    lies in a longer mention or goes over the edge of one. Of one word, it says nothing of a mention of another kind
    either (Orange, the town); of several, its kind counts. A scheme with two identifiers is left out.
    """
    rest = deque(mentions)
    whole: list[Mention] = []
    identified: dict[Span, Identifiers] = {}
    for hit in hits:
        while rest and rest[0].end <= hit.start:
            whole.append(rest.popleft())
        over = [mention for mention in islice(rest, hit.end - hit.start) if mention.start < hit.end]
        mention = _meant(hit, over)
        if mention and mention not in over:
            for _ in over:
                rest.popleft()
            rest.appendleft(mention)
        if mention:
            identified[Span(*mention[:2])] = _identifiers(entry for entry in hit.entries if entry.kind == mention.kind)
    return [*whole, *rest], identified


def _meant(hit: Hit, over: Sequence[Mention]) -> Mention | None:
    kinds = {entry.kind for entry in hit.entries}
    if any((mention.start, mention.end) == (hit.start, hit.end) for mention in over):
        doubtful = hit.words == 1 or len(kinds) > 1 or over[0].kind in kinds
        return over[0] if doubtful else Mention(hit.start, hit.end, kinds.pop())
    inside = all(hit.start <= mention.start and mention.end <= hit.end for mention in over)
    return Mention(hit.start, hit.end, kinds.pop()) if inside and len(kinds) == 1 else None


def _identifiers(entries: Iterable[Entry]) -> Identifiers:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        found[entry.scheme].add(entry.id)
    return {scheme: ids.pop() for scheme, ids in found.items() if len(ids) == 1}
