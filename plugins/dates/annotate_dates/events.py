"""Lengths of time that count from an event: «quelques semaines après cette rencontre»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotate_dates import value as values
from annotate_dates.fold import fold
from annotate_dates.sentences import Sentences
from annotate_dates.symbol import Symbol
from annotate_dates.value import Value

if TYPE_CHECKING:
    from annotate_dates.walk import Dated

_BACK = 8_000  # code points: an event told before that is not looked for
_RECENT = 50  # dates that are looked at
_TOLD = 5  # places where the noun stands that are looked at


def event_of(symbol: Symbol, text: str, before: Sequence[Dated], sentences: Sentences) -> Dated | None:
    """The date of the event that a symbol names, by the same noun earlier in the text: the date nearest to the noun in
    its own sentence. None where the noun has no date beside it."""
    if not symbol.event or not before:
        return None
    start = max(0, symbol.start - _BACK)
    told = fold(text[start : symbol.start])
    at = len(told)
    for _ in range(_TOLD):
        at = told.rfind(symbol.event, 0, at)
        if at < 0:
            break
        if _is_word(told, at, len(symbol.event)):
            first, last = sentences.bounds(start + at, len(text))
            beside = [
                d for d in before[-_RECENT:] if first <= d.symbol.start < last and values.bounds(d.value.attributes)
            ]
            if beside:
                return min(beside, key=lambda d: abs(d.symbol.start - start - at))
    return None


def _is_word(text: str, at: int, length: int) -> bool:
    return not (text[at - 1 : at].isalnum() or text[at + length : at + length + 1].isalnum())


def bounded(symbol: Symbol, value: Value, event: Value) -> Value:
    """The length as one unknown moment: between the event's first day and its last, so much later or earlier."""
    window = values.bounds(event.attributes)
    if window is None or symbol.unit is None or symbol.direction is None or symbol.unit.code.startswith("T"):
        return value
    code, times = symbol.unit.code, symbol.unit.times
    counts = (symbol.least, symbol.most) if symbol.direction > 0 else (-symbol.most, -symbol.least)
    first = values.away(window[0], code, counts[0] * times)
    last = values.away(window[1], code, counts[1] * times)
    if first is None or last is None:
        return value
    return replace(value, attributes={"notBefore": f"{first}", "notAfter": f"{last}"})
