"""Days, months, years and their parts: expressions to symbolic values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from annotate_dates.lexicon import Lexicon
from annotate_dates.recogniser import Found
from annotate_dates.symbol import NOTHING, PUBLICATION, Symbol
from annotate_dates.words import direction, part_of, roman_value, whole

_DIGITS = re.compile(r"\d+")


def calendar(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    p = found.parts
    month = int(p["month_number"]) if "month_number" in p else lexicon.months[p["month"]] if "month" in p else None
    year = int(p["year"]) if "year" in p else int(p["yy"].lstrip("'")) if "yy" in p else None
    symbol = whole(
        found,
        lexicon,
        "calendar",
        NOTHING if year is not None and "yy" not in p else PUBLICATION,
        year=year,
        short_year="yy" in p,
        month=month,
        day=_day(p["day"]) if "day" in p else None,
        weekday=lexicon.weekdays[p["weekday"]] if "weekday" in p else None,
        direction=direction(found, lexicon),
        part=part_of(found, lexicon),
        mod=lexicon.modifiers[p["modifier"]] if "modifier" in p else None,
    )
    if "first_month" in p:
        start, end = found.spans["first_month"]
        first = lexicon.months[p["first_month"]]
        yield replace(symbol, month=first, year=_year_before(first, month, year), start=start, end=end)
        symbol = replace(symbol, start=found.spans["month"][0])
    yield symbol


def _year_before(first: int, last: int | None, year: int | None) -> int | None:
    """The year of the first of two months of which the last has its year: «de novembre à mars 2017»."""
    return year - 1 if year and last and first > last else year


def day_range(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«du 28 juillet au 25 septembre 2013»: two days, the year with the last."""
    (last,) = calendar(found.without("first_month"), lexicon)
    month = lexicon.months[found.parts["first_month"]]
    weekday = lexicon.weekdays[found.parts["weekday_1"]] if "weekday_1" in found.parts else None
    year = _year_before(month, last.month, last.year)
    day = _day(found.parts["first_day"])
    yield replace(last, end=found.spans["first_month"][1], weekday=weekday, year=year, month=month, day=day)
    yield replace(last, start=found.spans["second"][0])


