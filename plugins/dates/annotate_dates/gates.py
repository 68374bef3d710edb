"""What looks like an expression of time and is none: ages, scores, phone numbers, planets, first names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from annotate_dates.lexicon import Lexicon

if TYPE_CHECKING:
    from annotate_dates.recogniser import Found

_WINDOW = 40
_BESIDE = 4  # code points: right behind another expression
_WORD_BEFORE = re.compile(r"([\w'-]+|\()[ ]{0,2}\Z")
_WORD_AFTER = re.compile(r"[ ]{0,2}([\w']+)")
_NUMBER_BEFORE = re.compile(r"(?:\d[.,/:–-]?|\d [.,]?|[$€£+])\Z")
_NUMBER_AFTER = re.compile(r"[.,/:-]?\d| ?[%‰€$£°]")
_WORD_JOINED = re.compile(r"-[^\W\d_]")
_GENERAL_YEARS = range(1800, 2100)
_RECENT_YEARS = range(1900, 2100)
_BESIDE_WORD = re.compile(r"[^\W\d_](?:[ ]|, )\Z")
_RANGE = re.compile(r"(?<!\d)\d{1,3} (\w{1,3})\Z")
_OLDEST, _GROWN = 120, 14  # years


def refused(found: Found, text: str, folded: str, lexicon: Lexicon, end_before: int) -> bool:
    """True if what stands around an expression says that it is none. ``end_before``: where the last expression ended,
    or -1."""
    before, after = folded[max(0, found.core - _WINDOW) : found.core], folded[found.end : found.end + _WINDOW]
    if folded[found.core].isdigit() and _NUMBER_BEFORE.search(before):
        return True
    if (_NUMBER_AFTER if folded[found.end - 1].isdigit() else _WORD_JOINED).match(after):
        return True
    gate = _GATES.get(found.rule.meaning)
    return bool(
        gate and gate(found, text, before, after, lexicon, found.core - end_before if end_before >= 0 else _WINDOW)
    )


def _last_word(before: str, lexicon: Lexicon) -> str:
    match = _WORD_BEFORE.search(before)
    if not match:
        return ""
    word = match[1]
    return word if word.endswith("'") and word[:-1] in lexicon.words["elided"] else word.split("'")[-1] or word


def _month(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    word = _context(before, lexicon.before_month, lexicon)
    if f"&{word}" in lexicon.before_month:
        return gap > _BESIDE
    if word not in lexicon.before_month:
        return True
    capital = "yes" in lexicon.words["months_are_capital"]
    return text[found.core].isupper() != capital and not text[found.core : found.end].isupper()


def _context(before: str, words: frozenset[str], lexicon: Lexicon) -> str:
    """The longest of the words that the text before ends with, or its last word."""
    stripped = before.rstrip(" -")
    fitting = [w for w in words if _ends_with(stripped, w)]
    return max(fitting, key=len, default=_last_word(before, lexicon))


def _ends_with(before: str, words: str) -> bool:
    return before.endswith(words) and not (words[0].isalnum() and before[: -len(words)][-1:].isalnum())


def _year(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    stripped = before.rstrip(" -\u2026.")
    if any(_ends_with(stripped, word) for word in lexicon.before_year):
        return False
    if any(_ends_with(stripped, word) for word in lexicon.no_year_after):
        return True
    year, word = int(found.parts["year"]), _context(before, lexicon.weak_before_year, lexicon)
    weak = word.lstrip("&") in {w.lstrip("&") for w in lexicon.weak_before_year}
    if f"&{word}" in lexicon.weak_before_year and gap > _BESIDE:
        return True
    if year not in (_GENERAL_YEARS if weak or gap <= _BESIDE else _RECENT_YEARS):
        return True
    if not (weak or gap <= _BESIDE or _BESIDE_WORD.search(before)):
        return True
    return gap > _BESIDE and _counted(found, text, after, lexicon)


def _counted(found: Found, text: str, after: str, lexicon: Lexicon) -> bool:
    """True if a number counts what follows it: a plural in small letters, or a unit of measure."""
    word = _small_word(found, text, after)
    return not _begins_clause(word, lexicon) and bool(re.fullmatch(lexicon.patterns["counted"], word))


def _small_word(found: Found, text: str, after: str) -> str:
    follows = _WORD_AFTER.match(after)
    return follows[1] if follows and not text[found.end + follows.start(1)].isupper() else ""


def _begins_clause(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.after_year or word[:2] in lexicon.after_year


def _weekday_number(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    # «mardi 20 personnes», «samedi 18 h»: any word that no clause begins with is counted.
    word = _small_word(found, text, after)
    return "day_1" not in found.parts and bool(word) and not _begins_clause(word, lexicon)


def _short_year(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    return _counted(found, text, after, lexicon)


def _weekday(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    return _context(before, lexicon.not_weekday_after, lexicon) in lexicon.not_weekday_after


def _duration(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    unit, number = found.parts["unit"], found.parts.get("n", "")
    code = lexicon.units[unit].code
    if (
        code == "WE"
        or (unit in lexicon.words["some_day"] and number in lexicon.words["one"])
        or (code == "TH" and number in lexicon.words["one"] and _last_word(before, lexicon) in lexicon.words["at"])
    ):
        return True
    first, last = found.spans["unit"]
    if text[first].isupper() and not text[first:last].isupper():
        return True  # «24 Heures du Mans», «20 Minutes»
    return code == "Y" and unit in lexicon.words["age_unit"] and _is_age(found, before, after, lexicon)


def _distance(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    return lexicon.units[found.parts["unit"]].code == "D" and found.parts["n"] in lexicon.words["one"]


def _is_age(found: Found, before: str, after: str, lexicon: Lexicon) -> bool:
    value = found.parts.get("n", "")
    if not value or (value.isdigit() and int(value) > _OLDEST):
        return False
    if after.lstrip(" -").startswith(lexicon.words["after_age"]):
        return True
    stripped = before.rstrip(" ")
    loosened = next((words for words in lexicon.approximations if _ends_with(stripped, words)), "")
    if loosened or "approx" in found.parts:
        who = _last_word(stripped.removesuffix(loosened), lexicon)
        if who in lexicon.words["plural_article"]:
            return True  # «les moins de 18 ans»
    if (range_of := _RANGE.search(stripped)) and range_of[1] in lexicon.words["range"]:
        stripped = stripped[: range_of.start()].rstrip(" ")  # «des enfants de 2 à 8 ans»
        return _is_age(found, stripped, after, lexicon) if stripped else False
    if value.isdigit() and stripped.endswith((",", "(")) and _ends_or(lexicon.words["age_follows"]).match(after):
        return True  # «Anne, 34 ans, ...»
    if any(_ends_with(stripped, words) for words in lexicon.age_contexts):
        return True
    if value.isdigit() and int(value) >= _GROWN and _is_persons(stripped, after, lexicon):
        return True
    cut = next((p for p in lexicon.words["age_preposition"] if _ends_with(stripped, p)), "")
    nouns = stripped[: len(stripped) - len(cut)].split()[-2:]
    return any(noun in lexicon.age_nouns or noun.endswith(lexicon.age_endings) for noun in nouns)


def _is_persons(before: str, after: str, lexicon: Lexicon) -> bool:
    """«une manifestante de 63 ans», «décédé à 93 ans»; but «une peine de 20 ans» is no person."""
    words = before.replace("'", "' ").split()
    if not words or after.lstrip().startswith(lexicon.words["age_preposition"]):
        return False
    if words[-1] in lexicon.words["at"]:
        return any(word in lexicon.deaths for word in words)
    if words[-1] not in lexicon.words["age_preposition"]:
        return False
    noun = words[-4:-1]
    return any(word in lexicon.words["one"] for word in noun) and not any(word in lexicon.lasting for word in noun)


@cache
def _ends_or(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf" ?(?:[,.;)]|(?:{'|'.join(words)}) |\Z)")


def _counts(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    years = found.parts["unit"] in lexicon.words["age_unit"]
    word, first = _last_word(before, lexicon), found.parts["first_n"]
    if len(first) == 4 and first.isdigit():
        return True  # «décédé en 1951 à 95 ans»
    if years and ("-" in found.parts["joint"] or word in lexicon.words["plural_article"]):
        return True  # «les 25-49 ans»
    if lexicon.units[found.parts["unit"]].code == "TH" and word in lexicon.words["between"]:
        return True  # «de 15 à 17 heures» are times of day
    without = before.rstrip(" ").removesuffix(word) if word in lexicon.words["between"] else before
    if years and (_is_age(found, before, after, lexicon) or _is_age(found, without, after, lexicon)):
        return True
    return word in lexicon.words["score"] or _duration(found, text, before, after, lexicon, gap)


def _clock(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    word = _last_word(before, lexicon)
    written = found.parts["clock"]
    if {"zone", "part"} & found.parts.keys() or found.parts.get("approx") in lexicon.words["exact_clock"]:
        return False
    stripped = before.rstrip(" ")
    loosened = next((words for words in lexicon.approximations if _ends_with(stripped, words)), "")
    if _last_word(stripped.removesuffix(loosened), lexicon) in lexicon.before_duration:
        return True
    if re.fullmatch(lexicon.patterns["sure_clock"], written):
        return False
    if gap <= _BESIDE and ":" in written:
        return False
    return word not in lexicon.before_clock or text[found.core].isupper()


def _hours(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    return _last_word(before, lexicon) not in lexicon.words["between"]


def _daypart(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    if "succession" in found.parts:
        return False
    if found.parts["part"] in lexicon.dayparts_not_today and found.determiner in lexicon.words["demonstratives"]:
        return True
    if found.determiner in lexicon.words["bare_article"] and not {"relation", "modifier"} & found.parts.keys():
        stripped = before.rstrip(" ").removesuffix(found.determiner).rstrip()
        if gap <= 2 * _BESIDE and _last_word(stripped, lexicon) in lexicon.words["and"]:
            return False
        return not any(_ends_with(stripped, words) for words in lexicon.before_daypart)
    return False


def _feast(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    stripped = before.rstrip(" ")
    if any(_ends_with(stripped, words) for words in lexicon.before_feast):
        return True
    name = found.parts["feast"].rpartition("'")[2]
    if not name.isalpha():
        return False
    if name != found.parts["feast"]:
        return not text[found.spans["feast"][1] - len(name)].isupper()  # «l'ascension du col»
    if not text[found.core].isupper():
        return True
    follows = _WORD_AFTER.match(after)
    return follows is not None and text[found.end + follows.start(1)].isupper()  # «Noël Durand»


def _season(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    # «le Printemps» is a department store, «le printemps arabe» no spring.
    first, last = found.spans["season"]
    name = text[first].isupper() and not text[first:last].isupper()
    return name or after.lstrip(" ").startswith(lexicon.words["no_season_before"])


def _reference(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    return _last_word(before, lexicon) in lexicon.no_reference_after


def _part_of_unit(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    # «les fêtes de fin d'année» are those of any year.
    any_year = not found.determiner and _last_word(before, lexicon) in lexicon.words["age_preposition"]
    return any_year or _unit(found, text, before, after, lexicon, gap)


def _unit(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    word, code = found.parts["unit"], lexicon.units[found.parts["unit"]].code
    if code.startswith("T") or word in lexicon.plural_units:
        return True
    return word in lexicon.words["whole_day"] or lexicon.units[word].times not in (1, 100)


def _months(found: Found, text: str, before: str, after: str, lexicon: Lexicon, gap: int) -> bool:
    return not {"year", "relation"} & found.parts.keys() and _month(found, text, before, after, lexicon, gap)


_GATES = {
    "months": _months,
    "ahead": _distance,
    "ago": _distance,
    "month": _month,
    "year": _year,
    "weekday": _weekday,
    "weekday_number": _weekday_number,
    "season": _season,
    "same_unit": _unit,
    "duration": _duration,
    "clock": _clock,
    "counts": _counts,
    "hours": _hours,
    "feast": _feast,
    "short_year": _short_year,
    "short_month": _short_year,
    "reference": _reference,
    "daypart": _daypart,
    "relative_unit": _unit,
    "succession": _unit,
    "this_unit": _unit,
    "part_of_unit": _part_of_unit,
}
