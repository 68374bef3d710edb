"""What the parts of a found expression say, word by word."""

from __future__ import annotations

import re
from dataclasses import replace

from annotate_dates.lexicon import Lexicon
from annotate_dates.recogniser import Found
from annotate_dates.symbol import NOTHING, Symbol

_ROMAN = {"i": 1, "v": 5, "x": 10}
_CLOCK = re.compile(r"(\d{1,2})(?:\D{1,8}(\d\d))?")


def whole(found: Found, lexicon: Lexicon, meaning: str, anchor: str = NOTHING, **values: object) -> Symbol:
    """A symbol that covers all of an expression."""
    demonstrative = found.determiner in lexicon.words["demonstratives"]
    symbol = Symbol(found.start, found.end, meaning, anchor, demonstrative=demonstrative)
    return replace(symbol, **values)  # type: ignore[arg-type]


def relation(found: Found, lexicon: Lexicon) -> int | None:
    """-1 for «dernier», 1 for «prochain»."""
    word = found.parts.get("relation") or found.parts.get("relation_2")
    return lexicon.relations[word] if word else None


def direction(found: Found, lexicon: Lexicon) -> int | None:
    """What the expression, or the word before it, says of past and future."""
    return relation(found, lexicon) or lexicon.directions_before.get(found.before)


def part_of(found: Found, lexicon: Lexicon) -> str | None:
    """The TIMEX3 code of the part of the day."""
    word = found.parts.get("part") or found.parts.get("part_2")
    return lexicon.dayparts[word] if word else None


def clock_of(written: str, lexicon: Lexicon) -> tuple[int, int]:
    """Hour and minute of «14 h 30», «14:30», «midi»."""
    if written in lexicon.clocks:
        return lexicon.clocks[written]
    match = _CLOCK.match(written)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (0, 0)
    half = next((h for words, h in lexicon.half_days.items() if written.endswith(words)), None)
    return (hour % 12 + half if half is not None else hour, minute)


def zone_of(found: Found, lexicon: Lexicon) -> str | None:
    """What TIMEX3 adds to a time of day: ``Z``, ``-04:00``, or nothing for the time of the place."""
    zone = lexicon.zones.get(found.parts.get("zone", ""), "-")
    hours = "".join(found.parts.get("offset", "").split()).replace("−", "-").replace("–", "-")
    if zone == "-" or not hours:
        return None if zone == "-" else zone
    return f"{int(hours):+03}:00" if int(hours) else zone


def number_of(written: str, lexicon: Lexicon) -> tuple[int, bool]:
    """A number in figures or words, and whether it is approximate."""
    return (int(written), False) if written.isdigit() else lexicon.numbers[written]


def roman_value(written: str) -> int | None:
    """A lower-case Roman numeral below 40; None if it is not written as it should be."""
    values = [_ROMAN[c] for c in written]
    number = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return number if 0 < number < 40 and roman(number) == written else None


def roman(number: int) -> str:
    """A number below 40 in lower-case Roman numerals."""
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * (number // 10) + ones[number % 10]
