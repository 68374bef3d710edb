"""The network of annotate_entities.network as PyTorch trains it, and its weights' file."""

from __future__ import annotations

import numpy as np
import torch
from annotate_entities.features import BLOCKS, ROWS
from annotate_entities.network import LAYERS
from annotate_entities.tagging import SIZE
from torch import nn
from torch.nn import functional

WIDTH = 128
HASHED = 32
PARTS = {"input": "input", **{f"layer{n}": f"layers.{n}" for n in range(len(LAYERS))}}  # names in the file, here


class Maxout(nn.Module):
    """Two linear pieces, their maximum, layer norm."""

    def __init__(self, given: int) -> None:
        super().__init__()
        self.linear = nn.Linear(given, 2 * WIDTH)
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, given):
        """Transform the rows."""
        one, two = self.linear(given).split(WIDTH, dim=-1)
        return self.norm(torch.maximum(one, two))


class Net(nn.Module):
    """The network of annotate_entities.network, to be trained."""

    def __init__(self, vectors: np.ndarray, dropout: float = 0.0, word_dropout: float = 0.0) -> None:
        super().__init__()
        scale = 1 / vectors.astype(np.float32).std()
        self.scale = float(scale)
        self.register_buffer("vectors", torch.from_numpy(vectors.astype(np.float32) * scale), persistent=False)
        self.hashed = nn.Embedding(ROWS, HASHED)
        nn.init.normal_(self.hashed.weight, std=0.1)
        self.input = Maxout(2 * vectors.shape[1] + len(BLOCKS) * HASHED)
        self.layers = nn.ModuleList(Maxout(3 * WIDTH) for _ in LAYERS)
        self.mean = nn.Linear(WIDTH, WIDTH)
        self.output = nn.Linear(WIDTH, SIZE)
        self.dropout = dropout
        self.word_dropout = word_dropout

    def forward(self, rows, types, same):
        """Scores, a row a token."""
        vectors = self.vectors[rows[:, :2]]
        hashed = self.hashed(rows[:, 2:])
        if self.training:
            keep = torch.ones(len(rows), 2 + len(BLOCKS))
            keep[torch.rand(len(rows)) < self.word_dropout, 2] = 0  # the word itself
            keep[torch.rand(len(rows)) < self.word_dropout / 4, 3:7] = 0  # its ends
            keep[torch.rand(len(rows)) < 0.1, :2] = 0  # its vectors
            vectors, hashed = vectors * keep[:, :2, None], hashed * keep[:, 2:, None]
        state = self.input(torch.cat((vectors.flatten(1), hashed.flatten(1)), dim=1))[types]
        state = self.dropped(state)
        for layer, (dilation, mean) in zip(self.layers, LAYERS, strict=True):
            if mean:
                state = state + self.dropped(self.mean(means(state, same)))[same]
            padded = functional.pad(state, (0, 0, dilation, dilation))
            n = len(state)
            window = torch.cat((padded[:n], state, padded[2 * dilation : 2 * dilation + n]), dim=1)
            state = state + self.dropped(layer(window))
        return self.output(state)

    def dropped(self, state):
        """Dropout."""
        return functional.dropout(state, self.dropout, self.training)


def means(state, same):
    """The mean state of each word."""
    number = int(same.max()) + 1
    sums = torch.zeros(number, state.shape[1]).index_add(0, same, state)
    return sums / torch.bincount(same, minlength=number)[:, None]


def rounded(table: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """A table as int8, with one scale a column."""
    values = table.detach().numpy()
    scale = np.maximum(np.abs(values).max(axis=0), 1e-6) / 127
    return np.clip(np.rint(values / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


def save(state: dict[str, torch.Tensor], net: Net, vectors: dict[str, np.ndarray], out: str) -> None:
    """Write the weights as annotate_entities.network reads them."""
    hashed, scale = rounded(state["hashed.weight"])
    written = {**vectors, "vectors_scale": np.float32(net.scale), "hashed": hashed, "hashed_scale": scale}
    for name, part in PARTS.items():
        written[f"{name}.w"] = state[f"{part}.linear.weight"].numpy().T.astype(np.float16)
        written[f"{name}.b"] = state[f"{part}.linear.bias"].numpy().astype(np.float32)
        written[f"{name}.norm"] = np.stack([state[f"{part}.norm.weight"], state[f"{part}.norm.bias"]]).astype(
            np.float32
        )
    for name in ("mean", "output"):
        written[f"{name}.w"] = state[f"{name}.weight"].numpy().T.astype(np.float16)
        written[f"{name}.b"] = state[f"{name}.bias"].numpy().astype(np.float32)
    np.savez(out, **written)


def load(path: str) -> Net:
    """A network from its written weights."""
    weights = {name: torch.from_numpy(a) for name, a in np.load(path).items() if a.dtype.kind != "u"}
    net = Net(weights["vectors"].numpy())
    state = net.state_dict()
    state["hashed.weight"] = weights["hashed"].float() * weights["hashed_scale"]
    for name, part in PARTS.items():
        state[f"{part}.linear.weight"] = weights[f"{name}.w"].float().T
        state[f"{part}.linear.bias"] = weights[f"{name}.b"]
        state[f"{part}.norm.weight"], state[f"{part}.norm.bias"] = weights[f"{name}.norm"]
    for name in ("mean", "output"):
        state[f"{name}.weight"], state[f"{name}.bias"] = weights[f"{name}.w"].float().T, weights[f"{name}.b"]
    net.load_state_dict(state)
    return net.eval()
