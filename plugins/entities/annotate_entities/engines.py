"""Which engine a setting means."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from annotate import AnnotateError
from annotate_entities.engine import Engine

OWN = "fr_news"


def engine(model: str, labels: Mapping[str, str] | None = None) -> Engine:
    """The plugin's own model, the one in a folder or ONNX file, or an installed spaCy pipeline by its name.

    ``labels``: the model's labels -> entity kinds, before those that are known. Raises AnnotateError if there is no
    such model or what it needs is not installed.
    """
    path = Path(model)
    if model == OWN or path.suffix == ".onnx":
        if "numpy" not in sys.modules:
            # The products are small: more threads only make them slower, and a run has its own workers.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from annotate_entities.news_engine import NewsEngine

        return NewsEngine(None if model == OWN else path)
    if (path / "gliner_config.json").is_file():
        from annotate_entities.gliner_engine import GlinerEngine

        return GlinerEngine(path, labels or {})
    if (path / "config.json").is_file():
        from annotate_entities.hf_engine import HuggingFaceEngine

        return HuggingFaceEngine(path, labels or {})
    if path.is_dir() and not (path / "config.cfg").is_file():
        files = "config.json (Hugging Face), gliner_config.json (GLiNER) nor config.cfg (spaCy)"
        raise AnnotateError(f"the folder {model!r} holds no model: neither {files}")
    if not path.is_dir() and (path.is_absolute() or len(path.parts) > 1):
        raise AnnotateError(f"there is no model folder {model!r}")
    from annotate_entities.spacy_engine import SpacyEngine

    return SpacyEngine(model, labels or {})