def beside(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«la veille du 3 mai», «le lendemain de Noël»."""
    for symbol in (feast if "feast" in found.parts else calendar)(found, lexicon):
        yield replace(symbol, shift=lexicon.anaphors[found.parts["anaphor"]])


def nth_weekday(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«le premier dimanche de mai»: a day by the same rule as a movable feast."""
    p = found.parts
    nth = lexicon.ordinals[p["ordinal"]] if "ordinal" in p else -1
    if nth <= 4:
        year = int(p["year"]) if "year" in p else None
        rule = f"{lexicon.months[p['month']]:02}:{nth}:{lexicon.weekdays[p['weekday']]}"
        yield whole(found, lexicon, "feast", PUBLICATION if year is None else NOTHING, year=year, name=rule)


def _day(written: str) -> int:
    digits = _DIGITS.match(written)
    return int(digits[0]) if digits else 1


def day_list(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«du 3 au 7 mars», «lundi 20, mardi 21 et mercredi 22 avril»: a day each, the month with the last."""
    (last,) = calendar(found, lexicon)
    begin = found.spans["days"][0]
    days = list(_day_names(lexicon).finditer(found.parts["days"]))
    for match in days:
        weekday = lexicon.weekdays[match["weekday"]] if match["weekday"] else None
        end = last.end if match is days[-1] else begin + match.end()
        yield replace(last, start=begin + match.start(), end=end, day=_day(match["day"]), weekday=weekday)


@cache
def _day_names(lexicon: Lexicon) -> re.Pattern[str]:
    weekdays = "|".join(lexicon.weekdays)
    return re.compile(rf"(?<!\w)(?:(?P<weekday>{weekdays}) {{1,2}})?(?P<day>{lexicon.patterns['day']})(?!\w)")


def night(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«la nuit de lundi à mardi», «la nuit du 12 au 13 juin»: that of the first day."""
    p = found.parts
    if "day" in p and "month" in p:
        (symbol,) = calendar(found.without("first_month"), lexicon)
        eve = lexicon.weekdays[p["weekday_1"]] if "weekday_1" in p else None
        yield replace(symbol, shift=-1, eve=eve, part="NI")
    elif "weekday_1" in p and "weekday" in p and "day" not in p and "first_day_2" not in p:
        yield whole(found, lexicon, "weekday", PUBLICATION, weekday=lexicon.weekdays[p["weekday_1"]], part="NI")


def year(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    yield whole(found, lexicon, "calendar", year=int(found.parts["year"]))


def short_year(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    yield whole(found, lexicon, "calendar", year=_century_year(found.parts["yy"]))


def short_month(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«mai 68»."""
    year, month = _century_year(found.parts["yy"]), lexicon.months[found.parts["month"]]
    yield whole(found, lexicon, "calendar", year=year, month=month)


def _century_year(written: str) -> int:
    return 1900 + int(written.lstrip("'"))


def month(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    month = lexicon.months[found.parts["month"]]
    yield whole(found, lexicon, "calendar", PUBLICATION, month=month, direction=direction(found, lexicon))


def year_range(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    first, last = int(found.parts["first_year"]), int(found.parts["year"])
    if first < last:
        for name, year in (("first_year", first), ("year", last)):
            yield Symbol(*found.spans[name], "calendar", year=year)


def decade(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    written = found.parts["decade"].lstrip("'")
    number = int(written) if written.isdigit() else lexicon.numbers[written].value
    # «les années 20» to «90» are those of the twentieth century in present usage.
    yield whole(found, lexicon, "decade", year=number if number > 99 else 1900 + number)


def century(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    number = roman_value(found.parts["roman"]) if "roman" in found.parts else lexicon.ordinals[found.parts["ordinal"]]
    if number is not None and number <= 30:
        yield whole(found, lexicon, "century", count=number)


def part_of_period(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    for symbol in (decade if "decade" in found.parts else century)(found, lexicon):
        yield replace(symbol, mod=lexicon.modifiers[found.parts["modifier"]])


def quarter(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    p = found.parts
    if "last" in p:
        unit = lexicon.units[p["quarter_1"]]
        yield whole(found, lexicon, "quarter", year=int(p["year_1"]), unit=unit, count=12 // unit.times)
        return
    number, unit = lexicon.ordinals[p["ordinal"]], lexicon.units[p["quarter"]]
    if number * unit.times <= 12:
        year = int(p["year"]) if "year" in p else None
        anchor = PUBLICATION if year is None else NOTHING
        yield whole(
            found, lexicon, "quarter", anchor, year=year, unit=unit, count=number, direction=direction(found, lexicon)
        )


def feast(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    year = int(found.parts["year"]) if "year" in found.parts else None
    anchor = PUBLICATION if year is None else NOTHING
    rule = lexicon.feasts[found.parts["feast"]]
    yield whole(found, lexicon, "feast", anchor, year=year, name=rule, direction=direction(found, lexicon))


def weekday_number(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«samedi 18», «mardi (13)»: a day whose month is not said."""
    day = _day(found.parts.get("day") or found.parts["day_1"])
    weekday = lexicon.weekdays[found.parts["weekday"]]
    yield whole(found, lexicon, "weekday_number", PUBLICATION, weekday=weekday, day=day)


def season(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    year = int(found.parts["year"]) if "year" in found.parts else None
    if "yy" in found.parts:
        year = _century_year(found.parts["yy"])
    anchor = PUBLICATION if year is None else NOTHING
    name = found.parts["season"]
    yield whole(found, lexicon, "season", anchor, name=name, year=year, direction=direction(found, lexicon))


def era(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    name = found.parts["era"]
    yield whole(found, lexicon, "era", name=name, mod=lexicon.eras[name][1])
