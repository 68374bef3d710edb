"""From what was found to what it says: expressions to symbolic values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from annotate_dates import quantities
from annotate_dates.lexicon import Lexicon
from annotate_dates.recogniser import Found
from annotate_dates.symbol import NOTHING, PUBLICATION, TEXT, Symbol
from annotate_dates.words import clock_of, direction, part_of, relation, roman_value, whole

_DIGITS = re.compile(r"\d+")


def interpret(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """The symbolic values of one expression: one, or several for «du 3 au 7 mars»; none if the words fit no value."""
    return _MEANINGS[found.rule.meaning](found, lexicon)


def _calendar(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
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
        yield replace(symbol, month=lexicon.months[p["first_month"]], start=start, end=end)
        symbol = replace(symbol, start=found.spans["month"][0])
    yield symbol


def _day(written: str) -> int:
    digits = _DIGITS.match(written)
    return int(digits[0]) if digits else 1


def _day_list(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«du 3 au 7 mars», «lundi 20, mardi 21 et mercredi 22 avril»: a day each, the month with the last."""
    (last,) = _calendar(found, lexicon)
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


def _night(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«la nuit de lundi à mardi», «la nuit du 12 au 13 juin»: that of the first day."""
    p = found.parts
    if "day" in p and "month" in p:
        (symbol,) = _calendar(found, lexicon)
        yield replace(symbol, shift=-1, weekday=None, part="NI")
    elif "weekday_1" in p and "weekday" in p and "day" not in p and "first_day_2" not in p:
        yield whole(found, lexicon, "weekday", PUBLICATION, weekday=lexicon.weekdays[p["weekday_1"]], part="NI")


def _year(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    yield whole(found, lexicon, "calendar", year=int(found.parts["year"]))


def _short_year(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    yield whole(found, lexicon, "calendar", year=1900 + int(found.parts["yy"]))


def _month(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    month = lexicon.months[found.parts["month"]]
    yield whole(found, lexicon, "calendar", PUBLICATION, month=month, direction=direction(found, lexicon))


def _year_range(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    first, last = int(found.parts["first_year"]), int(found.parts["year"])
    if first < last:
        for name, year in (("first_year", first), ("year", last)):
            yield Symbol(*found.spans[name], "calendar", year=year)


def _decade(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    written = found.parts["decade"].lstrip("'")
    number = int(written) if written.isdigit() else lexicon.numbers[written].value
    # «les années 20» to «90» are those of the twentieth century in present usage.
    yield whole(found, lexicon, "decade", year=number if number > 99 else 1900 + number)


def _century(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    number = roman_value(found.parts["roman"]) if "roman" in found.parts else lexicon.ordinals[found.parts["ordinal"]]
    if number is not None and number <= 30:
        yield whole(found, lexicon, "century", count=number)


def _part_of_period(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    for symbol in (_decade if "decade" in found.parts else _century)(found, lexicon):
        yield replace(symbol, mod=lexicon.modifiers[found.parts["modifier"]])


def _quarter(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    number, unit = lexicon.ordinals[found.parts["ordinal"]], lexicon.units[found.parts["quarter"]]
    if number * unit.times <= 12:
        year = int(found.parts["year"]) if "year" in found.parts else None
        anchor = PUBLICATION if year is None else NOTHING
        yield whole(
            found, lexicon, "quarter", anchor, year=year, unit=unit, count=number, direction=direction(found, lexicon)
        )


def _feast(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    year = int(found.parts["year"]) if "year" in found.parts else None
    anchor = PUBLICATION if year is None else NOTHING
    rule = lexicon.feasts[found.parts["feast"]]
    yield whole(found, lexicon, "feast", anchor, year=year, name=rule, direction=direction(found, lexicon))


def _deictic(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    clock = clock_of(found.parts["clock"], lexicon) if "clock" in found.parts else None
    days = lexicon.deictics[found.parts["deictic"]]
    yield whole(found, lexicon, "days", PUBLICATION, count=days, part=part_of(found, lexicon), clock=clock)


def _anaphor(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    days = lexicon.anaphors[found.parts["anaphor"]]
    yield whole(found, lexicon, "days", TEXT, count=days, part=part_of(found, lexicon))


def _weekday(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    day = lexicon.weekdays[found.parts["weekday"]]
    symbol = whole(found, lexicon, "weekday", PUBLICATION, weekday=day, part=part_of(found, lexicon))
    ahead = found.before in lexicon.weekday_ahead_after
    yield replace(symbol, direction=direction(found, lexicon), leaning=1 if ahead else 0)


def _relative_unit(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    unit = lexicon.units[found.parts["unit"]]
    yield whole(found, lexicon, "unit", PUBLICATION, unit=unit, count=relation(found, lexicon) or 0)


def _part_of_unit(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    mod = lexicon.modifiers[found.parts["modifier"]]
    for symbol in _relative_unit(found, lexicon):
        yield replace(symbol, mod=mod)


def _succession(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    unit, count = lexicon.units[found.parts["unit"]], lexicon.succession[found.parts["succession"]]
    yield whole(found, lexicon, "unit", TEXT, unit=unit, count=count, demonstrative=False)


def _season(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    year = int(found.parts["year"]) if "year" in found.parts else None
    anchor = PUBLICATION if year is None else NOTHING
    name = found.parts["season"]
    yield whole(found, lexicon, "season", anchor, name=name, year=year, direction=direction(found, lexicon))


def _era(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    name = found.parts["era"]
    yield whole(found, lexicon, "era", name=name, mod=lexicon.eras[name][1])


def _reference(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    yield whole(found, lexicon, "reference", name=lexicon.references[found.parts["reference"]])


def _undated(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«il y a quelques jours»: a date, but which is not said."""
    yield whole(found, lexicon, "undated", name=lexicon.undated[found.parts["undated"]])


def _daypart(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    mod = lexicon.modifiers[found.parts["modifier"]] if "modifier" in found.parts else None
    given = relation(found, lexicon)
    if "succession" in found.parts:
        count = lexicon.succession[found.parts["succession"]]
        yield whole(found, lexicon, "days", TEXT, count=count, part=part_of(found, lexicon))
        return
    anchor = PUBLICATION if found.determiner in lexicon.words["demonstratives"] or given else TEXT
    yield whole(found, lexicon, "days", anchor, count=given or 0, part=part_of(found, lexicon), mod=mod)


def _whole_day(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    yield whole(found, lexicon, "days", TEXT, count=0, part="DT")


def _earlier(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«plus tôt dans la journée»: the day, before the hour that the text speaks of."""
    yield whole(found, lexicon, "days", TEXT, count=0, part=part_of(found, lexicon), mod="BEFORE")


def _clock(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    mod = lexicon.approximations[found.parts["approx"]] if "approx" in found.parts else None
    zone = lexicon.zones[found.parts["zone"]] if "zone" in found.parts else None
    hour, minute = clock_of(found.parts["clock"], lexicon)
    clock = (hour + 12 if part_of(found, lexicon) in ("AF", "EV") and hour < 12 else hour, minute)
    yield whole(found, lexicon, "clock", TEXT, clock=clock, mod=mod, zone=None if zone == "-" else zone)


def _hours(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«de 15 à 17 heures»: two times of day, the first without its unit."""
    for symbol in _clock(found, lexicon):
        start, end = found.spans["first_hour"]
        yield replace(symbol, start=start, end=end, clock=(int(found.parts["first_hour"]), 0))
        yield replace(symbol, start=found.spans["clock"][0])


_MEANINGS: dict[str, Callable[[Found, Lexicon], Iterator[Symbol]]] = {
    "calendar": _calendar,
    "day_list": _day_list,
    "night": _night,
    "year": _year,
    "numbered_year": _year,
    "short_year": _short_year,
    "month": _month,
    "months": _calendar,
    "year_range": _year_range,
    "decade": _decade,
    "century": _century,
    "part_of_period": _part_of_period,
    "quarter": _quarter,
    "feast": _feast,
    "deictic": _deictic,
    "anaphor": _anaphor,
    "weekday": _weekday,
    "relative_unit": _relative_unit,
    "this_unit": _relative_unit,
    "part_of_unit": _part_of_unit,
    "succession": _succession,
    "season": _season,
    "era": _era,
    "reference": _reference,
    "undated": _undated,
    "daypart": _daypart,
    "whole_day": _whole_day,
    "earlier": _earlier,
    "clock": _clock,
    "hours": _hours,
    "ago": lambda found, lexicon: quantities.distance(found, lexicon, PUBLICATION, -1),
    "ahead": lambda found, lexicon: quantities.distance(found, lexicon, PUBLICATION, 1),
    "later": quantities.later,
    "duration": quantities.duration,
    "counts": quantities.counts,
    "after_event": quantities.after_event,
    "span": quantities.span,
    "ordinal": quantities.ordinal,
    "period": quantities.period,
    "recurrence": quantities.recurrence,
    "set": quantities.each,
    "set_weekday": quantities.each_weekday,
    "set_part": quantities.each_part,
    "set_season": quantities.each_season,
}
