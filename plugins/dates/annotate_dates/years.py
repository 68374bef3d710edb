"""The year of a text from all that it says: what was so in some years only, days of the week, years that it names.

Each piece of evidence leaves some days open; together they must leave one year, and count enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from annotate_dates.evidence import STRONG, WEAK, Evidence, of_the_world
from annotate_dates.lexicon import Lexicon
from annotate_dates.named import named
from annotate_dates.periods import ALWAYS, Period, common, years
from annotate_dates.reference import Reference
from annotate_dates.sentences import Sentences
from annotate_dates.signals import signals, told
from annotate_dates.symbol import Symbol
from annotate_dates.value import day_in

_BEFORE, _AFTER = timedelta(120), timedelta(120)  # a day without its year lies in this stretch around the writing
_SOON = timedelta(4)  # the same of «ce 20 février»
_WEEKS, _DAYS = timedelta(30), timedelta(12)  # the same of a day with its weekday, and of one told as past
_MEMORY = timedelta(150)
_COUNTED = 20  # days of a text that are looked at


def year_of(
    dates: Sequence[Symbol], text: str, language: str, lexicon: Lexicon, given: Reference | None
) -> Reference | None:
    """The year, as a rough reference, or None. ``given``: what was found without the world, which must agree."""
    world = of_the_world(text, language, Sentences(text))
    if given is not None:
        return given if _agrees(world, given) else None
    days = [s for s in dates if s.year is None and s.month and s.day and not s.direction and not s.short_year]
    evidence = [*world, *named(dates, text, language, lexicon, days)]
    if not any(piece.weight for piece in evidence):
        return None  # days without their year fit many years
    evidence += _days(days, text, lexicon)
    left: Sequence[Period] = [ALWAYS]
    for piece in evidence:
        left = common(left, piece.periods)
    found = years(left)
    if len(found) != 1 or sum(piece.weight for piece in evidence) < STRONG:
        return None
    (year,) = found
    known = [d for s in days if (d := day_in(year, s.month or 0, s.day or 0))]
    inside = [d for d in known if any(p.first <= d <= p.last for p in left)] or [left[0].first]
    counted = [p for p in evidence if p.weight]
    why = "; ".join(f"«{_words(p, text)}»{', ' + p.why if p.why else ''}" for p in counted[:4])
    weight = sum(piece.weight for piece in evidence)
    return Reference(inside[0], inside[0], "medium" if weight > STRONG else "low", why, roughly=True)


def _agrees(world: Sequence[Evidence], given: Reference) -> bool:
    return all(any(p.first.year <= given.first.year <= p.last.year for p in piece.periods) for piece in world)


def _days(days: Sequence[Symbol], text: str, lexicon: Lexicon) -> list[Evidence]:
    """Days without a year lie near the writing; a weekday beside one fits one year in seven."""
    found = []
    for symbol in days[:_COUNTED]:
        before, after = _around(symbol, text, lexicon)
        near = tuple(Period(day - before, day + after) for day in _readings(symbol))
        if near:
            found.append(Evidence(symbol.start, symbol.end, near, WEAK if symbol.weekday else 0, ""))
    return found


def _readings(symbol: Symbol) -> list[date]:
    every = (day_in(year, symbol.month or 0, symbol.day or 0) for year in range(ALWAYS.first.year, ALWAYS.last.year))
    return [day for day in every if day and symbol.weekday in (None, day.isoweekday())]


def _around(symbol: Symbol, text: str, lexicon: Lexicon) -> tuple[timedelta, timedelta]:
    """How long before and after a day of a text it may have been written."""
    if symbol.demonstrative:
        return timedelta(3), _SOON
    past = signals(text, symbol.start, symbol.end, lexicon).past and told(text, symbol, lexicon)
    if symbol.weekday:
        return (timedelta(0), _DAYS) if past else (_WEEKS, _WEEKS)
    return (timedelta(0), _MEMORY) if past else (_BEFORE, _AFTER)


def _words(piece: Evidence, text: str) -> str:
    return " ".join(text[piece.start : piece.end].split())
