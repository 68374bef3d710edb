"""A summary in Markdown, to be read and pasted: layers, entities with mentions, who said what, when, list entries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from annotate.annotation import Annotation
from annotate.cli.plain import printable
from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.views import facts
from annotate.writers._encode import encoded
from annotate.writers._losses import ABOUT_ENTITIES, DENOTED, ENTITIES, OUTCOMES, REFERENCES, lost

# What begins markup, entities, links or addresses in CommonMark or GitHub's Markdown.
_MARKUP = re.compile(r"[\\`*_{}\[\]>#|~!$@]|:(?=//)|(?<=www)\.", re.IGNORECASE)


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """One heading for the document, one for each thing there is something to say of."""
    out.write(encoded("\n".join(_lines(document)) + "\n\n"))


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """It is for reading: where in the text, how sure, and the text itself are not in it."""
    yield "positions in the text"
    yield from lost(document, {ABOUT_ENTITIES, DENOTED, ENTITIES, OUTCOMES, REFERENCES})


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line: no markup, no link, no control of a terminal."""
    shown = _MARKUP.sub(r"\\\g<0>", printable(" ".join(text.split())))
    return shown.replace("&", "&amp;").replace("<", "&lt;")


def _lines(document: Document) -> Iterator[str]:
    everything = [a for name in document.layers for a in document.layer(name)]
    meta = document.metadata
    yield f"# {escaped(meta.title or document.id)}"
    yield ""
    known = [document.date or "no date", document.language, meta.publisher or "", meta.url or meta.source]
    yield escaped(", ".join(filter(None, known)))
    yield from _section("Layers", _layers(document))
    yield from _section("Who and what", _entities(document, everything))
    yield from _section("Who said what", _speech(document, everything))
    yield from _section("When", _dates(document, everything))
    yield from _section("Entries of lists", _references(document, everything))


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    lines = [f"- {row}" for row in rows]
    if lines:
        yield from ("", f"## {title}", "", *lines)


def _layers(document: Document) -> Iterator[str]:
    missing = dict(facts.not_run(document))
    for name, layer in facts.layers_of(document).items():
        counted = escaped(facts.kinds_of(document, name))
        said = counted or "nothing found"
        if name in missing:
            said = f"**did not run** ({escaped(missing[name])})" + (f"; {counted}" if counted else "")
        yield f"**{escaped(name)}**: {said}" + (f" – {escaped(layer.description)}" if layer.description else "")
    if not facts.layers_of(document):
        yield "none: no plugin ran on this document"


def _entities(document: Document, everything: list[Annotation]) -> Iterator[str]:
    mentions: dict[str, Counter[str]] = {entity.id: Counter() for entity in document.entities}
    for a in everything:
        entity = document.entity_of(a)
        if entity is not None and a.spans:
            mentions[entity.id][document.text_of(a)] += 1
    for entity in document.entities:
        found = mentions[entity.id].items()
        said = ", ".join(f"«{escaped(words)}»" + (f" ×{n}" if n > 1 else "") for words, n in found)
        yield f"**{escaped(facts.described(entity))}**, {escaped(entity.kind)}: {said or 'not mentioned'}"


def _speech(document: Document, everything: list[Annotation]) -> Iterator[str]:
    said: dict[str, list[Annotation]] = {}
    for a in filter(facts.is_speech, everything):
        said.setdefault(facts.speaker(a, document), []).append(a)
    for name, quotations in said.items():
        rows = [f"*{escaped(a.kind or a.layer)}*: {escaped(document.text_of(a))}" for a in quotations]
        yield "\n".join([f"**{escaped(name) or 'nobody is named'}**", *(f"  - {row}" for row in rows)])


def _dates(document: Document, everything: list[Annotation]) -> Iterator[str]:
    for a in filter(facts.is_date, everything):
        doubt = f" – doubtful: {escaped('; '.join(facts.doubts(a)))}" if facts.doubts(a) else ""
        yield f"**{escaped(facts.value(a)) or 'no value'}**: {escaped(document.text_of(a))}{doubt}"


def _references(document: Document, everything: list[Annotation]) -> Iterator[str]:
    for a in everything:
        if a.reference is not None:
            name = facts.entity_name(a, document) or document.text_of(a)
            more = "; ".join(f"{key} {value}" for key, value in a.features.items())
            yield f"**{escaped(name)}**: {escaped(facts.entry(a.reference))}" + (f" – {escaped(more)}" if more else "")
