"""The network's forward pass, by numpy alone: rows of word features in, one score per word and tag out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
LAYERS = ((1, 0), (1, 0), (2, 1), (4, 0), (1, 0))  # dilation; whether the mean state of the word comes in before


class Network:
    """Word features, five residual convolutions over the words, the mean state of a word over the text, tags.

    ``weights``: see training/train.py. The result depends on the text alone: every matrix product has the shape that
    the text gives it.
    """

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        self._vectors = weights["vectors"]
        self._vectors_scale = np.float32(weights["vectors_scale"])
        self._hashed = weights["hashed"]
        self._hashed_scale = weights["hashed_scale"].astype(np.float32)
        names = ("input", "mean", *(f"layer{n}" for n in range(len(LAYERS))), "output")
        self._w = {n: np.ascontiguousarray(weights[n + ".w"], dtype=np.float32) for n in names}
        self._b = {n: weights[n + ".b"].astype(np.float32) for n in names}
        self._norms = {n: weights[n + ".norm"].astype(np.float32) for n in (*names[2:-1], "input")}

    def scores(self, rows: NDArray[np.int32], types: NDArray[np.intp], same: NDArray[np.intp]) -> Floats:
        """Scores, one row a token and one column a tag.

        ``rows``: the feature rows of each distinct word; ``types``: for each token, its word; ``same``: for each
        token, the number of its word without regard to case.
        """
        state = self._words(rows)[types]
        for n, (dilation, mean) in enumerate(LAYERS):
            if mean:
                state += self._over_text(state, same)
            state += self._maxout(f"layer{n}", _window(state, dilation))
        return state @ self._w["output"] + self._b["output"]

    def _words(self, rows: NDArray[np.int32]) -> Floats:
        vectors = self._vectors[rows[:, :2]].reshape(len(rows), -1) * self._vectors_scale
        hashed = (self._hashed[rows[:, 2:]] * self._hashed_scale).reshape(len(rows), -1)
        return self._maxout("input", np.concatenate((vectors, hashed), axis=1, dtype=np.float32))

    def _over_text(self, state: Floats, same: NDArray[np.intp]) -> Floats:
        order = np.argsort(same, kind="stable")
        counts = np.bincount(same)
        sums = np.add.reduceat(state[order], np.concatenate(([0], np.cumsum(counts)[:-1])), axis=0)
        means = np.divide(sums, counts[:, None], dtype=np.float32)
        return np.asarray(means @ self._w["mean"] + self._b["mean"])[same]

    def _maxout(self, name: str, given: Floats) -> Floats:
        both = given @ self._w[name]
        both += self._b[name]
        half = both.shape[1] // 2
        return _normalised(np.maximum(both[:, :half], both[:, half:]), self._norms[name])


def _window(state: Floats, dilation: int) -> Floats:
    """Each row with its neighbours at this distance on both sides, zeros beyond the ends."""
    length, width = state.shape
    wide = np.zeros((length, 3 * width), dtype=np.float32)
    wide[:, width : 2 * width] = state
    wide[dilation:, :width] = state[:-dilation]
    wide[:-dilation, 2 * width :] = state[dilation:]
    return wide


def _normalised(state: Floats, gain_and_bias: Floats) -> Floats:
    """Layer norm over a row."""
    width = np.float32(1 / state.shape[1])
    state -= state.sum(axis=1, keepdims=True) * width
    spread = np.einsum("ij,ij->i", state, state)[:, None] * width
    state /= np.sqrt(spread + np.float32(1e-5))
    state *= gain_and_bias[0]
    state += gain_and_bias[1]
    return state
