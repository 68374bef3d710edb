"""What looks like an expression of time and is none: ages, scores, phone numbers, planets, first names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotate_dates.lexicon import Lexicon

if TYPE_CHECKING:
    from annotate_dates.recogniser import Found

_WINDOW = 40
_WORD_BEFORE = re.compile(r"([\w'-]+|\()[ ]{0,2}\Z")
_WORD_AFTER = re.compile(r"[ ]{0,2}([\w']+)")
_NUMBER_BEFORE = re.compile(r"(?:\d[.,/:–-]?|\d [.,]?|[$€£+])\Z")
_NUMBER_AFTER = re.compile(r"[.,/:-]?\d| ?[%‰€$£°]")
_WORD_JOINED = re.compile(r"-[^\W\d_]")
_AGE = re.compile(r"\d{1,3}|[^\d]+")
_GENERAL_YEARS = range(1800, 2100)
DEMONSTRATIVES = frozenset({"ce", "cet", "cette"})
_OLDEST = 120  # years


def refused(found: Found, text: str, folded: str, lexicon: Lexicon, end_before: int) -> bool:
    """True if what stands around an expression says that it is none. ``end_before``: where the last expression ended,
    or -1."""
    before, after = folded[max(0, found.core - _WINDOW) : found.core], folded[found.end : found.end + _WINDOW]
    if folded[found.core].isdigit() and _NUMBER_BEFORE.search(before):
        return True
    if (_NUMBER_AFTER if folded[found.end - 1].isdigit() else _WORD_JOINED).match(after):
        return True
    gate = _GATES.get(found.rule.meaning)
    return bool(gate and gate(found, text, before, after, lexicon, found.core - end_before <= 4))


def _last_word(before: str) -> str:
    match = _WORD_BEFORE.search(before)
    if not match:
        return ""
    word = match[1]
    return word if word.endswith("'") and word[:-1] in ("d", "l") else word.split("'")[-1] or word


def _month(found: Found, text: str, before: str, after: str, lexicon: Lexicon, adjacent: bool) -> bool:
    word = _context(before, lexicon.before_month)
    if f"&{word}" in lexicon.before_month:
        return not adjacent
    if word not in lexicon.before_month:
        return True
    return text[found.core].isupper() and not text[found.core : found.end].isupper()


def _context(before: str, words: frozenset[str]) -> str:
    """The longest of the words that the text before ends with, or its last word."""
    stripped = before.rstrip(" -")
    fitting = [w for w in words if stripped.endswith(w) and not stripped[: -len(w)][-1:].isalnum()]
    return max(fitting, key=len, default=_last_word(before))


def _year(found: Found, text: str, before: str, after: str, lexicon: Lexicon, adjacent: bool) -> bool:
    if _context(before, lexicon.before_year) in lexicon.before_year:
        return False
    word = _context(before, lexicon.weak_before_year)
    if f"&{word}" in lexicon.weak_before_year and not adjacent:
        return True
    if word.lstrip("&") not in {w.lstrip("&") for w in lexicon.weak_before_year}:
        return True
    if int(found.parts["year"]) not in _GENERAL_YEARS:
        return True
    follows = _WORD_AFTER.match(after)
    return bool(follows) and follows[1] not in lexicon.after_year and follows[1][:2] not in lexicon.after_year


def _weekday(found: Found, text: str, before: str, after: str, lexicon: Lexicon, adjacent: bool) -> bool:
    return _last_word(before) in lexicon.not_weekday_after


def _duration(found: Found, text: str, before: str, after: str, lexicon: Lexicon, adjacent: bool) -> bool:
    unit, number = found.parts["unit"], found.parts.get("n", "")
    code = lexicon.units[unit].code
    if (
        code == "WE"
        or (code == "D" and number == "un")
        or (code == "TH" and number in ("un", "une") and _last_word(before) == "à")
    ):
        return True
    first, last = found.spans["unit"]
    if text[first].isupper() and not text[first:last].isupper():
        return True  # «24 Heures du Mans», «20 Minutes»
    return code == "Y" and unit in ("an", "ans") and _is_age(found, before, after, lexicon)


def _distance(found: Found, text: str, before: str, after: str, lexicon: Lexicon, adjacent: bool) -> bool:
    return lexicon.units[found.parts["unit"]].code == "D" and found.parts["n"] == "un"


def _is_age(found: Found, before: str, after: str, lexicon: Lexicon) -> bool:
    value = found.parts.get("n", "")
    if not value or (value.isdigit() and int(value) > _OLDEST):
        return False
    stripped = before.rstrip(" ")
    if value.isdigit() and stripped.endswith((",", "(")) and re.match(r" ?(?:[,.;)]|et |est |a |\Z)", after):
        return True  # «Anne, 34 ans, ...»
    if any(stripped.endswith(c) and not stripped[: -len(c)][-1:].isalnum() for c in lexicon.age_contexts):
        return True
    nouns = re.sub(r"\W+d[e']$", "", stripped).split()[-2:]
    return any(noun in lexicon.age_nouns or noun.endswith(lexicon.age_endings) for noun in nouns)


def _clock(found: Found, text: str, before: str, after: str, lexicon: Lexicon, adjacent: bool) -> bool:
    word = _last_word(before)
    written = found.parts["clock"]
    if "approx" in found.parts and found.parts["approx"] == "vers":
        return False
    if word in lexicon.before_duration:
        return True
    if re.fullmatch(r"\d{1,2} ?h(?: ?\d\d)?", written):
        return False
    return word not in lexicon.before_clock or text[found.core].isupper()


def _daypart(found: Found, text: str, before: str, after: str, lexicon: Lexicon, adjacent: bool) -> bool:
    if found.parts["part"] in lexicon.dayparts_not_today and found.determiner in DEMONSTRATIVES:
        return True
    if found.determiner == "la" and "relation" not in found.parts and "modifier" not in found.parts:
        return not before.removesuffix(" ").removesuffix("la").rstrip().endswith("dans")
    return False


def _unit(found: Found, text: str, before: str, after: str, lexicon: Lexicon, adjacent: bool) -> bool:
    word, code = found.parts["unit"], lexicon.units[found.parts["unit"]].code
    if code.startswith("T") or (word.endswith("s") and word != "mois"):
        return True
    return word == "journée" or lexicon.units[word].times not in (1, 100)


def _months(found: Found, text: str, before: str, after: str, lexicon: Lexicon, adjacent: bool) -> bool:
    return not {"year", "relation"} & found.parts.keys() and _month(found, text, before, after, lexicon, adjacent)


_GATES = {
    "months": _months,
    "ahead": _distance,
    "ago": _distance,
    "month": _month,
    "year": _year,
    "weekday": _weekday,
    "duration": _duration,
    "clock": _clock,
    "daypart": _daypart,
    "relative_unit": _unit,
    "this_unit": _unit,
    "part_of_unit": _unit,
}
