"""The plugin's own model as an ONNX file, for ONNX Runtime.

    python -m annotate_entities.export_onnx FILE.onnx

Needs the extra ``onnx``. The file holds the network; its words' features are still made by the plugin, so it serves the
version of the plugin that wrote it, and says of which weights it is.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from annotate_entities.network import LAYERS
from annotate_entities.news_engine import digest, weights
from annotate_entities.onnx_network import WEIGHTS

OPSET = 18
_FLOATS, _NUMBERS = onnx.TensorProto.FLOAT, onnx.TensorProto.INT64


class _Graph:
    """Nodes and constants of a graph in the making; every node has one output, by whose name it goes."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, NDArray[Any]] = {}

    def __call__(self, operator: str, *inputs: str | NDArray[Any], **attributes: Any) -> str:
        """Add a node and return its output's name. An array becomes a constant."""
        names = [given if isinstance(given, str) else self._constant(given) for given in inputs]
        output = f"{operator}{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, names, [output], **attributes))
        return output

    def _constant(self, value: NDArray[Any]) -> str:
        name = f"constant{len(self.constants)}"
        self.constants[name] = np.ascontiguousarray(value)
        return name


def graph(table: dict[str, NDArray[Any]]) -> onnx.ModelProto:
    """The network of these weights, step by step what ``network.Network.scores`` does."""
    add = _Graph()
    state = add("Gather", _words(add, table), "types", axis=0)
    for n, (dilation, mean) in enumerate(LAYERS):
        if mean:
            state = add("Add", state, _over_text(add, table, state))
        state = add("Add", state, _maxout(add, table, f"layer{n}", _window(add, state, dilation)))
    add("Add", add("MatMul", state, _floats(table["output.w"])), _floats(table["output.b"]))
    made = helper.make_graph(
        add.nodes,
        "fr_news",
        [
            helper.make_tensor_value_info("rows", _NUMBERS, ["words", None]),
            helper.make_tensor_value_info("types", _NUMBERS, ["tokens"]),
            helper.make_tensor_value_info("same", _NUMBERS, ["tokens"]),
        ],
        [helper.make_tensor_value_info(add.nodes[-1].output[0], _FLOATS, ["tokens", None])],
        [numpy_helper.from_array(value, name) for name, value in add.constants.items()],
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)


def _words(add: _Graph, table: dict[str, NDArray[Any]]) -> str:
    def looked_up(name: str, first: int, behind: int) -> str:
        rows = add("Slice", "rows", _numbers(first), _numbers(behind), _numbers(1))
        found = add("Cast", add("Gather", table[name], rows, axis=0), to=_FLOATS)
        return add("Reshape", add("Mul", found, _floats(table[f"{name}_scale"])), _numbers(0, -1))

    both = looked_up("vectors", 0, 2), looked_up("hashed", 2, np.iinfo(np.int64).max)
    return _maxout(add, table, "input", add("Concat", *both, axis=1))


def _over_text(add: _Graph, table: dict[str, NDArray[Any]], state: str) -> str:
    words = add("Add", add("ReduceMax", "same", keepdims=1), _numbers(1))
    width = table["mean.w"].shape[0]
    at = add("Unsqueeze", "same", _numbers(1))

    def summed(values: str, columns: int) -> str:
        nothing = add("ConstantOfShape", add("Concat", words, _numbers(columns), axis=0))
        return add("ScatterND", nothing, at, values, reduction="add")

    each = add("Expand", _floats(np.ones((1, 1))), add("Concat", add("Shape", "same"), _numbers(1), axis=0))
    means = add("Div", summed(state, width), summed(each, 1))
    mapped = add("Add", add("MatMul", means, _floats(table["mean.w"])), _floats(table["mean.b"]))
    return add("Gather", mapped, "same", axis=0)


def _window(add: _Graph, state: str, dilation: int) -> str:
    wide = add("Pad", state, _numbers(dilation, 0, dilation, 0))
    before = add("Slice", wide, _numbers(0), _numbers(-2 * dilation), _numbers(0))
    behind = add("Slice", wide, _numbers(2 * dilation), _numbers(np.iinfo(np.int64).max), _numbers(0))
    return add("Concat", before, state, behind, axis=1)


def _maxout(add: _Graph, table: dict[str, NDArray[Any]], name: str, given: str) -> str:
    both = add("Add", add("MatMul", given, _floats(table[f"{name}.w"])), _floats(table[f"{name}.b"]))
    half = table[f"{name}.b"].shape[0] // 2
    left = add("Slice", both, _numbers(0), _numbers(half), _numbers(1))
    right = add("Slice", both, _numbers(half), _numbers(2 * half), _numbers(1))
    gain, bias = _floats(table[f"{name}.norm"])
    return add("LayerNormalization", add("Max", left, right), gain, bias, epsilon=1e-5)


def _floats(values: NDArray[Any]) -> NDArray[np.float32]:
    return np.asarray(values, dtype=np.float32)


def _numbers(*values: int) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def main() -> None:
    """Write the file."""
    if len(sys.argv) != 2 or not sys.argv[1].endswith(".onnx"):
        raise SystemExit("usage: python -m annotate_entities.export_onnx FILE.onnx")
    model = graph(weights())
    helper.set_model_props(model, {WEIGHTS: digest()})
    onnx.checker.check_model(model)
    Path(sys.argv[1]).write_bytes(model.SerializeToString())


if __name__ == "__main__":
    main()
