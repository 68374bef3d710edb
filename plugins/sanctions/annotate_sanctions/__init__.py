"""Sanctions for `annotate`: where a text speaks of them, and which of its people and organisations are listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotate import Annotation, Document, Kind, Layer, Reference, Resource, hookimpl

if TYPE_CHECKING:
    from annotate_sanctions.match import Lists
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


@dataclass(frozen=True)
class Settings:
    """Settings of the sanctions plugin."""

    lists: tuple[str, ...] = field(
        default=("demo",),
        metadata={"description": "lists to match with: demo (built in), or paths of OFAC's sdn.csv", "path": True},
    )


class Sanctions:
    """Finds where a text speaks of sanctions, and which people and organisations stand on sanctions lists."""

    provides = (LAYER,)
    requires: frozenset[str] = frozenset()
    uses = frozenset({"entity"})
    languages = frozenset({"fr"})
    Settings = Settings

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lists: Lists | None = None
        self._topics: Topics | None = None

    def resources(self) -> Iterable[Resource]:
        """The files of the lists."""
        return () if self._lists is None else [resource for found in self._lists.lists for resource in found.resources]

    @hookimpl
    def annotate_setup(self) -> None:
        """Load the lists and the grammar of topics."""
        from annotate_sanctions.lists import load
        from annotate_sanctions.match import Lists
        from annotate_sanctions.topics import Topics

        self._lists = Lists(load(self._settings.lists))
        self._topics = Topics()

    @hookimpl
    def annotate_document(self, document: Document) -> Iterator[Annotation]:
        """Yield the topics, and the hits for the entities that are there."""
        assert self._topics is not None
        for topic in self._topics.find(document.text):
            yield Annotation("sanction", (topic.start, topic.end), kind=f"topic.{topic.label}")
        yield from self._hits(document)

    def _hits(self, document: Document) -> Iterator[Annotation]:
        from annotate_sanctions.dates import listed_at

        assert self._lists is not None
        for entity in document.entities:
            for found, match in self._lists.matches(entity):
                features = {
                    "grade": match.grade,
                    "method": match.method,
                    "programme": match.entry.programme,
                    "listedAtPublication": listed_at(match.entry.listed, document.date),
                    "reason": match.reason,
                    "review": "open",
                }
                if match.entry.listed:
                    features["listed"] = match.entry.listed
                reference = Reference(found.authority, match.entry.id, match.entry.label)
                yield Annotation("sanction", kind="hit", entity=entity, reference=reference, features=features)
