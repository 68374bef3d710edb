"""Lengths of time and recurrences: expressions to symbolic values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotate_dates.lexicon import Lexicon
from annotate_dates.recogniser import Found
from annotate_dates.symbol import PUBLICATION, TEXT, Symbol
from annotate_dates.words import number_of, relation, whole


def _mod(found: Found, lexicon: Lexicon, approximate: bool) -> str | None:
    word = found.parts.get("approx")
    return lexicon.approximations[word] if word else "APPROX" if approximate else None


def distance(found: Found, lexicon: Lexicon, anchor: str, sign: int) -> Iterator[Symbol]:
    """«il y a trois jours», «dans deux mois»."""
    count, approximate = number_of(found.parts["n"], lexicon)
    unit = lexicon.units[found.parts["unit"]]
    if unit.code != "WE":
        mod = _mod(found, lexicon, approximate)
        yield whole(found, lexicon, "unit", anchor, unit=unit, count=sign * count, mod=mod)


def later(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«trois jours plus tard», reckoned from what the text mentioned."""
    yield from distance(found, lexicon, TEXT, -1 if "earlier" in found.parts else 1)


def duration(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«trois jours», «plusieurs mois», «une demi-heure»."""
    p = found.parts
    count, approximate = number_of(p["n"], lexicon) if "n" in p else (0 if "half" in p else None, False)
    mod = _mod(found, lexicon, approximate)
    unit = lexicon.units[p["unit"]]
    yield whole(found, lexicon, "duration", unit=unit, count=count, half="half" in p, mod=mod)


def counts(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«huit à dix jours»: two lengths, the first without its unit."""
    for symbol in duration(found, lexicon):
        start, end = found.spans["first_n"]
        first, approximate = number_of(found.parts["first_n"], lexicon)
        if symbol.count is not None and first < symbol.count:
            yield replace(symbol, start=start, end=end, count=first, mod="APPROX" if approximate else None)
        yield replace(symbol, start=found.spans["n"][0])


def after_event(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«quelques semaines après cette rencontre»: a length that counts from an event."""
    p = found.parts
    least, most = lexicon.vague[p["vague"]] if "vague" in p else (number_of(p["n"], lexicon)[0],) * 2
    count = None if "vague" in p else least
    unit = lexicon.units[p["unit"]]
    if unit.code == "WE":
        return
    yield whole(
        found,
        lexicon,
        "duration",
        TEXT,
        unit=unit,
        count=count,
        event=p["event"],
        least=least,
        most=most,
        direction=1 if "after" in p else -1,
        demonstrative=False,
    )


def span(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«les trois derniers mois», «ces dernières années»: a length that ends or begins now."""
    count = number_of(found.parts["n"], lexicon)[0] if "n" in found.parts else None
    unit = lexicon.units[found.parts["unit"]]
    if unit.code != "WE" and found.parts["unit"] in lexicon.plural_units | lexicon.invariable_units:
        direction = relation(found, lexicon)
        yield whole(found, lexicon, "span", PUBLICATION, unit=unit, count=count, direction=direction)


def ordinal(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«la deuxième journée»: one of its unit."""
    unit = lexicon.units[found.parts["unit"]]
    if unit.times == 1 and not unit.code.startswith("T") and unit.code != "WE":
        yield whole(found, lexicon, "duration", unit=unit, count=1)


def period(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«quinquennat»."""
    yield whole(found, lexicon, "length", name=lexicon.periods[found.parts["period"]])


def recurrence(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«annuel», «quotidiennement»."""
    yield whole(found, lexicon, "recurrence", name=lexicon.recurrences[found.parts["recurrence"]])


def each(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«chaque année», «tous les deux mois»."""
    count = number_of(found.parts["n"], lexicon)[0] if "n" in found.parts else 1
    yield whole(found, lexicon, "set", unit=lexicon.units[found.parts["unit"]], count=count)


def each_weekday(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«chaque lundi», «tous les samedis soir»."""
    weekday = lexicon.weekdays[found.parts["weekday"]]
    if "part" in found.parts:
        part = lexicon.dayparts[found.parts["part"]]
        yield whole(found, lexicon, "recurrence", name=f"XXXX-WXX-{weekday}T{part}")
        return
    yield whole(found, lexicon, "set", weekday=weekday)


def from_weekday_on(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«du lundi au vendredi»: the two days between which something recurs."""
    for name in ("weekday_1", "weekday"):
        start, end = found.spans[name]
        yield Symbol(start, end, "set", weekday=lexicon.weekdays[found.parts[name]])


def each_part(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«chaque matin»."""
    yield whole(found, lexicon, "recurrence", name=f"XXXX-XX-XXT{lexicon.dayparts[found.parts['part']]}")


def each_season(found: Found, lexicon: Lexicon) -> Iterator[Symbol]:
    """«chaque été»."""
    yield whole(found, lexicon, "recurrence", name=f"XXXX-{lexicon.seasons[found.parts['season']][0]}")
