"""Sanctions for `annotate`: where a text speaks of them, and which of its people and organisations are listed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotate import (
    AnnotateError,
    Annotation,
    Authority,
    Document,
    Kind,
    Layer,
    Reference,
    Resource,
    hookimpl,
)
from annotate.dates import check_date
from annotate_sanctions.staleness import LIMIT, POLICIES, age, stale

if TYPE_CHECKING:
    import click

    from annotate.scoring import Scorer
    from annotate_sanctions.entries import Entry
    from annotate_sanctions.index import Index
    from annotate_sanctions.ships import ShipMatch
    from annotate_sanctions.topics import Topics

LAYER = Layer(
    "sanction",
    "sanctions: topics and list entries",
    {
        "hit": Kind("an entity of the text matched with a list entry", "linking", "match"),
        "topic.regime": Kind("sanctions in force or presupposed", "classifying"),
        "topic.measure": Kind("sanctions imposed, planned or threatened, or one measure", "classifying"),
        "topic.violation": Kind("a violation or circumvention", "classifying"),
        "topic.lifting": Kind("a lifting, easing, suspension or delisting", "classifying"),
        "topic.listing": Kind("a list, or a designation on it", "classifying"),
        "topic.legal_act": Kind("a resolution, regulation or order", "classifying"),
    },
)


log = logging.getLogger("annotate")


class StaleListError(AnnotateError):
    """Raised when a list is too old for a document, and the setting ``stale`` says that this is an error."""


@dataclass(frozen=True)
class Settings:
    """Settings of the sanctions plugin."""

    lists: tuple[str, ...] = field(
        default=("demo",),
        metadata={
            "description": "lists to match with: demo (built in); snapshots made by annotate sanctions update, by name "
            "(un), day (un@2026-02-27), sha256 (un@5f2b81c0) or all there are (un@all); paths of official files",
            "path": True,
        },
    )
    reasons: str = field(default="fr", metadata={"description": "language of the hits' reasons: fr or en"})
    as_of: str = field(
        default="",
        metadata={
            "description": "a day: of lists given by name alone, take the snapshot that was the newest on it; "
            "documents without a date are taken as of that day"
        },
    )
    stale: str = field(
        default="warn",
        metadata={"description": "what to do about a list too old for a document: warn, error or ignore"},
    )
    stale_after: int = field(default=LIMIT, metadata={"description": "days after which a list is too old"})


_DEFAULTS = Settings()


class Sanctions:
    """Finds where a text speaks of sanctions, and which people and organisations stand on sanctions lists."""

    provides = (LAYER,)
    requires: frozenset[str] = frozenset()
    uses = frozenset({"entity"})
    languages = frozenset({"fr"})
    Settings = Settings

    def __init__(self, settings: Settings = _DEFAULTS) -> None:
        if settings.reasons not in ("fr", "en"):
            raise ValueError(f"sanctions.reasons is {settings.reasons!r}: neither fr nor en")
        if settings.stale not in POLICIES:
            raise ValueError(f"sanctions.stale is {settings.stale!r}: neither of {', '.join(POLICIES)}")
        if settings.stale_after < 0:
            raise ValueError(f"sanctions.stale_after is {settings.stale_after}: days, 0 or more")
        if settings.as_of:
            check_date(settings.as_of)
        self._settings = settings
        self._warned: set[str] = set()
        self._index: Index | None = None
        self._authorities: list[Authority] = []
        self._topics: Topics | None = None

    def resources(self) -> Iterable[Resource]:
        """The files of the lists."""
        return () if self._index is None else self._index.resources()

    @hookimpl
    def annotate_setup(self) -> None:
        """Open the index of the lists, made first if they are new, and load the grammar of topics."""
        from annotate_sanctions.index import open_index
        from annotate_sanctions.topics import Topics

        self._index = open_index(self._settings.lists, self._settings.as_of or None)
        self._authorities = self._index.authorities()
        self._topics = Topics()

    @hookimpl
    def annotate_document(self, document: Document) -> Iterator[Annotation]:
        """Yield the topics, and the hits for the entities that are there."""
        assert self._topics is not None
        self._check_age(document.date or self._settings.as_of)
        for topic in self._topics.find(document.text):
            features = {name: " ".join(codes) for name, codes in topic.parties._asdict().items() if codes}
            yield Annotation("sanction", (topic.start, topic.end), kind=f"topic.{topic.label}", features=features)
        yield from self._hits(document)

    def _check_age(self, day: str) -> None:
        """Warn once of each list that is too old on a day. Raises StaleListError if the policy is so."""
        assert self._index is not None
        if self._settings.stale == "ignore":
            return
        for about in self._index.lists:
            for sentence in stale([about], day, self._settings.stale_after):
                if self._settings.stale == "error":
                    raise StaleListError(sentence)
                if about["id"] not in self._warned:
                    self._warned.add(about["id"])
                    log.warning("%s", sentence)

    def _hits(self, document: Document) -> Iterator[Annotation]:
        from annotate_sanctions.match import matches
        from annotate_sanctions.ships import ship_matches

        assert self._index is not None
        for hit in ship_matches(self._index, document, self._settings.reasons):
            yield self._ship(document, hit)
        for entity, match in matches(self._index, document, self._settings.reasons):
            entry = match.entry
            features = self._features(document, match.list, entry, match.grade, match.method, match.reason)
            reference = Reference(self._authorities[match.list], entry.id, entry.label)
            yield Annotation("sanction", kind="hit", entity=entity, reference=reference, features=features)

    def _features(
        self, document: Document, number: int, entry: Entry, grade: str, method: str, reason: str
    ) -> dict[str, str | int]:
        """What a hit says of an entry of the list with this number, on the document's day."""
        from annotate_sanctions.dates import listed_on

        assert self._index is not None
        day = document.date or self._settings.as_of
        features: dict[str, str | int] = {
            "grade": grade,
            "method": method,
            "programme": entry.programme,
            "listedAtPublication": listed_on(entry, day),
            "reason": reason,
            "review": "open",
        }
        if entry.listed:
            features["listed"] = entry.listed
        if entry.delisted:
            features["delisted"] = entry.delisted
        days = age(self._index.lists[number] | {"checked": None}, day)
        if days is not None:
            features["listAge"] = days
        return features

    def _ship(self, document: Document, hit: ShipMatch) -> Annotation:
        """A ship's hit: about the entity whose mention it is, if the entities' layer has it, else about the passage."""
        entry = hit.entry
        features = self._features(document, hit.list, entry, hit.grade, "ship", hit.reason)
        spans = (hit.ship.start, hit.ship.end)
        overlapping = (a for a in document.layer("entity") if a.entity and a.start < spans[1] and spans[0] < a.end)
        mention = next(overlapping, None)
        reference = Reference(self._authorities[hit.list], entry.id, entry.label)
        return Annotation(
            "sanction",
            () if mention else spans,
            kind="hit",
            entity=mention.entity if mention else None,
            reference=reference,
            features=features,
        )

    @staticmethod
    @hookimpl
    def annotate_commands(cli: click.Group) -> None:
        """Add ``annotate sanctions``."""
        from annotate_sanctions.commands import sanctions

        cli.add_command(sanctions)

    @staticmethod
    @hookimpl
    def annotate_scorers() -> dict[str, Scorer]:
        """Offer the scores of hits and of topics."""
        from annotate_sanctions.scoring import HitScorer, TopicScorer

        return {"hit": HitScorer(), "topic": TopicScorer()}
