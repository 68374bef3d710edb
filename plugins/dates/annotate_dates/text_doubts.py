"""What the other dates of a text say against a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from annotate_dates import value as values
from annotate_dates.calendar_doubts import as_written
from annotate_dates.doubt import Doubt
from annotate_dates.fold import fold
from annotate_dates.lexicon import Lexicon
from annotate_dates.sentences import Sentences
from annotate_dates.signals import told
from annotate_dates.symbol import PUBLICATION, TEXT, Symbol
from annotate_dates.walk import Dated

_GAP = 16  # code points between two dates of one range, or two names of one day
_CLAUSE = 60  # code points from a word for a cause to its date
_FAR, _NEAR = 20, 20  # days from the publication date: of a twin in doubt, and of the one that is none
_SLACK = {"D": 0, "W": 7, "M": 31, "Y": 366}  # days by which a length of so many units may be rounded
_NAMED = frozenset({"days", "weekday", "weekday_number", "feast"})


def text_doubts(
    dates: Sequence[Dated], text: str, lexicon: Lexicon, published: date | None, head: Symbol | None
) -> Iterator[tuple[Dated, Doubt]]:
    """Dates that another date of the same text contradicts, each with its doubt."""
    for first, second in pairwise(dates):
        if 0 <= second.symbol.start - first.symbol.end <= _GAP:
            between = fold(text[first.symbol.end : second.symbol.start])
            yield from _range(first, second, between, text, lexicon)
            yield from _two_names(first, second, between, lexicon)
    yield from _causes(dates, text, lexicon)
    if published:
        yield from _ages(dates, text, lexicon, published)
        yield from _twins(dates, text, published, head)


def _range(first: Dated, second: Dated, between: str, text: str, lexicon: Lexicon) -> Iterator[tuple[Dated, Doubt]]:
    """«du 28 novembre au 25 septembre 2016»: a stretch that ends before it begins."""
    if between.strip() not in lexicon.words["range_joints"] or not {first.symbol.meaning, second.symbol.meaning} <= {
        "calendar"
    }:
        return
    opened = fold(text[max(0, first.symbol.start - 16) : first.symbol.start]).rstrip()
    begin, end = values.bounds(first.value.attributes), values.bounds(second.value.attributes)
    if opened.endswith(lexicon.words["range_openers"]) and begin and end and begin[0] > end[1]:
        yield first, Doubt("order", "The stretch ends before it begins.", _before(first, second))


def _before(first: Dated, second: Dated) -> str | None:
    """The last day of the first one's number before the second."""
    if not (first.value.day and second.value.day):
        return None
    months = (values.month_away(second.value.day.year, second.value.day.month, -n) for n in range(4))
    days = (values.day_in(*month, first.value.day.day) for month in months if month)
    return next((f"{day}" for day in days if day and day < second.value.day), None)


def _after(cause: date, effect: date) -> str | None:
    """The first day of the effect's number after the cause."""
    months = (values.month_away(cause.year, cause.month, n) for n in range(3))
    days = (values.day_in(*month, effect.day) for month in months if month)
    return next((f"{day}" for day in days if day and day >= cause), None)


def _two_names(first: Dated, second: Dated, between: str, lexicon: Lexicon) -> Iterator[tuple[Dated, Doubt]]:
    """«hier, 18 février», «le lendemain, 4 mars», «vendredi, le 5 août»: two names of one day that do not agree."""
    if between.strip(" ") not in ("", ",", "("):
        return
    if first.symbol.meaning == "unit" and first.symbol.anchor == TEXT and first.anchor:
        yield from _reckoned(first, second)
        return
    if not first.value.day or not second.value.day:
        return
    named, dated = (first, second) if first.symbol.meaning in _NAMED else (second, first)
    if named.symbol.meaning not in _NAMED or named.symbol.clock or dated.symbol.meaning != "calendar":
        return
    if named.value.day == dated.value.day or dated.symbol.day is None or named.symbol.anchor != PUBLICATION:
        return
    if named.symbol.meaning == "weekday" and dated.value.day and dated.value.day.isoweekday() == named.symbol.weekday:
        return
    yield dated, Doubt("apposition", "Two names of one day that do not agree.", f"{named.value.day}", "high")


