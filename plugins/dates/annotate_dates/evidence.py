"""What a text says of the world that was so in some years only: who holds an office, has died, which games are on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from annotate_dates import world
from annotate_dates.cues import any_of, cues
from annotate_dates.fold import fold
from annotate_dates.periods import ALWAYS, Period
from annotate_dates.sentences import Sentences

STRONG, WEAK = 2, 1  # how much a piece of evidence counts: two weak ones are as much as a strong one
_BEFORE = 90  # code points before a name in which its office is looked for
_PLACE = 24  # code points before an office in which «rue du» may stand
_LEAD = 500  # code points in which a text says what is new
_SENTENCE = 300  # code points of a sentence on either side that are looked at
_NEWS = timedelta(3)  # after a death in which most texts tell it
_FAREWELL = timedelta(7)  # in which those who have left office are still called by it
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NAME = re.compile(r"[ '’«][^\W\d_a-zà-ÿ][^\W\d_]")  # a capital within a line
_BETWEEN = re.compile(r"[\w '’,.«-]*[ ,«-]")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Evidence(NamedTuple):
    """The text was written in one of the periods, ``weight`` says how surely; ``start`` and ``end`` are the words for
    it, ``why`` what they stand for."""

    start: int
    end: int
    periods: tuple[Period, ...]
    weight: int
    why: str


def officeholders(folded: str, language: str, sentences: Sentences) -> Iterator[Evidence]:
    """Those whom the text calls by an office as they hold it («le Premier ministre Manuel Valls»), each once."""
    seen: set[tuple[Period, ...]] = set()
    for start, end, terms in world.offices(language).find(folded):
        at = {term.held: _office_before(folded, start, term, language) for term in terms}
        held = tuple(sorted(days for days, found in at.items() if found is not None))
        begin = min((found for found in at.values() if found is not None), default=start)
        if held and held not in seen and _is_of_now(folded, begin, end, language, sentences):
            seen.add(held)
            shown = ", ".join(f"{p.first} to {p.last}" if p.last < ALWAYS.last else f"since {p.first}" for p in held)
            periods = tuple(Period(p.first, min(p.last, ALWAYS.last - _FAREWELL) + _FAREWELL) for p in held)
            yield Evidence(begin, end, periods, WEAK, f"in office {shown}")


def _office_before(folded: str, start: int, term: world.Office, language: str) -> int | None:
    """Where the word for an office begins that stands before a name, with nothing between but what may be. None for
    «ministre» in «Premier ministre», «président» in «ancien président»."""
    low = max(0, start - _BEFORE)
    window = folded[low:start]
    found = list(any_of(term.words).finditer(window))
    if not found or not _BETWEEN.fullmatch(window, found[-1].end()):
        return None
    last = found[-1]
    before = _WORD.findall(window[: last.start()])
    if before and before[-1] in cues(language, "office_past.tsv")["before"]:
        return None
    return low + last.start() if all(word in term.between for word in _WORD.findall(window[last.end() :])) else None


def _is_of_now(folded: str, start: int, end: int, language: str, sentences: Sentences) -> bool:
    """True if nothing around an office and its holder says that they are of the past."""
    past = cues(language, "office_past.tsv")
    before = _WORD.findall(folded[max(0, start - _PLACE) : start])
    if (before and before[-1] in past["before"]) or folded[max(0, start - 3) : start].endswith(("ex-", "ex ")):
        return False
    if any(word in past["place"] for word in before):
        return False
    if folded[end : end + 24].lstrip(" ,(").startswith(past["after"]):
        return False
    first, last = sentences.bounds(start, len(folded))
    sentence = folded[max(first, start - _SENTENCE) : min(last, end + _SENTENCE)]
    return not _YEAR.search(sentence) and not any_of(past["sentence"]).search(sentence)


def deaths(folded: str, language: str, sentences: Sentences) -> Iterator[Evidence]:
    """The death of someone known, told as news in the first lines."""
    for start, end, facts in world.known(language).find(folded[:_LEAD]):
        days = [fact.days for fact in facts if fact.kind == "death"]
        if not days:
            continue
        words = cues(language, "death_words.tsv")
        first, last = sentences.bounds(start, len(folded))
        sentence = folded[first : min(last, end + _SENTENCE)]
        if _YEAR.search(sentence) or any(word in sentence for word in words["not"]):
            continue
        before = folded[max(first, start - 60) : start].rstrip(' «"')
        told = any_of(words["told"]).search(folded[end : min(last, end + 90)])
        beside = _WORD.findall(before)[-6:]
        if any(word in words["kin"] for word in beside) or (told and beside and beside[-1] in words["other"]):
            continue  # «le fils de Fausto Coppi est mort»
        announced = first == 0 and any_of(words["noun"]).search(before)
        if told or announced:
            sure = told or any(not _YEAR.search(told_so) for told_so in _telling(folded, words["told"], sentences))
            periods = tuple(Period(day.first - timedelta(1), day.last + _NEWS) for day in days)
            yield Evidence(start, end, periods, STRONG if sure else WEAK, f"dead on {days[0].first}")


def _telling(folded: str, words: tuple[str, ...], sentences: Sentences) -> Iterator[str]:
    """The first sentences with one of the words."""
    for found in any_of(words).finditer(folded, 0, _LEAD):
        first, last = sentences.bounds(found.start(), len(folded))
        yield folded[first : min(last, found.end() + _SENTENCE)]


def meetings(folded: str, language: str) -> Iterator[Evidence]:
    """Games or a summit that the first line reports on."""
    title = folded[:_LEAD].partition("\n")[0]
    named = {int(year[0]) for year in _YEAR.finditer(title)}
    for start, end, facts in world.known(language).find(title):
        days = [fact.days for fact in facts if fact.kind == "meeting"]
        words = cues(language, "report_words.tsv")
        if not days or any(word in folded[:_LEAD] for word in words["before"]):
            continue
        if (
            named <= {day.first.year for day in days}
            and any_of(words["now"]).search(title)
            and not any_of(words["not"]).search(title)
        ):
            periods = tuple(Period(day.first - timedelta(3), day.last + timedelta(10)) for day in days)
            yield Evidence(start, end, periods, STRONG, f"held {days[0].first} to {days[0].last}")


def of_the_world(text: str, language: str, sentences: Sentences) -> Sequence[Evidence]:
    """All of it, in the order of the kinds; what leaves the same days counts once."""
    if not _NAME.search(text):
        return []
    folded = fold(text)
    found: dict[tuple[Period, ...], Evidence] = {}
    for piece in (
        *deaths(folded, language, sentences),
        *meetings(folded, language),
        *officeholders(folded, language, sentences),
    ):
        if piece.periods not in found or found[piece.periods].weight < piece.weight:
            found[piece.periods] = piece
    return list(found.values())
