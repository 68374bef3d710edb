"""The seam between the plugin and what recognises names: an engine turns texts into labelled spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from annotate import Resource


class Found(NamedTuple):
    """A name as an engine found it: code points, half-open, and the engine's own label.

    ``score``: the probability that name and label are right, calibrated; None where the engine cannot say.
    """

    start: int
    end: int
    label: str
    score: float | None = None


class Engine(Protocol):
    """Recognises names in texts.

    ``piece``: the longest text, in code points, that the engine is to be given at once.
    ``kinds``: the engine's labels -> entity kinds; "" where the label does not tell the kind.
    """

    piece: int
    kinds: dict[str, str]

    def find(self, texts: Sequence[str]) -> Iterator[list[Found]]:
        """The names in each text, in the texts' order. What is found in one text must not depend on the others."""
        ...

    def resources(self) -> Iterable[Resource]:
        """The model's files, for the record."""
        ...
