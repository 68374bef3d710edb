"""Sentences and tokens, by rules that are simple enough to be told in a line each.

A token is a run of letters, digits and marks (with a hyphen or, between digits, a point or comma inside, and with an
apostrophe at its end), or one other character that is not white space. A sentence ends at ``.``, ``!``, ``?`` or ``…``
(not behind a single capital letter), with the closing marks behind it, before white space and anything but a small
letter; and at the end of a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator

from annotate.annotation import Span
from annotate.document import Document

_CHARACTER = r"[\w\u0300-\u036f\u200d\ufe0f]"
_TOKEN = re.compile(rf"{_CHARACTER}++(?:(?:-|(?<=\d)[.,](?=\d)){_CHARACTER}++)*+['’]?+|\S")


def tokens(text: str, start: int, end: int) -> Iterator[Span]:
    """The tokens of a stretch of text. Together they are all of it that is no white space."""
    return (Span(*match.span()) for match in _TOKEN.finditer(text, start, end))


def sentences(document: Document, bounds: Collection[int] = ()) -> Iterator[list[Span]]:
    """The tokens of each sentence, none empty. No token goes across one of the ``bounds``."""
    ordered = sorted(bounds)
    for block in document.blocks:
        sentence: list[Span] = []
        ended = False
        for token in tokens(document.text, block.start, block.end):
            if ended and _begins(document.text, token, sentence[-1]):
                yield sentence
                sentence, ended = [], False
            ended = _ends(document.text, token, sentence, ended)
            sentence += _cut(token, ordered)
        if sentence:
            yield sentence


def _ends(text: str, token: Span, sentence: list[Span], ended: bool) -> bool:
    character = text[token.start]
    if character in ".!?…":
        initial = bool(sentence) and sentence[-1].end - sentence[-1].start == 1 and text[sentence[-1].start].isupper()
        return ended or not (character == "." and initial and sentence[-1].end == token.start)
    return ended and character in "»”’\"')]"


def _begins(text: str, token: Span, before: Span) -> bool:
    if before.end == token.start or text[token.start] in "»”)]":
        return False
    return not text[token.start].islower()


def _cut(token: Span, bounds: list[int]) -> Iterator[Span]:
    start = token.start
    at = bisect_right(bounds, start)
    while at < len(bounds) and bounds[at] < token.end:
        yield Span(start, bounds[at])
        start = bounds[at]
        at += 1
    yield Span(start, token.end)
