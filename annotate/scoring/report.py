"""Scoring as a whole, and its result as lines and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotate.scoring.gold import Pair
from annotate.scoring.interval import intervals
from annotate.scoring.scorer import GoldError, Scorer
from annotate.scoring.tally import Figure, Measure, Mistake

CONTEXT = 30  # code points on either side of a mistake


@dataclass(slots=True)
class Scored:
    """What scoring came to. ``missing``: gold documents without a prediction of the same text."""

    layer: str
    documents: int = 0
    missing: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    figures: Sequence[Figure] = ()
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)
    mistakes: list[tuple[str, str, Mistake]] = field(default_factory=list)  # document, its text, mistake


def score(layer: str, scorer: Scorer, pairs: Iterable[Pair], samples: int) -> Scored:
    """Compare all pairs. Raises GoldError, with the document, where gold is not of this layer."""
    done = Scored(layer)
    each: list[Counter[str]] = []
    for pair in pairs:
        gold = pair.gold
        record = gold.record if gold.record is not None else {}
        if gold.document is not None:
            record = scorer.gold_of(gold.document)
        try:
            tally = scorer.compare(record, gold.text, pair.predicted)
        except GoldError as error:
            raise GoldError(f"{gold.id}: {error}") from error
        done.documents += 1
        done.counts.update(tally.counts)
        each.append(tally.counts)
        if pair.predicted is None:
            done.missing.append(gold.id)
        done.mistakes += [(gold.id, gold.text, mistake) for mistake in tally.mistakes]
    done.figures = scorer.figures(done.counts)
    done.intervals = intervals(done.figures, each, samples)
    return done


def lines(done: Scored) -> Iterator[str]:
    """A line per figure: name, value, what it is made of, interval. The headline is the last."""
    for figure in done.figures:
        values, parts = figure.values(done.counts), figure.parts(done.counts)
        interval = ""
        if figure.name in done.intervals:
            low, high = done.intervals[figure.name]
            interval = f"  [{low:.1f}, {high:.1f}]"
        if isinstance(figure, Measure):
            said = f"F {values['f']:.1f} P {values['p']:.1f} R {values['r']:.1f}"
            yield f"{figure.name} {said} gold {parts['gold']} predicted {parts['predicted']}{interval}"
        else:
            yield f"{figure.name} {parts['part']}/{parts['whole']} = {values['share']:.1f}{interval}"


def mistake_lines(done: Scored) -> Iterator[str]:
    """A line per mistake, by kind: document, place, the text with a little around it, what was wanted and found."""
    from annotate.cli.plain import printable

    for id, text, mistake in sorted(done.mistakes, key=lambda m: (m[2].kind, m[0], m[2].start)):
        before = text[max(0, mistake.start - CONTEXT) : mistake.start]
        after = text[mistake.end : mistake.end + CONTEXT]
        shown = f"{before}[{text[mistake.start : mistake.end]}]{after}"
        detail = f"  ({mistake.detail})" if mistake.detail else ""
        yield printable(f"{mistake.kind}: {id} {mistake.start}-{mistake.end}: {shown}{detail}")


def as_json(done: Scored) -> dict[str, Any]:
    """Everything, for programs."""
    figures = {}
    for figure in done.figures:
        entry: dict[str, Any] = {**figure.values(done.counts), **figure.parts(done.counts)}
        if figure.name in done.intervals:
            entry["interval"] = list(done.intervals[figure.name])
        figures[figure.name] = entry
    mistakes = [
        {
            "kind": m.kind,
            "document": id,
            "start": m.start,
            "end": m.end,
            "text": text[m.start : m.end],
            "detail": m.detail,
        }
        for id, text, m in done.mistakes
    ]
    return {
        "layer": done.layer,
        "documents": done.documents,
        "missing": done.missing,
        "figures": figures,
        "mistakes": mistakes,
    }
