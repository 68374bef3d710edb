"""Which scorer a layer has."""

from __future__ import annotations

from annotate.calling import Alone
from annotate.plugins import Registry
from annotate.scoring.scorer import Scorer, SpanScorer


def scorer_for(registry: Registry, name: str) -> Scorer:
    """The scorer that a plugin offers under this name, else one by spans and kinds."""
    for plugin in registry.implementing("annotate_scorers"):
        offered: dict[str, Scorer] = Alone(plugin).call("annotate_scorers") or {}
        if name in offered:
            return offered[name]
    return SpanScorer(name)
