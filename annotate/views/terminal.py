"""An annotated document in a terminal: the text with labels, and what was found, listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from annotate.cli.plain import printable
from annotate.document import Document
from annotate.views.facts import (
    dates,
    described,
    doubts,
    is_date,
    is_speech,
    kinds_of,
    label,
    layers_of,
    not_run,
    speaker,
    uncertain,
)
from annotate.views.lanes import Shown, by_block, lanes, stretches

COLOURS = ("cyan", "yellow", "green", "magenta", "blue", "red")


def terminal(document: Document, only: Iterable[str] = ()) -> Iterator[str]:
    """The lines to print, with colours for a terminal. ``only``: the layers to show; all if there are none."""
    wanted = frozenset(only) or frozenset(layers_of(document))
    colours = {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(layers_of(document))}
    yield from _head(document)
    yield ""
    yield from _text(document, wanted, colours)
    yield from _legend(document, wanted, colours)
    yield from _section("who and what", _entities(document))
    yield from _section("who said what", _speech(document, wanted))
    yield from _section("when", _dates(document, wanted))
    yield from _section("entries of lists", _references(document, wanted))


def _head(document: Document) -> Iterator[str]:
    meta = document.metadata
    yield click.style(printable(meta.title or document.id), bold=True)
    known = [document.date or "no date", document.language, meta.publisher or "", meta.source]
    yield click.style(printable(", ".join(filter(None, known))), dim=True)


def _text(document: Document, wanted: frozenset[str], colours: dict[str, str]) -> Iterator[str]:
    shown = [one for one in lanes(document).shown if one.annotation.layer in wanted]
    for block, inside in zip(document.blocks, by_block(shown, document), strict=True):
        line = "".join(_pieces(document, block.start, block.end, inside, colours)).rstrip()
        yield click.style(line, bold=True) if block.heading else line
        if block.end > block.start and document.text[block.start : block.end].count("\n") > 1:
            yield ""
    yield ""


def _pieces(document: Document, start: int, end: int, inside: list[Shown], colours: dict[str, str]) -> Iterator[str]:
    before: tuple[Shown, ...] = ()
    for stretch in [*stretches(inside, start, end)]:
        yield _closed(before, stretch.under, document, colours)
        begun = [one.annotation for one in stretch.under if one not in before]
        for annotation in sorted(begun, key=lambda a: -a.end):
            yield click.style("[", fg=colours[annotation.layer], dim=True)
        text = printable(document.text[stretch.start : stretch.end])
        top = max((one.annotation for one in stretch.under), key=lambda a: (a.start, -a.end), default=None)
        yield click.style(text, fg=colours[top.layer]) if top is not None else text
        before = stretch.under
    yield _closed(before, (), document, colours)


def _closed(before: tuple[Shown, ...], after: tuple[Shown, ...], document: Document, colours: dict[str, str]) -> str:
    """The labels of those that end here, the innermost first."""
    ended = [one.annotation for one in before if one not in after]
    ended.sort(key=lambda a: (-a.start, a.end))
    return "".join(
        click.style(f":{printable(label(a, document))}{'?' if uncertain(a) else ''}]", fg=colours[a.layer], dim=True)
        for a in ended
    )


def _legend(document: Document, wanted: frozenset[str], colours: dict[str, str]) -> Iterator[str]:
    yield click.style("layers", bold=True)
    missing = dict(not_run(document))
    for name, layer in layers_of(document).items():
        counted = kinds_of(document, name)
        said = counted or "nothing found"
        if name in missing:
            said = f"DID NOT RUN ({printable(missing[name])})" + (f"; {counted}" if counted else "")
        hidden = "" if name in wanted else " (not shown)"
        yield f"  {click.style(name, fg=colours[name])}{hidden}: {said}" + (
            f"  {click.style(layer.description, dim=True)}" if layer.description else ""
        )
    if not layers_of(document):
        yield "  none: no plugin ran on this document"


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    lines = [f"  {printable(row)}" for row in rows]
    if lines:
        yield ""
        yield click.style(title, bold=True)
        yield from lines


def _entities(document: Document) -> Iterator[str]:
    for entity in document.entities:
        times = len(document.mentions(entity))
        yield f"{entity.kind:12} {described(entity)}" + (f" ×{times}" if times > 1 else "")


def _speech(document: Document, wanted: frozenset[str]) -> Iterator[str]:
    for layer in sorted(wanted):
        for a in document.layer(layer):
            if is_speech(a):
                via = "; ".join(document.text_of(to) for to in document.linked(a, "via") if to.spans)
                relayed = f", relayed by {via}" if via else ""
                yield f"{speaker(a, document) or '?'} ({a.kind}{relayed}): {document.text_of(a)}"


def _dates(document: Document, wanted: frozenset[str]) -> Iterator[str]:
    for layer in sorted(wanted):
        for a in document.layer(layer):
            if is_date(a):
                found = dates(a.markup)
                value = found.get("when") or ", ".join(f"{name} {value}" for name, value in found.items())
                doubt = f"  ? {'; '.join(doubts(a))}" if doubts(a) else ""
                yield f"{value or a.features.get('value', '?')}: {document.text_of(a)}{doubt}"


def _references(document: Document, wanted: frozenset[str]) -> Iterator[str]:
    for layer in sorted(wanted):
        for a in document.layer(layer):
            if a.reference is not None:
                about = document.entity_of(a)
                name = about.name if about is not None else document.text_of(a)
                features = "; ".join(f"{key} {value}" for key, value in a.features.items())
                yield f"{name}: {a.reference.label} ({a.reference.authority.title}, {a.reference.entry})  {features}"
