"""The protocol of scorers, and the one for any layer that nobody wrote one for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from annotate.document import Document
from annotate.errors import UsageError
from annotate.scoring.tally import Figure, Measure, Stretch, Tally, likeness, one_to_one, overlapping


class GoldError(UsageError):
    """Raised when a gold document does not hold what a layer is scored by."""


class Scorer(Protocol):
    """Compares what was found in a document with what a person marked in it.

    Gold comes as a record: the JSON object of a gold line, or what ``gold_of`` makes of an annotated document
    that serves as gold.
    """

    def gold_of(self, document: Document) -> Mapping[str, Any]:
        """The record that an annotated document amounts to when it is taken as gold."""
        raise NotImplementedError

    def compare(self, gold: Mapping[str, Any], text: str, document: Document | None) -> Tally:
        """The counts of one document. ``document`` is None where nothing was predicted.

        Raises GoldError if the record does not hold what this layer is scored by.
        """
        raise NotImplementedError

    def figures(self, counts: Mapping[str, int]) -> Sequence[Figure]:
        """What to report, the headline last. ``counts`` holds the sums over all documents."""
        raise NotImplementedError


def field_of(gold: Mapping[str, Any], name: str) -> Any:
    """A field of a gold record. Raises GoldError if it is missing."""
    if name not in gold:
        raise GoldError(f"gold has no {name!r}, by which this layer is scored; it has: {', '.join(sorted(gold))}")
    return gold[name]


class SpanScorer:
    """Scores a layer by its spans and kinds.

    Exact: the same spans and the same kind. Overlap: at least one shared code point, whatever the kind, each
    annotation used once. Gold lines hold ``annotations`` as ``annotate run -t jsonl`` writes them.
    """

    def __init__(self, layer: str) -> None:
        self.layer = layer

    def gold_of(self, document: Document) -> Mapping[str, Any]:
        """The layer's annotations as a gold line holds them."""
        found = [
            {"layer": self.layer, "kind": a.kind, "spans": [list(span) for span in a.spans]}
            for a in document.layer(self.layer)
        ]
        return {"annotations": found}

    def compare(self, gold: Mapping[str, Any], text: str, document: Document | None) -> Tally:
        """Exact and overlapping spans."""
        wanted = _items(a for a in field_of(gold, "annotations") if a.get("layer") == self.layer)
        predicted = _items(self.gold_of(document)["annotations"]) if document is not None else []
        return compare_spans(self.layer, wanted, predicted)

    def figures(self, counts: Mapping[str, int]) -> Sequence[Figure]:
        """Each kind, then overlap, then all."""
        return span_figures(self.layer, counts)


Item = tuple[tuple[Stretch, ...], str]  # spans and kind


def _items(annotations: Iterable[Mapping[str, Any]]) -> list[Item]:
    return [
        (tuple((int(s), int(e)) for s, e in a["spans"]), a.get("kind") or "") for a in annotations if a.get("spans")
    ]


def compare_spans(name: str, wanted: Iterable[Item], predicted: Iterable[Item]) -> Tally:
    """The counts ``NAME``, ``NAME.KIND`` and ``NAME:overlap``, and what is missed, spurious, of the wrong kind or
    with the wrong boundaries. What is there twice counts once.
    """
    tally = Tally()
    gold, got = sorted(set(wanted)), sorted(set(predicted))
    for what, items in (("gold", gold), ("predicted", got), ("right", sorted(set(gold) & set(got)))):
        tally.count(f"{name}.{what}", len(items))
        tally.count(f"{name}:overlap.{what}", len(items) if what != "right" else 0)
        for _, kind in items:
            tally.count(f"{name}.{kind or '-'}.{what}")
    meeting = overlapping([_whole(item) for item in gold], [_whole(item) for item in got])
    pairs = one_to_one((likeness(_whole(gold[i]), _whole(got[j])) + (gold[i] == got[j]), i, j) for i, j in meeting)
    tally.count(f"{name}:overlap.right", len(pairs))
    for i, item in enumerate(gold):
        if i not in pairs:
            tally.mistake("missed", _whole(item), item[1])
        elif got[pairs[i]] != item:
            other = got[pairs[i]]
            kind = "kind" if other[0] == item[0] else "boundary" if other[1] == item[1] else "boundary and kind"
            start, end = _whole(other)
            tally.mistake(kind, _whole(item), f"{item[1] or '-'}; found {other[1] or '-'} {start}-{end}")
    met = set(pairs.values())
    for j, item in enumerate(got):
        if j not in met:
            tally.mistake("spurious", _whole(item), item[1])
    return tally


def span_figures(name: str, counts: Mapping[str, int]) -> list[Figure]:
    """The figures for what `compare_spans` counts."""
    inner = (key.removeprefix(f"{name}.").rpartition(".")[0] for key in counts if key.startswith(f"{name}."))
    kinds = sorted(set(filter(None, inner)))
    return [*(Measure(f"{name}.{kind}") for kind in kinds), Measure(f"{name}:overlap"), Measure(name)]


def _whole(item: Item) -> Stretch:
    return item[0][0][0], item[0][-1][1]
