"""What was found in a document, in the order in which views list it beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotate.annotation import ENTITY_KINDS, Annotation, Entity
from annotate.document import Document, Layer
from annotate.views.facts import is_date, is_speech, kinds_of, layers_of, not_run, speaker


@dataclass(frozen=True, slots=True)
class LayerFound:
    """A layer that was promised or is there. ``counted``: how many of each kind, empty if there are none; ``missing``:
    why nobody vouches for it, empty if somebody does.
    """

    layer: Layer
    counted: str
    missing: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that are said to be somebody's. ``speaker``, ``via``: by whom and relayed by whom, empty if not told."""

    annotation: Annotation
    speaker: str
    via: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim that rests on an entry of a list: what it is about by ``name``, and where that stands in the text."""

    annotation: Annotation
    name: str
    mentions: tuple[Annotation, ...]


class Findings:
    """The findings of one document. ``only``: the layers whose annotations to list; all if there are none."""

    def __init__(self, document: Document, only: Iterable[str] = ()) -> None:
        self.document = document
        self.shown = frozenset(only) or frozenset(layers_of(document))
        self._annotations = [a for name in document.layers if name in self.shown for a in document.layer(name)]

    def layers(self) -> Iterator[LayerFound]:
        """All layers by name."""
        missing = dict(not_run(self.document))
        for name, layer in layers_of(self.document).items():
            yield LayerFound(layer, kinds_of(self.document, name), missing.get(name, ""))

    def entities(self) -> Iterator[tuple[Entity, tuple[Annotation, ...]]]:
        """Each entity with its mentions, kind by kind."""
        for entity in sorted(self.document.entities, key=lambda entity: ENTITY_KINDS.index(entity.kind)):
            yield entity, self.document.mentions(entity)

    def speech(self) -> Iterator[Quotation]:
        """The quotations."""
        for a in filter(is_speech, self._annotations):
            via = "; ".join(self.document.text_of(to) for to in self.document.linked(a, "via") if to.spans)
            yield Quotation(a, speaker(a, self.document), via)

    def dates(self) -> Iterator[Annotation]:
        """The stretches and points of time."""
        return filter(is_date, self._annotations)

    def entries(self) -> Iterator[Entry]:
        """The claims that rest on an entry of a list."""
        for a in self._annotations:
            if a.reference is not None:
                entity = self.document.entity_of(a)
                name = entity.name if entity is not None else self.document.text_of(a)
                yield Entry(a, name, self.document.mentions(entity) if entity is not None and not a.spans else (a,))
