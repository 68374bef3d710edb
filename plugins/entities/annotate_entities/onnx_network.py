"""The plugin's own model run by ONNX Runtime, from a file that ``annotate_entities.export_onnx`` wrote."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotate import AnnotateError, Resource

WEIGHTS = "weights_sha256"  # the property of the file that says which weights it is of


class OnnxNetwork:
    """What ``network.Network`` is, in an ONNX file.

    Raises AnnotateError if ONNX Runtime is not installed, or the file is missing, broken or of other weights.
    """

    def __init__(self, path: Path, weights: str) -> None:
        """``weights``: the sha256 of the plugin's weights."""
        try:
            import onnxruntime
        except ModuleNotFoundError as error:
            if error.name != "onnxruntime":
                raise
            raise AnnotateError(
                f"the model {str(path)!r} needs ONNX Runtime; install annotate-entities[onnx]"
            ) from error
        again = f"write it with: python -m annotate_entities.export_onnx {path}"
        if not path.is_file():
            raise AnnotateError(f"there is no model {str(path)!r}; {again}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # a run has its own workers
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime's own errors have no common base
            raise AnnotateError(f"the model {str(path)!r} cannot be loaded: {error}; {again}") from error
        if self._session.get_modelmeta().custom_metadata_map.get(WEIGHTS) != weights:
            raise AnnotateError(f"the model {str(path)!r} is not of this version's weights; {again}")
        self.resource = Resource(path.name, None, hashlib.sha256(path.read_bytes()).hexdigest(), "model")

    def scores(self, rows: NDArray[Any], types: NDArray[np.intp], same: NDArray[np.intp]) -> NDArray[np.float32]:
        """As ``network.Network.scores``."""
        given = {"rows": rows, "types": types, "same": same}
        (scores,) = self._session.run(None, {name: value.astype(np.int64) for name, value in given.items()})
        return np.array(scores)
