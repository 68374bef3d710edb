"""Several documents of the same text made one, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate.annotation import Annotation, Entity
from annotate.bookkeeping import bare, restore
from annotate.combine.entities import are_one, unite
from annotate.combine.jobs import BETWEEN_JOBS, as_stream
from annotate.combine.owners import Owners, owners
from annotate.document import Document
from annotate.pointing import pointed, repointed


@dataclass(frozen=True, slots=True)
class LostLink:
    """``annotation`` pointed to ``to``, of a layer that was taken from elsewhere and has no such. Both are ids."""

    annotation: str
    to: str


def merge(
    documents: Sequence[Document], *, last: bool = True, chosen: Mapping[str, int] | None = None
) -> tuple[Document, list[LostLink]]:
    """One document with the layers of all; `owners` says whose. Texts must be the same (ValueError).

    What is known besides the text is the first one's. Entities are united by `unite`. Where an annotation points to
    one in a layer that another document gives, it points to that document's with the same spans; if there is none,
    the pointer is taken out and told.
    """
    first = documents[0]
    if any(document.text != first.text for document in documents):
        raise ValueError("the documents have different texts")
    taken = owners(documents, last=last, chosen=chosen or {})
    merged = bare(first)
    parts = [_Part(n, document, taken) for n, document in enumerate(documents)]
    known: dict[str, Entity] = {}
    for part in parts:
        part.entity_ids = unite(known, part.entities)
    there: dict[tuple[object, ...], str] = {}
    for part in parts:
        for annotation in part.annotations:
            there.setdefault(part.place_of(annotation), annotation.id)
    lost: list[LostLink] = []
    annotations = [a for part in parts for a in part.moved(there, lost)]
    order = dict.fromkeys(id for part in parts for id in part.order(known))
    restore(merged, annotations, (known[id] for id in order), taken.runs, _jobs(parts))
    return merged, lost


class _Part:
    """What one document gives. ``entity_ids``: what its entities are called in the result."""

    def __init__(self, number: int, document: Document, taken: Owners) -> None:
        self.document = document
        layers = [layer for layer in document.layers if taken.of[layer] == number]
        self.annotations = [annotation for layer in layers for annotation in document.layer(layer)]
        self.gives = bool(taken.plugins[number]) or bool(self.annotations)
        self._own = {annotation.id for annotation in self.annotations}
        elsewhere = {run.plugin for run in document.runs} - taken.plugins[number]
        needed = {id for annotation in self.annotations for id in pointed(annotation)}
        self.entities = [e for e in document.entities if e.id in needed or e.source not in elsewhere]
        self.entity_ids: dict[str, str] = {}

    def place_of(self, annotation: Annotation) -> tuple[object, ...]:
        """What is the same for an annotation in another version of its layer."""
        entity = None if annotation.spans else self._entity(str(annotation.entity))
        entry = annotation.reference.entry if annotation.reference else None
        return annotation.layer, annotation.spans, entity, entry

    def _entity(self, id: str) -> str:
        return self.entity_ids.get(id, id)

    def moved(self, there: Mapping[tuple[object, ...], str], lost: list[LostLink]) -> Iterator[Annotation]:
        """Its annotations with pointers into the result; what leads nowhere is added to ``lost``."""
        for annotation in self.annotations:

            def to(id: str, pointing: str = annotation.id) -> str | None:
                if id in self.entity_ids or id in self._own or id not in self.document:
                    return self._entity(id)
                target = self.document[id]
                assert isinstance(target, Annotation)
                found = there.get(self.place_of(target))
                if found is None:
                    lost.append(LostLink(pointing, id))
                return found

            yield repointed(annotation, to)

    def order(self, known: Mapping[str, Entity]) -> Iterator[str]:
        """Those of the result's entities that it has, in its order, given by it or not."""
        for entity in self.document.entities:
            if entity.id in self.entity_ids:
                yield self.entity_ids[entity.id]
            elif entity.id in known and are_one(known[entity.id], entity):
                yield entity.id


def _jobs(parts: Sequence[_Part]) -> str:
    """The jobs of the documents that give something, each once."""
    given = dict.fromkeys(part.document.job for part in parts if part.gives and part.document.job)
    return next(iter(given)) if len(given) == 1 else as_stream(one for job in given for one in job.split(BETWEEN_JOBS))
