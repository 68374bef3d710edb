"""What an expression says before anybody knows the calendar day: granularity, relation, anchor."""

from __future__ import annotations

from dataclasses import dataclass

from annotate_dates.lexicon import Unit

# What a value is reckoned from.
NOTHING, PUBLICATION, TEXT = "nothing", "publication", "text"


@dataclass(frozen=True, slots=True)
class Symbol:
    """The symbolic value of ``text[start:end]``.

    ``meaning`` names the way to resolve it, ``anchor`` what it is reckoned from: `NOTHING`, the `PUBLICATION` date, or
    the last day that the `TEXT` mentioned. ``direction`` is -1 (dernier), 1 (prochain) or None; ``demonstrative``:
    «ce», «cette». ``count`` of ``unit`` is a distance or a length; None is an unknown number. ``mod`` is TIMEX3's.
    """

    start: int
    end: int
    meaning: str
    anchor: str = NOTHING
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    part: str | None = None
    clock: tuple[int, int] | None = None
    unit: Unit | None = None
    count: int | None = None
    half: bool = False
    direction: int | None = None
    mod: str | None = None
    demonstrative: bool = False
    short_year: bool = False
