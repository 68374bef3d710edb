"""Measuring layers against gold: what a plugin's scorer is made of, and ``annotate score``."""

from annotate.scoring.scorer import GoldError, Scorer, SpanScorer, compare_spans, field_of, span_figures
from annotate.scoring.tally import (
    Figure,
    Measure,
    Mistake,
    Share,
    Stretch,
    Tally,
    in_text_order,
    likeness,
    one_to_one,
    overlap,
    overlapping,
)

__all__ = [
    "Figure",
    "GoldError",
    "Measure",
    "Mistake",
    "Scorer",
    "Share",
    "SpanScorer",
    "Stretch",
    "Tally",
    "compare_spans",
    "field_of",
    "in_text_order",
    "likeness",
    "one_to_one",
    "overlap",
    "overlapping",
    "span_figures",
]
