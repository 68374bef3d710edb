"""Scoring dates in the manner of TempEval-3 (UzZaman et al., 2013): extent strict and relaxed, type, value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from annotate import Document
from annotate.scoring import Figure, Measure, Tally, field_of, in_text_order

_BARE_HOUR = re.compile(r"T(\d\d)$")
_SECONDS = re.compile(r"(T\d\d:\d\d):00(\.0+)?$")


class DateScorer:
    """Gold lines: ``timexes``, a list of objects with ``start``, ``end``, ``type``, ``value``; ``alt`` may list
    further good [span, value] pairs, ``alt_spans`` further good spans.
    """

    def gold_of(self, document: Document) -> Mapping[str, Any]:
        """The expressions, each from its first code point to its last."""
        return {
            "timexes": [
                {"start": a.start, "end": a.end, "type": a.features.get("type"), "value": a.features.get("value")}
                for a in document.layer("date")
                if a.spans
            ]
        }

    def compare(self, gold: Mapping[str, Any], text: str, document: Document | None) -> Tally:
        """Pairs gold and predicted expressions by overlap, and compares each pair."""
        wanted = [g for g in field_of(gold, "timexes") if g["end"] > g["start"]]
        found = self.gold_of(document)["timexes"] if document is not None else []
        spans = [(g["start"], g["end"]) for g in wanted]
        got = [(p["start"], p["end"]) for p in found]
        pairs = in_text_order(spans, got)
        tally = Tally()
        for name in ("strict", "relaxed", "type", "value"):
            tally.count(f"date.{name}.gold", len(wanted))
            tally.count(f"date.{name}.predicted", len(found))
        tally.count("date.relaxed.right", len(pairs))
        for i, j in pairs.items():
            g, p = wanted[i], found[j]
            if got[j] == spans[i] or any(got[j] == tuple(a[:2]) for a in g.get("alt_spans", [])):
                tally.count("date.strict.right")
            else:
                tally.mistake("boundary", spans[i], f"found {got[j][0]}-{got[j][1]}")
            if p["type"] == g["type"]:
                tally.count("date.type.right")
            else:
                tally.mistake("type", spans[i], f"{g['type']}; found {p['type']}")
            good = [g["value"], *(a[1] for a in g.get("alt", []))]
            if canonical(p["value"]) in map(canonical, good):
                tally.count("date.value.right")
            else:
                tally.mistake("value", spans[i], f"{g['value']}; found {p['value']}")
        for i, span in enumerate(spans):
            if i not in pairs:
                tally.mistake("missed", span, str(wanted[i]["value"]))
        met = set(pairs.values())
        for j, span in enumerate(got):
            if j not in met:
                tally.mistake("spurious", span, str(found[j]["value"]))
        return tally

    def figures(self, counts: Mapping[str, int]) -> Sequence[Figure]:
        """Extent, type, and value as the headline."""
        return [Measure(f"date.{name}") for name in ("strict", "relaxed", "type", "value")]


def canonical(value: str | None) -> str:
    """A value with the precision of its clock time written out to the minute, and not beyond if that says nothing."""
    return _SECONDS.sub(r"\1", _BARE_HOUR.sub(r"T\1:00", value or ""))
