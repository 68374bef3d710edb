"""What an expression says before anybody knows the calendar day: granularity, relation, anchor."""

from __future__ import annotations

from dataclasses import dataclass, fields

from annotate_dates.lexicon import Unit

# What a value is reckoned from.
NOTHING, PUBLICATION, TEXT = "nothing", "publication", "text"


@dataclass(frozen=True, slots=True)
class Symbol:
    """The symbolic value of ``text[start:end]``.

    ``meaning`` names the way to resolve it, ``anchor`` what it is reckoned from: `NOTHING`, the `PUBLICATION` date, or
    what the `TEXT` mentioned last. ``direction`` is -1 (dernier), 1 (prochain) or None; ``leaning``: the same, as long
    as no verb says otherwise; ``demonstrative``: «ce», «cette». ``eve``: the weekday of the evening that a
    night begins with. ``count`` of ``unit`` is a distance or a length; None
    is an unknown number. ``shift``: days away from the day that the rest names. ``name``: of a season, feast or era, or
    the value itself where the data give it. ``event``: the noun that tells the moment from which a length counts;
    ``least`` and ``most``: what an unknown number may be. ``mod`` is TIMEX3's.
    """

    start: int
    end: int
    meaning: str
    anchor: str = NOTHING
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    eve: int | None = None
    part: str | None = None
    clock: tuple[int, int] | None = None
    zone: str | None = None
    unit: Unit | None = None
    count: int | None = None
    half: bool = False
    direction: int | None = None
    leaning: int = 0
    shift: int = 0
    name: str | None = None
    event: str | None = None
    least: int = 0
    most: int = 0
    mod: str | None = None
    demonstrative: bool = False
    short_year: bool = False

    def describe(self) -> str:
        """The symbol on one line, such as ``calendar month=2 day=20 demonstrative from publication``."""
        shown = [self.meaning]
        for field in fields(self)[4:]:
            value = getattr(self, field.name)
            if value is True:
                shown.append(field.name)
            elif value is not None and value != field.default:
                shown.append(f"{field.name}={_written(value)}")
        return " ".join([*shown, f"from {self.anchor}"] if self.anchor != NOTHING else shown)


def _written(value: object) -> str:
    if isinstance(value, Unit):
        return value.code if value.times == 1 else f"{value.times}{value.code}"
    if isinstance(value, tuple):
        return ":".join(f"{n:02}" for n in value)
    return str(value).replace(" ", "_")
