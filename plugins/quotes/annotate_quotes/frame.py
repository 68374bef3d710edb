"""A text as the writer's own words: tokens, each outer quotation being one, cut into sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotate import Annotation
from annotate.offsets import Block
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.marks import Pair

_ENDS = frozenset({".", "!", "?", "…", "..."})
_MAX_SENTENCE = 400  # tokens; longer ones (tables, lists) are cut, so that looking about in a sentence stays cheap


@dataclass(slots=True, eq=False)
class Token:
    """A word, a punctuation mark, or a whole quotation (``pair``).

    ``low``: in lower case with straight apostrophes, empty for a quotation. ``mention``, ``date``: the entity mention,
    the date that it is part of.
    """

    start: int
    end: int
    text: str
    low: str
    pair: Pair | None = None
    mention: Annotation | None = None
    date: Annotation | None = None

    @property
    def word(self) -> bool:
        """True for words and numbers."""
        return bool(self.low) and (self.low[0].isalnum())

    @property
    def capital(self) -> bool:
        """True if it starts with a capital letter."""
        return self.text[:1].isupper()


@dataclass(slots=True, eq=False)
class Sentence:
    """The tokens of one sentence; ``words``: them in lower case. ``block``: number of the block that it starts in.

    ``text``: the whole document's.
    """

    tokens: list[Token]
    block: int
    text: str
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = [token.low for token in self.tokens]


class Region(NamedTuple):
    """A stretch of the text that is read by itself: a block, or the inside of a quotation. ``number``: which it is."""

    number: int
    start: int
    end: int


def regions_of(blocks: Sequence[Block]) -> list[Region]:
    """The blocks of a document as regions."""
    return [Region(number, block.start, block.end) for number, block in enumerate(blocks)]


def sentences(
    text: str,
    regions: Sequence[Region],
    outer: Sequence[Pair],
    mentions: Sequence[Annotation],
    dates: Sequence[Annotation],
    lexicon: Lexicon,
) -> Iterator[Sentence]:
    """The sentences of a text. ``outer``: its outermost pairs in order; one that crosses blocks belongs to the
    first."""
    cover_mention, cover_date = _Cover(mentions), _Cover(dates)
    quotes = iter([*outer, None])
    quote = next(quotes)
    at = 0
    for number, block_start, block_end in regions:
        at = max(at, block_start)
        tokens: list[Token] = []
        while at < block_end:
            stop = min(block_end, quote.start) if quote else block_end
            for match in lexicon.token.finditer(text, at, stop):
                start, end = match.span()
                low = match[0].lower().replace("’", "'").replace("‑", "-")
                tokens.append(Token(start, end, match[0], low, None, cover_mention.at(start), cover_date.at(start)))
            at = stop
            if quote and at == quote.start and at < block_end:
                tokens.append(Token(quote.start, quote.end, "", "", quote))
                at = quote.end
                quote = next(quotes)
        yield from _cut(tokens, number, text, lexicon)


def _cut(tokens: list[Token], block: int, text: str, lexicon: Lexicon) -> Iterator[Sentence]:
    current: list[Token] = []
    for i, token in enumerate(tokens):
        current.append(token)
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following is None or len(current) >= _MAX_SENTENCE or _ends(token, following, current, text, lexicon):
            yield Sentence(current, block, text)
            current = []


def _ends(token: Token, following: Token, current: list[Token], text: str, lexicon: Lexicon) -> bool:
    if token.pair:
        said = text[token.pair.inner[0] : token.pair.inner[1]].rstrip()
        return (following.capital or following.pair is not None) and said[-1:] in _ENDS
    if token.low not in _ENDS:
        return False
    if not (following.capital or following.pair or following.low[:1].isdigit() or following.low in "-–—"):
        return False
    before = current[-2] if len(current) > 1 else None
    return not (
        token.low == "."
        and before
        and (lexicon.is_(before.low, "abbreviation") or (len(before.text) == 1 and before.capital))
    )


class _Cover:
    """Which annotation covers an offset; offsets must be asked for in order. Of nested ones, the outermost."""

    def __init__(self, annotations: Sequence[Annotation]) -> None:
        self.todo = list(reversed(annotations))
        self.current: Annotation | None = None

    def at(self, offset: int) -> Annotation | None:
        while self.todo and self.todo[-1].start <= offset:
            candidate = self.todo.pop()
            if self.current is None or candidate.end > self.current.end:
                self.current = candidate
        return self.current if self.current and self.current.end > offset else None
