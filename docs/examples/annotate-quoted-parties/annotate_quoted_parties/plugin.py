"""The plugin: brings together the quotations, the mentions inside them, and the hits on sanctions lists."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotate import Annotation, Document, Kind, Layer, hookimpl

LAYER = Layer(
    "quoted_party",
    "quotations of and about listed parties",
    {
        "by": Kind("words of a listed party", "linking", "quotedParty"),
        "about": Kind("words in which a listed party is named", "linking", "quotedParty"),
    },
)
SPEECH = frozenset({"direct", "mixed", "indirect"})


@dataclass(frozen=True)
class Options:
    """What a job file may say under the plugin's name."""

    grades: tuple[str, ...] = field(
        default=("A", "B"), metadata={"description": "Grades of hits to take; C is for review."}
    )


@dataclass(frozen=True)
class _Party:
    """One mention of a listed party, and the hits on it."""

    mention: Annotation
    hits: tuple[Annotation, ...]


class QuotedParties:
    """Finds who is quoted about which listed party, and which listed party is quoted."""

    annotate_api = 1
    provides = (LAYER,)
    requires = frozenset({"entity", "quote", "sanction"})
    Settings = Options

    def __init__(self, settings: Options) -> None:
        self._settings = settings

    @hookimpl
    def annotate_document(self, document: Document) -> Iterator[Annotation]:
        """Yield one annotation per quotation and listed party, on the quotation's own span."""
        hits = self._hits(document)
        parties = sorted(
            (_Party(mention, found) for id, found in hits.items() for mention in document.mentions(id)),
            key=lambda party: party.mention.start,
        )
        starts = [party.mention.start for party in parties]
        for quote in document.layer("quote"):
            if quote.kind not in SPEECH:
                continue
            speakers = document.linked(quote, "speaker")
            who = next((str(s.entity) for s in speakers if s.entity), "")
            if who in hits:
                yield self._found(document, "by", quote, hits[who], who, {"speaker": speakers})
            told = set[str]()
            for party in parties[bisect_left(starts, quote.start) : bisect_left(starts, quote.end)]:
                entity = str(party.mention.entity)
                if party.mention.end <= quote.end and entity not in {who, *told}:
                    told.add(entity)
                    links = {"speaker": speakers, "party": (party.mention,)}
                    yield self._found(document, "about", quote, party.hits, who, links)

    def _hits(self, document: Document) -> dict[str, tuple[Annotation, ...]]:
        """The hits to take, by the id of the entity that they are about."""
        found: dict[str, list[Annotation]] = defaultdict(list)
        for hit in document.layer("sanction"):
            if hit.kind == "hit" and hit.features.get("grade") in self._settings.grades:
                found[str(hit.entity)].append(hit)
        return {id: tuple(hits) for id, hits in found.items()}

    def _found(
        self,
        document: Document,
        kind: str,
        quote: Annotation,
        hits: tuple[Annotation, ...],
        who: str,
        links: dict[str, tuple[Annotation, ...]],
    ) -> Annotation:
        party = document.entity_of(hits[0])
        speaker = next((e.name for e in document.entities if e.id == who), None)
        features = {
            "party": party.name if party else "",
            "grade": min(str(hit.features["grade"]) for hit in hits),
            "speaker": speaker or "unknown",
        }
        given = {role: to for role, to in {**links, "quote": (quote,), "hit": hits}.items() if to}
        return Annotation(LAYER.name, quote.spans, kind, features, given)
