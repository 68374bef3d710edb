"""What differs between two versions of an annotated document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from annotate.annotation import Annotation, Span
from annotate.combine.alignment import Alignment
from annotate.combine.claims import Facts, Version, document_facts, entity_facts, run_facts
from annotate.document import Document
from annotate.pointing import target

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a document says: ``text`` at ``spans`` of its own text, or the name of what it is about.

    ``facts``: what it says, by name.
    """

    text: str
    spans: tuple[Span, ...] = ()
    facts: Facts = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``what``: ``text``, ``document``, ``plugin``, ``entity`` or ``annotation``; ``layer``: of an
    annotation. What was added has no ``old``, what was removed no ``new``.
    """

    what: str
    old: Item | None
    new: Item | None
    layer: str = ""

    @property
    def fields(self) -> dict[str, tuple[str, str]]:
        """Of what changed, each fact that did: what it was, what it is; empty where there was none."""
        if self.old is None or self.new is None:
            return {}
        before, now = self.old.facts, self.new.facts
        changed = {name: (said, now.get(name, "")) for name, said in before.items() if now.get(name) != said}
        if before.keys() != now.keys():
            changed |= {name: ("", said) for name, said in now.items() if name not in before}
        return changed


def differences(old: Document, new: Document, layers: Collection[str] = ()) -> Iterator[Change]:
    """What differs: first the text, then what is known of the document, plugins, entities, and annotations by layer.

    ``layers``: compare the text and these alone. Annotations are one where they stand in the same place of the text,
    as far as it is the same, and with the same words where it is not.
    """
    alignment = Alignment(old.text, new.text) if old.text != new.text else None
    if alignment is not None:
        for before, now in alignment.changes():
            yield Change("text", _stretch(old, before), _stretch(new, now))
    if not layers:
        both = old, new
        yield from _changed("document", *([Item(old.id, facts=document_facts(d))] for d in both))
        yield from _changed("plugin", *([Item(r.plugin, facts=run_facts(r)) for r in d.runs] for d in both))
        entities = ([Item(f"{e.kind} {e.name}", facts=entity_facts(e)) for e in d.entities] for d in both)
        yield from _changed("entity", *entities)
    for layer in sorted({*old.layers, *new.layers}):
        if not layers or layer in layers:
            yield from _annotations(layer, Version(old, alignment), Version(new))


def _stretch(document: Document, span: Span) -> Item | None:
    return Item(document.text[span.start : span.end], (span,)) if span.start < span.end else None


def _changed(what: str, old: Iterable[Item], new: Iterable[Item]) -> Iterator[Change]:
    """Differences between items with names of their own."""
    pairs, gone, added = paired(list(old), list(new), lambda item: item.text, lambda item: item.text)
    for before, now in pairs:
        if before.facts != now.facts:
            yield Change(what, before, now)
    yield from (Change(what, item, None) for item in gone)
    yield from (Change(what, None, item) for item in added)


def _annotations(layer: str, old: Version, new: Version) -> Iterator[Change]:
    """Differences of a layer, in the order of the newer text; what cannot be placed there comes last."""
    # What they say is put into words one after the other: there can be hundreds of thousands
    for _, a, b in sorted(_compared(layer, old, new), key=lambda placed: placed[0]):
        before = None if a is None else _item(a, old)
        now = None if b is None else _item(b, new)
        if before is None or now is None or before.facts != now.facts:
            yield Change("annotation", before, now, layer)


_Placed = tuple[tuple[Any, ...], Annotation | None, Annotation | None]  # where to tell of it; the old, the new one


def _compared(layer: str, old: Version, new: Version) -> Iterator[_Placed]:
    gone, added = list(old.document.layer(layer)), list(new.document.layer(layer))
    same = {a.id for a in gone if _unchanged(a, old, new)}
    gone, added = ([a for a in some if a.id not in same] for some in (gone, added))
    pairs, gone, added = matched(old, gone, new, added)
    yield from (((0, b.spans, 0), a, b) for a, b in pairs)
    for a in gone:
        spans = old.spans(a)
        yield (spans is None, spans or a.spans, 1), a, None
    yield from (((0, b.spans, 2), None, b) for b in added)


def matched(
    old: Version, gone: list[Annotation], new: Version, added: list[Annotation]
) -> tuple[list[tuple[Annotation, Annotation]], list[Annotation], list[Annotation]]:
    """Annotations of a layer in two versions that are one, and what is left of both."""
    found = []
    for keys in _steps(_Side(old, gone), _Side(new, added)):
        pairs, gone, added = paired(gone, added, *keys)
        found += pairs
    return found, gone, added


class _Side:
    """What an annotation may be paired by. None is never paired."""

    def __init__(self, version: Version, annotations: list[Annotation]) -> None:
        self._version = version
        self._there = Counter(map(self.place, annotations))

    def place(self, annotation: Annotation) -> Hashable:
        """Where it stands in the newer text; of one about an entity, the entity and the entry."""
        if annotation.spans:
            return self._version.spans(annotation)
        entry = annotation.reference.entry if annotation.reference else ""
        return self._version.name(str(annotation.entity)), entry

    def alone(self, annotation: Annotation) -> Hashable:
        """Its place, if nothing else of the layer stands there."""
        place = self.place(annotation)
        return place if self._there[place] == 1 else None

    def everything(self, annotation: Annotation) -> Hashable:
        """Its place and all that it says."""
        place = self.place(annotation)
        return None if place is None else (place, frozenset(self._version.facts(annotation).items()))

    def place_and_kind(self, annotation: Annotation) -> Hashable:
        """Its place and its kind."""
        place = self.place(annotation)
        return None if place is None else (place, annotation.kind)

    def words(self, annotation: Annotation) -> Hashable:
        """Its words."""
        return self._version.document.text_of(annotation) or None

    def displaced_words(self, annotation: Annotation) -> Hashable:
        """Its words, if they stand nowhere in the newer text: perhaps they were moved."""
        return self.words(annotation) if self.place(annotation) is None else None


_Key = Callable[[Annotation], Hashable]


def _steps(old: _Side, new: _Side) -> Iterator[tuple[_Key, _Key]]:
    """What to pair by: first what leaves no choice, then the most alike, in the end words alone."""
    yield old.alone, new.alone
    yield old.everything, new.everything
    yield old.place_and_kind, new.place_and_kind
    yield old.place, new.place
    yield old.displaced_words, new.words


def _unchanged(annotation: Annotation, old: Version, new: Version) -> bool:
    other = target(new.document, annotation.id)
    return isinstance(other, Annotation) and old.holds_the_same(annotation, other, new.document)


def _item(annotation: Annotation, version: Version) -> Item:
    text = version.document.text_of(annotation) or version.name(str(annotation.entity))
    return Item(text, annotation.spans, version.facts(annotation))


def paired(
    old: list[T], new: list[T], key_old: Callable[[T], Hashable], key_new: Callable[[T], Hashable]
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """Pairs with the same key, in order, and what is left of both. The key None is no key."""
    waiting: dict[Hashable, list[T]] = defaultdict(list)
    for item in reversed(new):
        waiting[key_new(item)].append(item)
    waiting.pop(None, None)
    pairs: list[tuple[T, T]] = []
    gone: list[T] = []
    for item in old:
        candidates = waiting.get(key_old(item))
        if candidates:
            pairs.append((item, candidates.pop()))
        else:
            gone.append(item)
    met = {id(now) for _, now in pairs}
    return pairs, gone, [item for item in new if id(item) not in met]
