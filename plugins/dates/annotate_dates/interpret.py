"""From what was found to what it says: expressions to symbolic values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from annotate_dates.gates import DEMONSTRATIVES
from annotate_dates.lexicon import Lexicon
from annotate_dates.recogniser import Found
from annotate_dates.symbol import NOTHING, PUBLICATION, TEXT, Symbol

_DIGITS = re.compile(r"\d+")
_CLOCK = re.compile(r"(\d{1,2}) ?(?:heures?|h|:) ?(\d\d)?")
_NAMED_CLOCKS = {"midi": (12, 0), "minuit": (0, 0)}
_ROMAN = {"i": 1, "v": 5, "x": 10}


def interpret(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """The symbolic values of one expression: one, or two for «du 3 au 7 mars»; none if the words fit no value."""
    return _MEANINGS[found.rule.meaning](found, lexicon)


def _whole(found: Found, meaning: str, anchor: str = NOTHING, **values: object) -> Symbol:
    return replace(
        Symbol(found.start, found.end, meaning, anchor, demonstrative=found.determiner in DEMONSTRATIVES), **values
    )


def _relation(found: Found, lexicon: Lexicon) -> int | None:
    word = found.parts.get("relation") or found.parts.get("relation_2")
    return lexicon.relations[word] if word else None


def _direction(found: Found, lexicon: Lexicon) -> int | None:
    return _relation(found, lexicon) or lexicon.directions_before.get(found.before)


def _part(found: Found, lexicon: Lexicon) -> str | None:
    word = found.parts.get("part") or found.parts.get("part_2")
    return lexicon.dayparts[word] if word else None


def _calendar(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    p = found.parts
    month = int(p["month_number"]) if "month_number" in p else lexicon.months[p["month"]] if "month" in p else None
    year = int(p["year"]) if "year" in p else int(p["yy"].lstrip("'")) if "yy" in p else None
    direction = _direction(found, lexicon)
    symbol = _whole(
        found,
        "calendar",
        NOTHING if year is not None and "yy" not in p else PUBLICATION,
        year=year,
        short_year="yy" in p,
        month=month,
        day=_day(p["day"]) if "day" in p else None,
        weekday=lexicon.weekdays[p["weekday"]] if "weekday" in p else None,
        direction=direction,
        part=_part(found, lexicon),
        mod=lexicon.modifiers[p["modifier"]] if "modifier" in p else None,
    )
    if "first_day" in p:
        first = replace(
            symbol, day=_day(p["first_day"]), start=found.spans["first_day"][0], end=found.spans["first_day"][1]
        )
        start = found.spans["weekday" if "weekday" in p else "day"][0]
        yield from (first, replace(symbol, start=start))
    elif "first_month" in p:
        start, end = found.spans["first_month"]
        yield replace(symbol, month=lexicon.months[p["first_month"]], start=start, end=end)
        yield replace(symbol, start=found.spans["month"][0])
    else:
        yield symbol


def _day(written: str) -> int:
    digits = _DIGITS.match(written)
    return int(digits[0]) if digits else 1


def _year(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    yield _whole(found, "calendar", year=int(found.parts["year"]))


def _month(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    yield _whole(
        found, "calendar", PUBLICATION, month=lexicon.months[found.parts["month"]], direction=_direction(found, lexicon)
    )


def _year_range(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    first, last = int(found.parts["first_year"]), int(found.parts["year"])
    if first < last:
        for name, year in (("first_year", first), ("year", last)):
            yield Symbol(*found.spans[name], "calendar", year=year)


def _decade(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    written = found.parts["decade"].lstrip("'")
    # «les années 30» to «90» are those of the twentieth century in present usage.
    yield _whole(found, "decade", year=int(written) if len(written) == 4 else 1900 + int(written))


def _century(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    values = [_ROMAN[c] for c in found.parts["roman"]]
    number = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    if found.parts["roman"] == roman(number) and 1 <= number <= 30:
        yield _whole(found, "century", count=number)


def roman(number: int) -> str:
    """A number below 40 in lower-case Roman numerals."""
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * (number // 10) + ones[number % 10]


def _deictic(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    clock = clock_of(found.parts["clock"]) if "clock" in found.parts else None
    days = lexicon.deictics[found.parts["deictic"]]
    yield _whole(found, "days", PUBLICATION, count=days, part=_part(found, lexicon), clock=clock)


def _anaphor(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    yield _whole(found, "days", TEXT, count=lexicon.anaphors[found.parts["anaphor"]], part=_part(found, lexicon))


def _weekday(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    day = lexicon.weekdays[found.parts["weekday"]]
    yield _whole(
        found, "weekday", PUBLICATION, weekday=day, direction=_direction(found, lexicon), part=_part(found, lexicon)
    )


def _relative_unit(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    yield _whole(
        found, "unit", PUBLICATION, unit=lexicon.units[found.parts["unit"]], count=_relation(found, lexicon) or 0
    )


def _part_of_unit(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    mod = lexicon.modifiers[found.parts["modifier"]]
    for symbol in _relative_unit(found, lexicon):
        yield replace(symbol, mod=mod)


def _distance(found: Found, lexicon: Lexicon, anchor: str, sign: int) -> Iterator[Symbol]:
    count, approximate = number_of(found.parts["n"], lexicon)
    mod = (
        lexicon.approximations[found.parts["approx"]] if "approx" in found.parts else "APPROX" if approximate else None
    )
    unit = lexicon.units[found.parts["unit"]]
    if unit.code != "WE":
        yield _whole(found, "unit", anchor, unit=unit, count=sign * count, mod=mod)


def _later(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    yield from _distance(found, lexicon, TEXT, -1 if "earlier" in found.parts else 1)


def _duration(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    p = found.parts
    count, approximate = number_of(p["n"], lexicon) if "n" in p else (0 if "half" in p else None, False)
    mod = lexicon.approximations[p["approx"]] if "approx" in p else "APPROX" if approximate else None
    yield _whole(found, "duration", unit=lexicon.units[p["unit"]], count=count, half="half" in p, mod=mod)


def _set(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    count = number_of(found.parts["n"], lexicon)[0] if "n" in found.parts else 1
    yield _whole(found, "set", unit=lexicon.units[found.parts["unit"]], count=count)


def _set_weekday(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    yield _whole(found, "set", weekday=lexicon.weekdays[found.parts["weekday"]])


def _season(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    year = int(found.parts["year"]) if "year" in found.parts else None
    anchor = PUBLICATION if year is None else NOTHING
    yield _whole(found, "season", anchor, season=found.parts["season"], year=year, direction=_direction(found, lexicon))


def _daypart(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    mod = lexicon.modifiers[found.parts["modifier"]] if "modifier" in found.parts else None
    direction = _relation(found, lexicon)
    anchor = PUBLICATION if found.determiner in DEMONSTRATIVES or direction else TEXT
    yield _whole(found, "days", anchor, count=direction or 0, part=_part(found, lexicon), mod=mod)


def _clock(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    mod = lexicon.approximations[found.parts["approx"]] if "approx" in found.parts else None
    yield _whole(found, "clock", TEXT, clock=clock_of(found.parts["clock"]), mod=mod)


def clock_of(written: str) -> tuple[int, int]:
    """Hour and minute of «14 h 30», «14:30», «midi»."""
    match = _CLOCK.match(written)
    return (int(match[1]), int(match[2] or 0)) if match else _NAMED_CLOCKS[written]


def number_of(written: str, lexicon: Lexicon) -> tuple[int, bool]:
    """A number in figures or words, and whether it is approximate."""
    return (int(written), False) if written.isdigit() else lexicon.numbers[written]


_MEANINGS: dict[str, Callable[[Found, Lexicon], Iterator[Symbol]]] = {
    "calendar": _calendar,
    "year": _year,
    "month": _month,
    "months": _calendar,
    "year_range": _year_range,
    "decade": _decade,
    "century": _century,
    "deictic": _deictic,
    "anaphor": _anaphor,
    "weekday": _weekday,
    "relative_unit": _relative_unit,
    "this_unit": _relative_unit,
    "part_of_unit": _part_of_unit,
    "ago": lambda found, lexicon: _distance(found, lexicon, PUBLICATION, -1),
    "ahead": lambda found, lexicon: _distance(found, lexicon, PUBLICATION, 1),
    "later": _later,
    "duration": _duration,
    "set": _set,
    "set_weekday": _set_weekday,
    "season": _season,
    "daypart": _daypart,
    "clock": _clock,
}
