"""Where the selectors of Web Annotations lead in a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotate.annotation import Span
from annotate.readers._annotations import Unread

_FURTHER = "Positions count UTF-16 units, as browsers do; they were made code points."


class Selectors:
    """Resolves selectors in one text."""

    def __init__(self, text: str, unread: Unread) -> None:
        self._text = text
        self._unread = unread
        self._units: list[int] | None = None
        self._noted = False

    def spans(self, selectors: list[Any]) -> Iterator[Span]:
        """The stretch that the selectors of one target agree on, none if they lead nowhere, which is noted.

        A position counts if it is within the text and a quotation beside it confirms it: in code points, as the model
        has it, or else in UTF-16 units. Without a position, a quotation is looked for; it has to be the only one.
        Raises ValueError for a position that is wrong.
        """
        known = {s["type"]: s for s in selectors if isinstance(s, dict) and isinstance(s.get("type"), str)}
        position, quote = known.get("TextPositionSelector"), known.get("TextQuoteSelector")
        exact = quote.get("exact") if quote is not None else None
        if position is not None:
            yield self._at(position.get("start"), position.get("end"), exact)
        elif quote is not None and isinstance(exact, str) and exact:
            yield from self._found(exact, quote.get("prefix"), quote.get("suffix"))
        else:
            kinds = ", ".join(sorted(known)) or "without a type"
            self._unread.add(f"A selector ({kinds[:60]}) is neither a position in a text nor a quotation.")

    def _at(self, start: Any, end: Any, exact: Any) -> Span:
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            raise ValueError(f"from {start!r:.30} to {end!r:.30} is no stretch of text")
        if end <= len(self._text) and (not isinstance(exact, str) or self._text[start:end] == exact):
            return Span(start, end)
        if isinstance(exact, str) and (span := self._in_units(start, end)) and self._text[slice(*span)] == exact:
            if not self._noted:
                self._unread.add(_FURTHER)
            self._noted = True
            return span
        if end > len(self._text):
            raise ValueError(f"{start} to {end} is outside the text of {len(self._text)} code points")
        there = self._text[start:end]
        raise ValueError(f"the quotation is {str(exact)[:60]!r}, but from {start} to {end} stands {there[:60]!r}")

    def _in_units(self, start: int, end: int) -> Span | None:
        """A span in UTF-16 units as one in code points, if it is one."""
        if self._units is None:
            self._units = [at for at, c in enumerate(self._text) for _ in range(1 + (c > "\uffff"))]
            self._units.append(len(self._text))
        return Span(self._units[start], self._units[end]) if end < len(self._units) else None

    def _found(self, exact: str, prefix: Any, suffix: Any) -> Iterator[Span]:
        before, after = (part if isinstance(part, str) else "" for part in (prefix, suffix))
        whole = before + exact + after
        at = self._text.find(whole)
        if at >= 0 and self._text.find(whole, at + 1) < 0:
            start = at + len(before)
            yield Span(start, start + len(exact))
        else:
            times = "more than once" if at >= 0 else "nowhere"
            self._unread.add(f"{exact[:60]!r} stands {times} in the text, and no position says where it is meant.")
