"""The words of a language that speak of time, read from its data files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

DATA = "annotate_dates"


class Unit(NamedTuple):
    """A unit of time: its TIMEX3 letters (``TM`` is the minute, ``M`` the month) and how many of it."""

    code: str
    times: int


class Number(NamedTuple):
    """A cardinal; ``approximate`` for «une dizaine»."""

    value: int
    approximate: bool


class Rule(NamedTuple):
    """One shape of an expression. ``determiners`` may stand before it, ``required`` if one must."""

    name: str
    meaning: str
    determiners: tuple[str, ...]
    required: bool
    pattern: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Word classes of one language, each from the file of its name; words in lower case with straight apostrophes."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, Unit]
    numbers: dict[str, Number]
    seasons: dict[str, tuple[str, str, str]]
    dayparts: dict[str, str]
    dayparts_not_today: frozenset[str]
    directions_before: dict[str, int]
    deictics: dict[str, int]
    anaphors: dict[str, int]
    relations: dict[str, int]
    modifiers: dict[str, str]
    approximations: dict[str, str]
    plural_units: frozenset[str]
    invariable_units: frozenset[str]
    half_days: dict[str, int]
    vague: dict[str, tuple[int, int]]
    references: dict[str, str]
    undated: dict[str, str]
    periods: dict[str, str]
    eras: dict[str, tuple[str, str, str, str]]
    recurrences: dict[str, str]
    succession: dict[str, int]
    ordinals: dict[str, int]
    feasts: dict[str, str]
    zones: dict[str, str]
    clocks: dict[str, tuple[int, int]]
    words: dict[str, tuple[str, ...]]
    patterns: dict[str, str]
    before_dateline: tuple[str, ...]
    before_feast: frozenset[str]
    before_daypart: frozenset[str]
    no_reference_after: frozenset[str]
    no_year_after: frozenset[str]
    weekday_ahead_after: frozenset[str]
    looking_ahead: tuple[str, ...]
    named_days: frozenset[str]
    before_month: frozenset[str]
    before_year: frozenset[str]
    weak_before_year: frozenset[str]
    after_year: frozenset[str]
    before_clock: frozenset[str]
    before_duration: frozenset[str]
    not_weekday_after: frozenset[str]
    future_words: frozenset[str]
    future_not: frozenset[str]
    age_contexts: tuple[str, ...]
    lasting: frozenset[str]
    deaths: frozenset[str]
    age_nouns: frozenset[str]
    age_endings: tuple[str, ...]
    rules: tuple[Rule, ...]


@cache
def _folder(language: str) -> Traversable:
    return files(DATA).joinpath("data", language)


def rows(language: str, name: str) -> list[list[str]]:
    """The lines of a data file, cut at tabs, without comments and blank lines."""
    text = _folder(language).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


def has(language: str, name: str) -> bool:
    """True if a language has a data file of that name."""
    return files(DATA).joinpath("data", language, name).is_file()


@cache
def load(language: str = "fr") -> Lexicon:
    """The lexicon of a language. Raises FileNotFoundError where there is none."""

    def table(name: str) -> dict[str, list[str]]:
        return {row[0]: row[1:] for row in rows(language, f"{name}.tsv")}

    def numbers(name: str) -> dict[str, int]:
        return {word: int(rest[0]) for word, rest in table(name).items()}

    def strings(name: str) -> dict[str, str]:
        return {word: rest[0] for word, rest in table(name).items()}

    def words(name: str) -> list[str]:
        return [row[0] for row in rows(language, f"{name}.txt")]

    units, dayparts, age_contexts = table("units"), table("dayparts"), words("age_contexts")
    return Lexicon(
        months=numbers("months"),
        weekdays=numbers("weekdays"),
        units={word: Unit(rest[0], int(rest[1])) for word, rest in units.items()},
        numbers={word: Number(int(rest[0]), "~" in rest) for word, rest in table("numbers").items()},
        seasons={word: (rest[0], rest[1], rest[2]) for word, rest in table("seasons").items()},
        dayparts={word: rest[0] for word, rest in dayparts.items()},
        dayparts_not_today=frozenset(word for word, rest in dayparts.items() if "~" in rest),
        directions_before=numbers("directions_before"),
        deictics=numbers("deictics"),
        anaphors=numbers("anaphors"),
        relations=numbers("relations"),
        modifiers=strings("modifiers"),
        approximations=strings("approximations"),
        plural_units=frozenset(word for word, rest in units.items() if "s" in rest),
        invariable_units=frozenset(word for word, rest in units.items() if "i" in rest),
        half_days=numbers("half_days"),
        vague={word: (int(rest[0]), int(rest[1])) for word, rest in table("vague").items()},
        references=strings("references"),
        undated=strings("undated"),
        periods=strings("periods"),
        eras={word: (rest[0], rest[1], rest[2], rest[3]) for word, rest in table("eras").items()},
        recurrences=strings("recurrences"),
        succession=numbers("succession"),
        ordinals=numbers("ordinals"),
        feasts=strings("feasts"),
        zones=strings("zones"),
        clocks={word: (int(rest[0][:2]), int(rest[0][3:])) for word, rest in table("clocks").items()},
        words={name: tuple(rest[0].split(",")) for name, rest in table("words").items()},
        patterns=strings("patterns"),
        before_dateline=tuple(words("before_dateline")),
        before_feast=frozenset(words("before_feast")),
        before_daypart=frozenset(words("before_daypart")),
        no_reference_after=frozenset(words("no_reference_after")),
        no_year_after=frozenset(words("no_year_after")),
        weekday_ahead_after=frozenset(words("weekday_ahead_after")),
        looking_ahead=tuple(words("looking_ahead")),
        named_days=frozenset(words("named_days")),
        before_month=frozenset(words("before_month")),
        before_year=frozenset(words("before_year")),
        weak_before_year=frozenset(words("weak_before_year")),
        after_year=frozenset(words("after_year")),
        before_clock=frozenset(words("before_clock")),
        before_duration=frozenset(words("before_duration")),
        not_weekday_after=frozenset(words("not_weekday_after")),
        future_words=frozenset(words("future_words")),
        future_not=frozenset(words("future_not")),
        age_contexts=tuple(w for w in age_contexts if w[0] != "="),
        lasting=frozenset(words("lasting")),
        deaths=frozenset(words("deaths")),
        age_nouns=frozenset(w[1:] for w in age_contexts if w[0] == "=" and w[1] != "*"),
        age_endings=tuple(w[2:] for w in age_contexts if w.startswith("=*")),
        rules=tuple(_rule(row) for row in rows(language, "rules.tsv")),
    )


def _rule(row: list[str]) -> Rule:
    name, meaning, determiners, pattern = row
    required = determiners.startswith("!")
    listed = determiners.lstrip("!")
    return Rule(name, meaning, () if listed == "-" else tuple(listed.split(",")), required, pattern)


def digest(language: str) -> str:
    """SHA-256 over the data files of a language, in the order of their names."""
    total = sha256()
    for file in sorted(_folder(language).iterdir(), key=lambda f: f.name):
        total.update(file.read_bytes())
    return total.hexdigest()
