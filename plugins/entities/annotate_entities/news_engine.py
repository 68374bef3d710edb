"""The plugin's own model as an engine: a small network for French news, run by numpy alone or by ONNX Runtime."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

from annotate import Resource
from annotate_entities.certainty import evidence, probabilities
from annotate_entities.engine import Found
from annotate_entities.engines import OWN
from annotate_entities.network import Network
from annotate_entities.onnx_network import OnnxNetwork
from annotate_entities.tagging import spans
from annotate_entities.tokens import LINE, tokens
from annotate_entities.words import Vocabulary

VERSION = "0.1.0"


class NewsEngine:
    """The model in ``annotate_entities/model``; see MODEL.md."""

    piece = 40_000  # about 25 MB of intermediate results
    kinds = {  # noqa: RUF012
        "PER": "person",
        "LOC": "place",
        "ORG": "organisation",
        "PRODUCT": "product",
        "EVENT": "event",
    }

    def __init__(self, onnx: Path | None = None) -> None:
        """``onnx``: the network in a file for ONNX Runtime; see ``OnnxNetwork`` for what it raises."""
        table = weights()
        self._vocabulary = Vocabulary(table)
        self._onnx = OnnxNetwork(onnx, digest()) if onnx else None
        self._network = self._onnx or Network(table)
        self._calibration = table["calibration"]

    def find(self, texts: Sequence[str]) -> Iterator[list[Found]]:
        """The names in each text, one text at a time."""
        return map(self._names, texts)

    def resources(self) -> Iterable[Resource]:
        """The weights, and the file for ONNX Runtime."""
        yield Resource(OWN, VERSION, digest(), "model")
        if self._onnx:
            yield self._onnx.resource

    def _names(self, text: str) -> list[Found]:
        forms, starts, ends = tokens(text)
        if not forms:
            return []
        scores = self._network.scores(*self._vocabulary.words(forms))
        lines = np.array([n for n, form in enumerate(forms) if form == LINE], dtype=np.intp)
        names = spans(scores, lines)
        if not names:
            return []
        labels = [label for *_, label in names]
        sure = probabilities(evidence(scores, names), labels, self._calibration)
        found = zip(names, labels, sure, strict=True)
        return [Found(starts[first], ends[behind - 1], label, p) for (first, behind, _), label, p in found]


_FILE = files("annotate_entities") / "model" / f"{OWN}.npz"


def digest() -> str:
    """The sha256 of the weights' file."""
    return hashlib.sha256(_FILE.read_bytes()).hexdigest()


def weights() -> dict[str, np.ndarray]:
    """The arrays of the model: see training/train.py."""
    with _FILE.open("rb") as file, np.load(file) as stored:
        return dict(stored)
