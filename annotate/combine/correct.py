"""Corrections that were made in another tool, back in the file that was corrected.

The tool saw a rendering of the file. So what an unedited rendering reads as, the baseline, tells an edit from what its
format cannot hold: what is the same in the baseline and in the corrected file is the original's own, whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from annotate import bookkeeping, collect
from annotate.annotation import Annotation, Entity
from annotate.combine.claims import Version
from annotate.combine.corrected_entities import EntityIds
from annotate.combine.diff import matched, paired
from annotate.combine.merge import LostLink
from annotate.combine.record import CORRECTED, noted
from annotate.document import Document, Layer, PluginRun
from annotate.errors import UsageError
from annotate.importing import name_of
from annotate.pointing import pointed, repointed

_PART = "?"  # before the id of what stands for a part of an annotation
_NEW = "+"  # before the id of what the original does not have; no id begins so


@dataclass
class Correction:
    """What came of it. ``partial``: what the format shows of annotations that it cannot hold whole, and that was
    edited: the originals stay. ``lost``: links to what was taken out.
    """

    document: Document
    kept: int = 0
    changed: int = 0
    added: int = 0
    removed: int = 0
    partial: list[Annotation] = field(default_factory=list)
    lost: list[LostLink] = field(default_factory=list)

    def __str__(self) -> str:
        return f"kept {self.kept}, changed {self.changed}, added {self.added}, removed {self.removed}"


def correct(original: Document, baseline: Document, corrected: Document, by: str, format: str) -> Correction:
    """The original with what was corrected, which is credited to ``by``, a person or a team in words.

    ``baseline`` is what the original reads as in the format, unedited. Of a changed annotation, what the format cannot
    show stays as it was, except the score: that was a machine's. Raises ValueError if the texts differ, UsageError if
    ``by`` is nobody or has a plugin's name, and PluginError if a correction cannot stand in a file.
    """
    if corrected.text != baseline.text:
        raise ValueError("the corrected file has another text than the original")
    name = name_of(by)
    if any(run.plugin == name and CORRECTED not in run.reason for run in original.runs):
        raise UsageError(f"--by {by}: {name} is a plugin that annotated this file; name who corrected it")
    edits = _Edits(original, baseline, corrected)
    if not (edits.changed or edits.added or edits.removed or edits.entities.more or edits.entities.new):
        return Correction(original, len(edits.stay), partial=edits.partial)
    return _Result(original, edits, name).correction(by, format)


class _Edits:
    """What was done. ``stay``: annotations of the original; ``changed``: of it, as they are now; ``added``: of the
    corrected file, pointing into the result; ``removed``: of the original.
    """

    def __init__(self, original: Document, baseline: Document, corrected: Document) -> None:
        self._before, self._after = Version(baseline), Version(corrected)
        self._ours: dict[str, Annotation] = {}  # by the id of an annotation of the baseline, that of the original
        for layer in baseline.layers:
            self._ours |= _sources(Version(original), original.layer(layer), self._before, baseline.layer(layer))
        self.entities = EntityIds(original, baseline, corrected, self._ours)
        self.removed: list[Annotation] = []
        self.partial: list[Annotation] = []
        self._ids: dict[str, str] = {}  # of annotations of the corrected file, in the result
        pairs, added = self._paired()
        self._gone = {annotation.id for annotation in self.removed}
        found = [(self._ours[before.id], self._changes(before, after)) for before, after in pairs]
        self.changed = {mine.id: self._merged(mine, changes) for mine, changes in found if changes}
        self.added = [repointed(a, self._pointer, id=self._ids[a.id], score=None) for a in added]
        moved = self._gone | self.changed.keys()
        self.stay = [a for layer in original.layers for a in original.layer(layer) if a.id not in moved]

    def _paired(self) -> tuple[list[tuple[Annotation, Annotation]], list[Annotation]]:
        """Annotations of the baseline that stand for one of the original with what became of them, and what is new."""
        known: list[tuple[Annotation, Annotation]] = []
        new: list[Annotation] = []
        for layer in sorted({*self._before.document.layers, *self._after.document.layers}):
            was, now = (list(version.document.layer(layer)) for version in (self._before, self._after))
            pairs, gone, added = matched(self._before, was, self._after, now)
            moved, gone, added = paired(gone, added, *_overlapping(gone, added))
            for before, after in (*pairs, *moved):
                if before.id in self._ours:
                    known.append((before, after))
                    self._ids[after.id] = self._ours[before.id].id
                elif (before.spans, before.kind) == (after.spans, after.kind):
                    self._ids[after.id] = f"{_PART}{before.id}"
                else:
                    gone.append(before)
                    added.append(after)
            self.removed += [self._ours[before.id] for before in gone if before.id in self._ours]
            self.partial += [before for before in gone if before.id not in self._ours]
            self._ids |= {after.id: f"{_NEW}{after.id}" for after in added}
            new += added
        return known, new

    def _id_before(self, id: str) -> str | None:
        """What an id of the baseline was in the original; None if it is taken out, with pointers to it."""
        mine = self._ours.get(id)
        if mine is not None:
            return None if mine.id in self._gone else mine.id
        return self.entities.of_baseline(id) or f"{_PART}{id}"

    def _id_after(self, id: str) -> str | None:
        return self._ids.get(id) or self.entities.of_corrected(id)

    def _pointer(self, id: str) -> str | None:
        """What an id of the corrected file is in the result, if it is there whole."""
        found = self._id_after(id)
        return None if found is None or found.startswith(_PART) else found

    def _changes(self, before: Annotation, after: Annotation) -> dict[str, Any]:
        """What is not the same any more, by field; links by role."""
        was, told = repointed(before, self._id_before), repointed(after, self._id_after)
        fields = ("spans", "kind", "features", "entity", "score", "markup", "reference", "links")
        now = repointed(after, self._pointer)
        changes = {name: getattr(now, name) for name in fields if getattr(was, name) != getattr(told, name)}
        for name in {"features", "links"} & changes.keys():
            one, other = getattr(was, name), getattr(told, name)
            changed = {key for key in (*one, *other) if one.get(key) != other.get(key)}
            changes[name] = {key: changes[name].get(key) for key in changed}
        return changes

    @staticmethod
    def _merged(mine: Annotation, changes: dict[str, Any]) -> Annotation:
        """An annotation of the original with what is not the same any more."""
        merged = {**changes, "score": None}
        for name in {"features", "links"} & changes.keys():
            whole = {**getattr(mine, name), **changes[name]}
            merged[name] = {key: value for key, value in whole.items() if value is not None}
        return mine._but(**merged)


def _sources(
    original: Version, ours: tuple[Annotation, ...], baseline: Version, read: tuple[Annotation, ...]
) -> dict[str, Annotation]:
    """By the id of what was read, the annotation that it was written from: that of the same place and kind, the first
    for the first. What stands for a part of one is not there.
    """

    def place(version: Version) -> Any:
        def of(annotation: Annotation) -> Hashable:
            if annotation.spans:
                return annotation.spans, annotation.kind
            entry = annotation.reference.entry if annotation.reference else ""
            return version.name(str(annotation.entity)), annotation.kind, entry

        return of

    pairs, _, _ = paired(list(read), list(ours), place(baseline), place(original))
    return {one.id: mine for one, mine in pairs}


def _overlapping(gone: list[Annotation], added: list[Annotation]) -> tuple[Any, Any]:
    """Keys by which an annotation is paired with the only one of its kind that overlaps it: its bounds were moved."""
    partners: dict[str, list[Annotation]] = {}
    for one, other in _overlaps(gone, added):
        if one.kind == other.kind:
            partners.setdefault(one.id, []).append(other)
            partners.setdefault(f"{_NEW}{other.id}", []).append(one)
    alone = {id: found[0] for id, found in partners.items() if len(found) == 1}

    def of_gone(annotation: Annotation) -> Hashable:
        other = alone.get(annotation.id)
        return other.id if other is not None and f"{_NEW}{other.id}" in alone else None

    return of_gone, lambda annotation: annotation.id


def _overlaps(one: list[Annotation], other: list[Annotation]) -> Iterator[tuple[Annotation, Annotation]]:
    """Pairs that share some text, from the first to the last code point of each."""
    waiting = sorted((a for a in other if a.spans), key=lambda a: a.start)
    open_: list[Annotation] = []
    at = 0
    for annotation in sorted((a for a in one if a.spans), key=lambda a: a.start):
        open_ = [a for a in open_ if a.end > annotation.start]
        while at < len(waiting) and waiting[at].start < annotation.end:
            open_.append(waiting[at])
            at += 1
        yield from ((annotation, a) for a in open_ if a.start < annotation.end and a.end > annotation.start)


class _Result:
    """The corrected document, put together."""

    def __init__(self, original: Document, edits: _Edits, name: str) -> None:
        self._original = original
        self._edits = edits
        self._name = name

    def correction(self, by: str, format: str) -> Correction:
        """All of it. Raises PluginError."""
        original, edits = self._original, self._edits
        kept = len(edits.stay)
        found = Correction(
            original, kept, len(edits.changed), len(edits.added), len(edits.removed), partial=edits.partial
        )
        gone = {annotation.id for annotation in edits.removed}

        def into(annotation: Annotation) -> Annotation:
            def to(id: str) -> str | None:
                if id in gone:
                    found.lost.append(LostLink(annotation.id, id))
                    return None
                return id

            return repointed(annotation, to)

        stay = [into(annotation) for annotation in edits.stay]
        changed = {id: into(annotation) for id, annotation in edits.changed.items()}
        new = [*changed.values(), *map(into, edits.added)]
        draft = bookkeeping.bare(original)
        bookkeeping.restore(draft, stay, edits.entities.known.values(), (), "")
        named: dict[str, Annotation | Entity] = {annotation.id: annotation for annotation in new}
        named |= edits.entities.new
        layers = {annotation.layer: Layer(annotation.layer) for annotation in new}
        collect.add(draft, self._name, layers, [*edits.entities.new.values(), *new], named)
        ids = dict(zip(changed, (a.id for a in bookkeeping.in_order(draft)[kept:]), strict=False))
        found.document = bookkeeping.bare(original)
        bookkeeping.restore(
            found.document,
            (repointed(annotation, lambda to: ids.get(to, to)) for annotation in bookkeeping.in_order(draft)),
            self._needed(draft),
            self._runs(f"{by.strip()} {CORRECTED} {format}: {found}.", stay),
            original.job,
        )
        return found

    def _needed(self, draft: Document) -> Iterator[Entity]:
        """The entities, but for those that nothing points to any more."""
        was = {id for layer in self._original.layers for a in self._original.layer(layer) for id in pointed(a)}
        now = {id for annotation in bookkeeping.in_order(draft) for id in pointed(annotation)}
        return (entity for entity in draft.entities if entity.id in now or entity.id not in was)

    def _runs(self, sentence: str, stay: list[Annotation]) -> tuple[PluginRun, ...]:
        edits, before = self._edits, self._original.runs
        changed = [self._original[id] for id in edits.changed]
        gone = [*edits.removed, *(a for a in changed if isinstance(a, Annotation))]
        *runs, last = noted(before, self._name, sentence, gone, stay, did="changed or left out")
        layers = {layer.name: layer for run in before if run.plugin == self._name for layer in run.layers}
        for annotation in (*gone, *edits.added):
            layers.setdefault(annotation.layer, Layer(annotation.layer))
        return (*runs, replace(last, layers=tuple(layers.values())))
