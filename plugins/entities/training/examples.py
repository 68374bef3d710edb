"""What the network is trained on: texts and their names."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A text and its names as (start, end, label), in order, without overlap."""

    text: str
    names: tuple[tuple[int, int, str], ...]
