"""Annotations moved to a corrected text, as far as they still hold."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace

from annotate.annotation import Annotation, Entity, Span
from annotate.bookkeeping import restore
from annotate.combine.alignment import Alignment
from annotate.combine.record import noted
from annotate.document import Document
from annotate.pointing import pointed, repointed
from annotate.tei.characters import text_sha256

COMMAND = "annotate reanchor"
_NEAR = 32  # code points in which the neighbouring word is looked for
_WORD_BEFORE = re.compile(r"\S*[^\S\r\n]*\Z")
_WORD_AFTER = re.compile(r"[^\S\r\n]*\S*")

Lost = tuple[Annotation, str]  # an annotation of the old document, and why it does not hold any more


def reanchor(old: Document, new: Document) -> tuple[Document, list[Lost]]:
    """The annotations of ``old`` on the text of ``new``, and those that are lost, in the order of their layers.

    An annotation holds if its words are unchanged, and so are the words before and after them on the same line
    («3 mars» is another date in «3 mars 2023»), and all that it points to holds. One about an entity holds as long
    as the entity has a mention. Ids follow the new places. What is known of the document (its id, date, title …) is
    the old one's; source, size, encoding and the
    reader's notes are the new one's. The header says how many were moved and lost.
    """
    moves = _Moves(old, new)
    moved = Document(
        new.text,
        id=old.id,
        metadata=replace(
            old.metadata,
            source=new.metadata.source,
            media_type=new.metadata.media_type,
            encoding=new.metadata.encoding,
            size=new.metadata.size,
            notes=new.metadata.notes,
        ),
        headings=moves.headings(),
        undecodable=new.undecodable,
    )
    runs = old.runs
    if old.text != new.text:
        gone = [annotation for annotation, _ in moves.lost]
        said = (
            f"moved {len(moves.kept)} of {len(moves.kept) + len(moves.lost)} annotations from the text with sha256 "
            f"{text_sha256(old.text)}. No plugin has read what is new in this text."
        )
        runs = noted(runs, COMMAND, said, gone, moves.kept)
    restore(moved, moves.annotations(moved), moves.entities(), runs, old.job)
    return moved, moves.lost


class _Moves:
    """What holds and what is lost. ``spans``: the new ones of what holds, by old id."""

    def __init__(self, old: Document, new: Document) -> None:
        self._old = old
        self._new = new
        self._aligned = Alignment(old.text, new.text)
        self._all = [annotation for layer in old.layers for annotation in old.layer(layer)]
        self.spans: dict[str, tuple[Span, ...]] = {}
        why: dict[str, str] = {}
        for annotation in self._all:
            spans = self._aligned.moved(annotation.spans)
            if spans is None:
                why[annotation.id] = "its words changed"
            elif not all(map(self._same_neighbours, annotation.spans, spans)):
                why[annotation.id] = "the words beside it changed"
            else:
                self.spans[annotation.id] = spans
        self._entities = self._still_named()
        for annotation in self._all:
            if not annotation.spans and annotation.entity not in self._entities:
                why[annotation.id] = "nothing is left that names its entity"
        self._lose_what_rests_on(why)
        for id in why:
            self.spans.pop(id, None)
        self.lost = [(annotation, why[annotation.id]) for annotation in self._all if annotation.id in why]
        self.kept = [annotation for annotation in self._all if annotation.id not in why]

    def _same_neighbours(self, old: Span, new: Span) -> bool:
        stretch = self._aligned.around(*old)
        assert stretch is not None
        if stretch.old + _NEAR <= old.start and old.end + _NEAR <= stretch.old + stretch.length:
            return True
        return _neighbours(self._old.text, old) == _neighbours(self._new.text, new)

    def _still_named(self) -> set[str]:
        """The entities with a mention that holds, or without any to begin with."""
        mentions = [annotation for annotation in self._all if annotation.spans and annotation.entity is not None]
        named = {str(annotation.entity) for annotation in mentions}
        held = {str(annotation.entity) for annotation in mentions if annotation.id in self.spans}
        return held | {entity.id for entity in self._old.entities if entity.id not in named}

    def _lose_what_rests_on(self, why: dict[str, str]) -> None:
        """Add to the lost what points to them, directly or not."""
        pointing: dict[str, list[str]] = {}
        for annotation in self._all:
            for id in pointed(annotation):
                pointing.setdefault(id, []).append(annotation.id)
        todo = list(why)
        while todo:
            gone = self._old[todo.pop()]
            assert isinstance(gone, Annotation)
            for id in pointing.get(gone.id, ()):
                if id not in why:
                    why[id] = f"it rests on «{self._old.text_of(gone)}», which is lost"
                    todo.append(id)

    def headings(self) -> Iterator[int]:
        """What was a heading is one, as far as its first character is there."""
        yield from (block.start for block in self._new.blocks if block.heading)
        for block in self._old.blocks:
            if block.heading and (spans := self._aligned.moved([Span(block.start, block.start + 1)])):
                yield spans[0].start

    def annotations(self, moved: Document) -> Iterator[Annotation]:
        """Those that hold, where they stand now, under the ids of their new places."""
        ids = self._ids(moved)
        for annotation in self.kept:
            spans = self.spans[annotation.id]
            yield repointed(annotation, lambda to: ids.get(to, to), spans=spans, id=ids[annotation.id])

    def _ids(self, moved: Document) -> Mapping[str, str]:
        """The new ids by the old ones. An id that does not come from its place stays."""
        old_starts, new_starts = ([block.start for block in d.blocks] for d in (self._old, moved))
        ids: dict[str, str] = {}
        taken = {entity.id for entity in self._old.entities}
        for annotation in self.kept:
            id = annotation.id
            if annotation.spans:
                before = _placed(annotation.layer, annotation.spans, old_starts)
                if id == before or id.startswith(f"{before}."):
                    id = _placed(annotation.layer, self.spans[annotation.id], new_starts) + id[len(before) :]
            candidate, n = id, 1
            while candidate in taken:
                n += 1
                candidate = f"{id}.{n}"
            taken.add(candidate)
            ids[annotation.id] = candidate
        return ids

    def entities(self) -> Iterator[Entity]:
        """Those that are still named, and those that something still points to."""
        needed = {id for annotation in self.kept for id in pointed(annotation)}
        return (entity for entity in self._old.entities if entity.id in needed or entity.id in self._entities)


def _placed(layer: str, spans: tuple[Span, ...], starts: list[int]) -> str:
    """An id as FORMAT has it: ``LAYER.pN.START-END``."""
    number = bisect_right(starts, spans[0].start)
    offset = starts[number - 1]
    return f"{layer}.p{number}.{spans[0].start - offset}-{spans[-1].end - offset}"


def _neighbours(text: str, span: Span) -> tuple[list[str], bool, list[str], bool]:
    """The words before and after a span on its line, and whether blanks stand between."""
    before = _WORD_BEFORE.search(text[max(0, span.start - _NEAR) : span.start])
    after = _WORD_AFTER.match(text[span.end : span.end + _NEAR])
    assert before is not None and after is not None
    return before[0].split(), before[0][-1:].isspace(), after[0].split(), after[0][:1].isspace()
