"""Scoring entities: exact spans and labels, micro over persons, places and organisations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotate import Document
from annotate.scoring import Figure, Tally, compare_spans, field_of, span_figures

LABELS = {"person": "PER", "place": "LOC", "organisation": "ORG"}  # those of the usual corpora


class EntityScorer:
    """Gold lines: ``ents``, a list of [start, end, label, …] with labels PER, LOC, ORG; others are passed over."""

    def gold_of(self, document: Document) -> Mapping[str, Any]:
        """The mentions, of one span each."""
        return {
            "ents": [
                [a.start, a.end, LABELS[a.kind]]
                for a in document.layer("entity")
                if a.kind in LABELS and len(a.spans) == 1
            ]
        }

    def compare(self, gold: Mapping[str, Any], text: str, document: Document | None) -> Tally:
        """Exact and overlapping mentions."""
        predicted = self.gold_of(document)["ents"] if document is not None else []
        return compare_spans("entity", _items(field_of(gold, "ents")), _items(predicted))

    def figures(self, counts: Mapping[str, int]) -> Sequence[Figure]:
        """Each label, then overlap, then all."""
        return span_figures("entity", counts)


def _items(mentions: Any) -> list[tuple[tuple[tuple[int, int], ...], str]]:
    return [(((start, end),), label) for start, end, label, *_ in mentions if label in LABELS.values()]
