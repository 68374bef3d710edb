"""What all loaders share: an account of what became of each row, and one way from raw fields to an entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotate_sanctions import countries, dates
from annotate_sanctions.entries import PERSON, Entry, ListName
from annotate_sanctions.homoglyphs import repair


@dataclass
class Reading:
    """The account of a list that is being read. No row is left out without being counted here.

    ``rows``: records of the file. ``skipped``: how many of them became no entry, by reason. ``noted``: what else was
    left out or joined, by what it is. ``repaired``: words that mixed scripts. ``date``: the day that the file names
    as its own, ISO 8601.
    """

    date: str | None = None
    rows: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)
    repaired: int = 0

    def skip(self, reason: str) -> None:
        """Count a row that becomes no entry."""
        self.skipped[reason] += 1

    def entry(
        self,
        id: str,
        kind: str,
        names: Iterable[tuple[str, str]],
        programmes: Iterable[str] = (),
        *,
        listed: str | None = None,
        delisted: str | None = None,
        births: Iterable[str] = (),
        nationalities: Iterable[str] = (),
        places: Iterable[str] = (),
        functions: Iterable[str] = (),
        identifiers: Iterable[str] = (),
        about: Iterable[str] = (),
    ) -> Entry:
        """An entry from a list's own words. ``names``: text and quality, the first of them the entry's label.

        ``births``: dates of birth. ``nationalities``, ``places``: countries as the list writes them, or ISO 3166-1
        codes. ``about``: further programmes, of which only the countries are taken. Dates are understood as
        `dates.iso` does.
        """
        found: dict[str, ListName] = {}
        for written, quality in names:
            name, count = repair(" ".join(written.split()))
            self.repaired += count
            if name:
                found.setdefault(name, ListName(name, quality))
        known = tuple(dict.fromkeys(filter(None, programmes)))
        born = tuple(dict.fromkeys(filter(None, births))) if kind == PERSON else ()
        nations = _codes(nationalities)
        subjects = countries.of_programmes([*known, *about])
        return Entry(
            id,
            kind,
            next(iter(found), ""),
            ", ".join(known),
            tuple(found.values()),
            dates.iso(listed or ""),
            born=dates.years(" ".join(born)),
            countries=tuple(dict.fromkeys([*nations, *_codes(places), *subjects])),
            functions="; ".join(dict.fromkeys(filter(None, functions))),
            delisted=dates.iso(delisted or ""),
            births=tuple(dict.fromkeys(date for text in born if (date := dates.iso(text)))),
            nationalities=nations,
            identifiers=tuple(dict.fromkeys(filter(None, identifiers))),
        )

    def description(self, kinds: Mapping[str, int]) -> str:
        """The account in a sentence. ``kinds``: how many entries there are of each kind."""
        return described(kinds, self.rows, self.skipped, self.noted, self.repaired)


def described(
    kinds: Mapping[str, int], rows: int, skipped: Mapping[str, int], noted: Mapping[str, int], repaired: int
) -> str:
    """An account of a list in a sentence; see `Reading`."""
    names = {"person": "people", "organisation": "organisations", "vessel": "vessels"}
    said = [
        ", ".join(f"{kinds[kind]} {name}" for kind, name in names.items() if kinds.get(kind)) + f" from {rows} rows"
    ]
    if skipped:
        said.append("not used: " + ", ".join(f"{n} {reason}" for reason, n in sorted(skipped.items())))
    said += [f"{n} {what}" for what, n in sorted(noted.items())]
    if repaired:
        said.append(f"repaired: {repaired} words that mixed Latin and Cyrillic letters")
    return "; ".join(said)


def _codes(written: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for text in written if text for code in countries.codes(text)))