def _reckoned(first: Dated, second: Dated) -> Iterator[tuple[Dated, Doubt]]:
    """«5 ans plus tard, le 5 décembre 2015», in a text that has spoken of 2007."""
    found, written = values.bounds(first.value.attributes), values.bounds(second.value.attributes)
    code = first.symbol.unit.code if first.symbol.unit else ""
    if second.symbol.meaning != "calendar" or second.value.mod or not found or not written or code not in _SLACK:
        return
    away = max((written[0] - found[1]).days, (found[0] - written[1]).days)
    if away > _SLACK[code]:
        yield second, Doubt("apposition", "Two words for one time that do not agree.", f"{found[0]}")


def _causes(dates: Sequence[Dated], text: str, lexicon: Lexicon) -> Iterator[tuple[Dated, Doubt]]:
    """«Après l'attentat du 14 juillet, l'état d'urgence a été prolongé le 12 juillet»: an effect before its cause."""
    sentences = Sentences(text)
    days = [d for d in dates if d.value.day and d.symbol.meaning == "calendar"]
    for cause, effect in pairwise(days):
        if sentences.number(cause.symbol.start) != sentences.number(effect.symbol.start) or effect.tense > 0:
            continue
        before = fold(text[max(0, cause.symbol.start - _CLAUSE) : cause.symbol.start])
        clause = before.rpartition(",")[2].rpartition(".")[2]
        after = text[cause.symbol.end : effect.symbol.start]
        marked = any(f" {word} " in f" {clause.replace(chr(39), chr(39) + ' ')} " for word in lexicon.words["causes"])
        assert cause.value.day is not None and effect.value.day is not None
        told_so = effect.tense < 0 and told(text, effect.symbol, lexicon)
        if marked and told_so and after.lstrip().startswith(",") and effect.value.day < cause.value.day:
            yield effect, Doubt("cause", "An effect before its cause.", _after(cause.value.day, effect.value.day))


def _ages(dates: Sequence[Dated], text: str, lexicon: Lexicon, published: date) -> Iterator[tuple[Dated, Doubt]]:
    """«né le 31 janvier 1977 (39 ans)», in a text of May 2017: an age and a date of birth that do not agree."""
    for dated in dates:
        before = fold(text[max(0, dated.symbol.start - 32) : dated.symbol.start])
        window = values.bounds(dated.value.attributes)
        if not before.rstrip().endswith(lexicon.words["births"]) or dated.symbol.year is None or not window:
            continue
        after = fold(text[dated.symbol.end : dated.symbol.end + 16])
        age = _age_after(lexicon).match(after) or _age_before(lexicon).search(before)
        if age and not _full_years(window[1], published) <= int(age[1]) <= _full_years(window[0], published):
            born = window[0]
            rival = values.day_in(born.year + _full_years(born, published) - int(age[1]), born.month, born.day)
            why = "The age does not fit the date of birth."
            yield dated, Doubt("age", why, f"{rival}" if rival else None, "medium")


def _full_years(born: date, then: date) -> int:
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


@cache
def _age_after(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf" ?[,(] ?(\d{{1,3}}) (?:{'|'.join(lexicon.words['age_unit'])})\b")


@cache
def _age_before(lexicon: Lexicon) -> re.Pattern[str]:
    units, born = ("|".join(lexicon.words[name]) for name in ("age_unit", "births"))
    return re.compile(rf"(\d{{1,3}}) (?:{units}) ?[,(] ?(?:{born}) ?\Z")


def _twins(dates: Sequence[Dated], text: str, published: date, head: Symbol | None) -> Iterator[tuple[Dated, Doubt]]:
    """«le 18 février» and «le 18 mai» in a text of 20 February: one day under two months, the far one in doubt."""
    sentences = Sentences(text)
    near = {published.day: (published, -1)}  # by the number of the day: a day near the publication, and its sentence
    days = [(d, as_written(d.symbol, d.value.day)) for d in dates if d.symbol.day and d.value.day and d.symbol.month]
    for dated, day in days:
        if abs((day - published).days) <= _NEAR:
            near.setdefault(day.day, (day, sentences.number(dated.symbol.start)))
    for dated, day in days:
        other, sentence = near.get(day.day, (None, -1))
        sure = dated.symbol is head or dated.symbol.weekday or dated.symbol.direction or dated.tense > 0 or day.day == 1
        far = abs((day - published).days) > _FAR and day.year == published.year
        if other and far and not sure and sentences.number(dated.symbol.start) != sentence:
            why = "The text has a day of the same number in another month, nearer to the publication."
            yield dated, Doubt("twin", why, f"{other}", "high")
