"""A GLiNER model, from a folder, as an engine: names of the kinds that it is asked for in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from annotate import AnnotateError, Resource
from annotate_entities.engine import Found
from annotate_entities.folder import hashed
from annotate_entities.tokens import LINE, tokens

THRESHOLD = 0.5  # GLiNER's own
ASKED = {
    "person": "person",
    "organization": "organisation",
    "location": "place",
    "product": "product",
    "event": "event",
}


class GlinerEngine:
    """A folder as ``save_pretrained`` writes it. Nothing is downloaded.

    GLiNER leaves out what goes beyond its longest text, so longer texts are cut, at line ends and full stops where it
    can be. Raises AnnotateError if gliner is not installed or the folder is no such model.
    """

    piece = 20_000

    def __init__(self, folder: Path, labels: Mapping[str, str]) -> None:
        """``labels``: what to ask for, in the model's language -> entity kinds; else ``ASKED``."""
        try:
            import gliner
        except ModuleNotFoundError as error:
            if error.name != "gliner":
                raise
            raise AnnotateError(f"the model {str(folder)!r} needs GLiNER; install annotate-entities[gliner]") from error
        try:
            self._model = gliner.GLiNER.from_pretrained(str(folder), local_files_only=True).eval()
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise AnnotateError(f"the model {str(folder)!r} cannot be loaded: {str(error).splitlines()[0]}") from error
        self.kinds = dict(labels) or ASKED
        self._longest = max(2, self._model.config.max_len // 2)  # in our tokens; GLiNER may make two words of one
        self._folder = folder

    def find(self, texts: Sequence[str]) -> Iterator[list[Found]]:
        """The names in each text, one text at a time."""
        return map(self._names, texts)

    def resources(self) -> Iterable[Resource]:
        """The folder."""
        yield hashed(self._folder)

    def _names(self, text: str) -> list[Found]:
        return [
            Found(start + name["start"], start + name["end"], name["label"])
            for start, end in _windows(text, self._longest)
            for name in self._model.predict_entities(text[start:end], list(self.kinds), threshold=THRESHOLD)
        ]


def _windows(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """The text in stretches of at most so many tokens; a stretch ends behind the last line end or full stop in it."""
    forms, starts, ends = tokens(text)
    first = 0
    while first < len(forms):
        behind = min(first + longest, len(forms))
        if behind < len(forms):
            stops = (at + 1 for at in range(behind - 1, first, -1) if forms[at] in (LINE, "."))
            behind = next(stops, behind)
        yield starts[first], ends[behind - 1]
        first = behind
