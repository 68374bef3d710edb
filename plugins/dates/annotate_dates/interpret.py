"""From what was found to what it says: expressions to symbolic values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from annotate_dates import calendar_words, quantities
from annotate_dates.lexicon import Lexicon
from annotate_dates.recogniser import Found
from annotate_dates.symbol import PUBLICATION, TEXT, Symbol
from annotate_dates.words import clock_of, direction, part_of, relation, whole, zone_of

_DIGITS = re.compile(r"\d+")


def interpret(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """The symbolic values of one expression: one, or several for «du 3 au 7 mars»; none if the words fit no value."""
    return _MEANINGS[found.rule.meaning](found, lexicon)


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


def _weekday_in_week(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«lundi de la semaine prochaine»."""
    unit, weekday = lexicon.units[found.parts["unit"]], lexicon.weekdays[found.parts["weekday"]]
    if unit.code == "W" and {"relation", "succession", "this"} & found.parts.keys():
        succession = found.parts.get("succession")
        count = lexicon.succession[succession] if succession else relation(found, lexicon) or 0
        anchor = TEXT if succession else PUBLICATION
        yield whole(found, lexicon, "weekday_in_week", anchor, unit=unit, weekday=weekday, count=count)


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


def _same_unit(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«la même année»: the one that the text mentioned last."""
    unit = lexicon.units[found.parts["unit"]]
    yield whole(found, lexicon, "unit", TEXT, unit=unit, count=0, demonstrative=False)


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
    mod = lexicon.modifiers[found.parts["modifier"]] if "modifier" in found.parts else None
    yield whole(found, lexicon, "days", TEXT, count=0, part="DT", mod=mod)


def _earlier(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«plus tôt dans la journée»: the day, before the hour that the text speaks of."""
    yield whole(found, lexicon, "days", TEXT, count=0, part=part_of(found, lexicon), mod="BEFORE")


def _clock(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    mod = lexicon.approximations[found.parts["approx"]] if "approx" in found.parts else None
    hour, minute = clock_of(found.parts["clock"], lexicon)
    clock = (hour + 12 if part_of(found, lexicon) in ("AF", "EV") and hour < 12 else hour, minute)
    yield whole(found, lexicon, "clock", TEXT, clock=clock, mod=mod, zone=zone_of(found, lexicon))


def _hours(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«de 15 à 17 heures»: two times of day, the first without its unit."""
    for symbol in _clock(found, lexicon):
        start, end = found.spans["first_hour"]
        yield replace(symbol, start=start, end=end, clock=(int(found.parts["first_hour"]), 0))
        yield replace(symbol, start=found.spans["clock"][0])


_MEANINGS: dict[str, Callable[[Found, Lexicon], Iterator[Symbol]]] = {
    "calendar": calendar_words.calendar,
    "day_list": calendar_words.day_list,
    "day_range": calendar_words.day_range,
    "beside": calendar_words.beside,
    "nth_weekday": calendar_words.nth_weekday,
    "night": calendar_words.night,
    "year": calendar_words.year,
    "numbered_year": calendar_words.year,
    "short_year": calendar_words.short_year,
    "month": calendar_words.month,
    "short_month": calendar_words.short_month,
    "months": calendar_words.calendar,
    "year_range": calendar_words.year_range,
    "decade": calendar_words.decade,
    "century": calendar_words.century,
    "part_of_period": calendar_words.part_of_period,
    "quarter": calendar_words.quarter,
    "feast": calendar_words.feast,
    "deictic": _deictic,
    "anaphor": _anaphor,
    "weekday": _weekday,
    "weekday_number": calendar_words.weekday_number,
    "weekday_in_week": _weekday_in_week,
    "relative_unit": _relative_unit,
    "this_unit": _relative_unit,
    "part_of_unit": _part_of_unit,
    "succession": _succession,
    "same_unit": _same_unit,
    "season": calendar_words.season,
    "era": calendar_words.era,
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
    "set_weekdays": quantities.from_weekday_on,
    "set_part": quantities.each_part,
    "set_season": quantities.each_season,
}
