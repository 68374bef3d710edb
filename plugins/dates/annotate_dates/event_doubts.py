"""What is known of an event, a death or games says against the date that stands beside their name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from annotate_dates import value as values
from annotate_dates import world
from annotate_dates.doubt import Doubt
from annotate_dates.fold import fold
from annotate_dates.lexicon import has, rows
from annotate_dates.periods import Period
from annotate_dates.symbol import Symbol
from annotate_dates.walk import Dated

_BEFORE, _AFTER = 100, 50  # code points beside a date in which a name is looked for
_NAME = re.compile(r"[^\W\d_]{3}")


def event_doubts(dates: Sequence[Dated], text: str, language: str) -> Iterator[tuple[Dated, Doubt]]:
    """Dates with a year beside a name that they contradict, each with its doubt."""
    for dated in dates:
        symbol = dated.symbol
        if symbol.meaning != "calendar" or not symbol.year or symbol.short_year or dated.doubts:
            continue
        days, window = _days_beside(symbol, text, language), values.bounds(dated.value.attributes)
        if days and window and not any(p.first <= window[1] and window[0] <= p.last for p in days):
            nearest = min(days, key=lambda p: abs((p.first - window[0]).days))
            yield dated, Doubt("event", "What it is said to be the date of was at another time.", f"{nearest.first}")


def _days_beside(symbol: Symbol, text: str, language: str) -> Sequence[Period]:
    """When that was which a date is said to be of: what is named right before it, or an event right after it."""
    low = max(0, symbol.start - _BEFORE)
    before, after = text[low : symbol.start], text[symbol.end : symbol.end + _AFTER]
    if not _NAME.search(before) and not _NAME.search(after):
        return ()
    joints, folded = _joints(language), fold(text[low : symbol.end + _AFTER])
    start, end = symbol.start - low, symbol.end - low
    for first, last, facts in world.known(language).find(folded):
        kind = facts[0].kind
        if last <= start and joints[kind].fullmatch(folded, last, start):
            return [fact.days for fact in facts]
        if first >= end and kind == "event" and joints["after"].fullmatch(folded, end, first):
            return [fact.days for fact in facts]
    return ()


@cache
def _joints(language: str) -> dict[str, re.Pattern[str]]:
    """What may stand between a name and its date, by the kind of what is named."""
    name = "event_joints.tsv"
    return {row[0]: re.compile(row[1]) for row in rows(language, name)} if has(language, name) else {}
