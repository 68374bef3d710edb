"""What the dates that a text names with their year say of when it was written.

News names its own year beside its own days: in its first line, on a line of their own, with «ce», among days without a
year. None of these alone is sure: a text may tell of long ago.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from annotate_dates.cues import any_of, cues
from annotate_dates.evidence import STRONG, WEAK, Evidence
from annotate_dates.fold import fold
from annotate_dates.lexicon import Lexicon
from annotate_dates.periods import ALWAYS, Period
from annotate_dates.signals import signals, told_close
from annotate_dates.symbol import Symbol
from annotate_dates.value import day_in, days_of

_LEAD = 400  # code points in which a text says what is new
_LINE = 40  # code points beside a date on a line that only names it («Mis en ligne le 3 mars 2016»)
_BACK, _ON = timedelta(40), timedelta(31)  # around a day that the text names as its own
_WITHIN = timedelta(5)  # the same of a day in its first line
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 60  # days from it within which other days stand without their year


def named(
    dates: Sequence[Symbol], text: str, language: str, lexicon: Lexicon, yearless: Sequence[Symbol]
) -> Iterator[Evidence]:
    """Evidence from the years of a text: a floor, the year of its first line, the last day that it names."""
    known = [s for s in dates if s.year and not s.short_year and ALWAYS.first.year < s.year < ALWAYS.last.year]
    known = [s for s in known if _first(s)]
    if not known:
        return
    line_end = max(text.find("\n"), 0)
    past = [s for s in known if not _is_ahead(s, text, lexicon)]
    yield from _floor(past, text, lexicon)
    last = max(past, key=lambda s: (s.year or 0, s.month or 0, s.day or 0), default=None)
    title = [s for s in known if s.start < line_end and (s.day or not (s.month or _is_adjunct(s, text, lexicon)))]
    yield from _of_title(title, text, line_end, language, last)
    if last and last.month and last.year and not _counts_years(text, lexicon):
        yield from _of_last_day(last, text, yearless)


def _first(symbol: Symbol) -> date | None:
    return day_in(symbol.year or 0, symbol.month or 1, symbol.day or 1)


def _is_ahead(symbol: Symbol, text: str, lexicon: Lexicon) -> bool:
    before = fold(text[max(0, symbol.start - 24) : symbol.start]).rstrip()
    return signals(text, symbol.start, symbol.end, lexicon).future or before.endswith(lexicon.looking_ahead)


def _floor(past: Sequence[Symbol], text: str, lexicon: Lexicon) -> Iterator[Evidence]:
    """A text is not older than what it tells as past."""
    sure = [s for s in past if (s.month or _is_adjunct(s, text, lexicon)) and told_close(text, s, lexicon)]
    last = max(sure, key=lambda s: _first(s) or date.min, default=None)
    if last and (first := _first(last)):
        yield Evidence(last.start, last.end, (Period(first, ALWAYS.last),), 0, "")


def _is_adjunct(symbol: Symbol, text: str, lexicon: Lexicon) -> bool:
    """True for «en 2016», which is no part of a name as in «Open 2016»."""
    before = fold(text[max(0, symbol.start - 8) : symbol.start]).split()
    return bool(before) and before[-1] in lexicon.words["adjunct"]


def _of_title(
    title: Sequence[Symbol], text: str, line_end: int, language: str, last: Symbol | None
) -> Iterator[Evidence]:
    """«Tour de France 2016 : résultats de la première étape», «mardi 18 décembre 2018»."""
    if not title:
        return
    line, lead = fold(text[:line_end]), fold(text[:_LEAD])
    words = cues(language, "report_words.tsv")
    if any_of(words.get("not", ())).search(line) or any(word in lead for word in words.get("before", ())):
        return
    first, final = title[0], title[-1]
    assert first.year and final.year
    day = _first(first) if first.day and first.month else None
    if day:
        yield Evidence(first.start, first.end, (Period(day - _WITHIN, day + _WITHIN),), STRONG, "in its first line")
        return
    if final.year == first.year + 1 and _is_range(line, first, final):
        season = Period(date(first.year, 8, 1), date(final.year, 7, 31))
        yield Evidence(first.start, final.end, (season,), WEAK, "a season in its first line")
    elif first.year == final.year and last and last.year == first.year:
        sure = any_of(words.get("now", ())).search(line)
        year = Period(date(first.year, 1, 1), date(first.year, 12, 31))
        yield Evidence(first.start, first.end, (year,), STRONG if sure else WEAK, "in its first line")


def _is_range(line: str, first: Symbol, final: Symbol) -> bool:
    """True for «2016-2017»."""
    return line[first.end : final.start].strip() in ("-", "–", "/")


def _of_last_day(last: Symbol, text: str, yearless: Sequence[Symbol]) -> Iterator[Evidence]:
    """The last day or month named with its year, and what speaks for its being of the time of writing."""
    first = _first(last)
    assert first is not None and last.month is not None and last.year is not None
    end = day_in(last.year, last.month, last.day or days_of(last.year, last.month)) or first
    around = (Period(first - _BACK, end + _ON),)
    if last.start < _LEAD and last.day:
        yield Evidence(last.start, last.end, around, WEAK, "the last day named, in its first lines")
    if last.day and (rest := _rest_of_line(last, text)) is not None:
        names = any(word[0].isupper() for word in _WORD.findall(rest)[1:])
        yield Evidence(last.start, last.end, around, WEAK if names else STRONG, "on a line of its own")
    if last.demonstrative and last.day:
        yield Evidence(last.start, last.end, around, STRONG, "")
    elif last.weekday and first.isoweekday() == last.weekday:
        yield Evidence(last.start, last.end, around, WEAK, "")
    for other in yearless:
        day = day_in(last.year, other.month or 0, other.day or 0)
        if day and abs((day - first).days) <= _NEAR and (day != first or not last.day):
            yield Evidence(other.start, other.end, around, WEAK, "beside the last day with a year")
            return


def _rest_of_line(symbol: Symbol, text: str) -> str | None:
    """What stands beside a date on a short line without a full stop, below the first; None for other lines."""
    begin = text.rfind("\n", 0, symbol.start) + 1
    end = text.find("\n", symbol.end)
    before, after = text[begin : symbol.start], text[symbol.end : end if end >= 0 else len(text)]
    short = begin and len(before) + len(after) < _LINE and not after.rstrip().endswith((".", "!", "?", "»"))
    return before + after if short else None


def _counts_years(text: str, lexicon: Lexicon) -> bool:
    """True for texts on anniversaries."""
    return bool(_anniversary(lexicon).search(fold(text[:_LEAD])))


@cache
def _anniversary(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(w for w in lexicon.words['anniversary'] if len(w) > 3)})\b")
