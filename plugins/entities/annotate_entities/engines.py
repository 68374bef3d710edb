"""Which engine a setting means."""

from __future__ import annotations

import os
import sys

from annotate_entities.engine import Engine

OWN = "fr_news"


def engine(model: str) -> Engine:
    """The plugin's own model, or an installed spaCy pipeline by its name.

    Raises AnnotateError if there is no such pipeline.
    """
    if model != OWN:
        from annotate_entities.spacy_engine import SpacyEngine

        return SpacyEngine(model)
    if "numpy" not in sys.modules:
        # The products are small: more threads only make them slower, and a run has its own workers.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from annotate_entities.news_engine import NewsEngine

    return NewsEngine()
