"""Scoring sanctions: mentions of listed parties (``hit``) and mentions of sanctions themselves (``topic``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotate import Document
from annotate.scoring import Figure, Measure, Tally, field_of, in_text_order, overlap, overlapping

CLAIMED = ("A", "B")  # the grades that claim a match; C asks for review


class HitScorer:
    """Gold lines: ``hits``, a list of objects with ``start`` and ``end`` of mentions that denote a listed party;
    ``ignore`` may list mentions that are neither right nor wrong.
    """

    def gold_of(self, document: Document) -> Mapping[str, Any]:
        """The mentions of every entity with a claimed hit."""
        listed = {
            a.entity
            for a in document.layer("sanction")
            if a.kind == "hit" and a.features.get("grade", "A") in CLAIMED and isinstance(a.entity, str)
        }
        spans = {(a.start, a.end) for id in listed for a in document.mentions(id) if a.layer == "entity"}
        return {"hits": [{"start": start, "end": end} for start, end in sorted(spans)]}

    def compare(self, gold: Mapping[str, Any], text: str, document: Document | None) -> Tally:
        """A mention is right if it overlaps one of gold's, and one of gold's is found if a mention overlaps it."""
        wanted = sorted({(h["start"], h["end"]) for h in field_of(gold, "hits")})
        ignored = [(h["start"], h["end"]) for h in gold.get("ignore", [])]
        claimed = self.gold_of(document)["hits"] if document is not None else []
        found = [(h["start"], h["end"]) for h in claimed]
        found = [span for span in found if not any(overlap(span, passed) for passed in ignored)]
        meeting = list(overlapping(wanted, found))
        met, right = {i for i, _ in meeting}, {j for _, j in meeting}
        tally = Tally()
        for part, number in (
            ("gold", len(wanted)),
            ("predicted", len(found)),
            ("right", len(right)),
            ("found", len(met)),
        ):
            tally.count(f"hit.{part}", number)
        for i, span in enumerate(wanted):
            if i not in met:
                tally.mistake("missed", span)
        for j, span in enumerate(found):
            if j not in right:
                tally.mistake("spurious", span)
        return tally

    def figures(self, counts: Mapping[str, int]) -> Sequence[Figure]:
        """One figure."""
        return [Measure("hit", two_sided=True)]


class TopicScorer:
    """Gold lines: ``topics``, a list of objects with ``start``, ``end`` and ``label`` (``measure``, ``regime`` …)."""

    def gold_of(self, document: Document) -> Mapping[str, Any]:
        """The topics with their labels."""
        return {
            "topics": [
                {"start": a.start, "end": a.end, "label": a.kind.removeprefix("topic.")}
                for a in document.layer("sanction")
                if a.spans and a.kind and a.kind.startswith("topic.")
            ]
        }

    def compare(self, gold: Mapping[str, Any], text: str, document: Document | None) -> Tally:
        """Pairs topics by overlap and compares their labels."""
        wanted = field_of(gold, "topics")
        found = self.gold_of(document)["topics"] if document is not None else []
        spans, got = ([(t["start"], t["end"]) for t in topics] for topics in (wanted, found))
        pairs = in_text_order(spans, got)
        tally = Tally()
        for name in ("label", "overlap"):
            tally.count(f"topic.{name}.gold", len(wanted))
            tally.count(f"topic.{name}.predicted", len(found))
        tally.count("topic.overlap.right", len(pairs))
        for i, j in pairs.items():
            if wanted[i]["label"] == found[j]["label"]:
                tally.count("topic.label.right")
            else:
                tally.mistake("label", spans[i], f"{wanted[i]['label']}; found {found[j]['label']}")
        met = set(pairs.values())
        for i, span in enumerate(spans):
            if i not in pairs:
                tally.mistake("missed", span, wanted[i]["label"])
        for j, span in enumerate(got):
            if j not in met:
                tally.mistake("spurious", span, found[j]["label"])
        return tally

    def figures(self, counts: Mapping[str, int]) -> Sequence[Figure]:
        """With the label, and without."""
        return [Measure("topic.label"), Measure("topic.overlap")]
