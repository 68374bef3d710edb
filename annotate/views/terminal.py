"""An annotated document in a terminal: the text with labels, and what was found, listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from annotate.cli.plain import printable
from annotate.document import Document
from annotate.views.facts import dates, described, doubts, label, layers_of, uncertain
from annotate.views.findings import Findings
from annotate.views.lanes import Shown, by_block, lanes, stretches

COLOURS = ("cyan", "yellow", "green", "magenta", "blue", "red")


def terminal(document: Document, only: Iterable[str] = ()) -> Iterator[str]:
    """The lines to print, with colours for a terminal. ``only``: the layers to show; all if there are none."""
    found = Findings(document, only)
    colours = {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(layers_of(document))}
    yield from _head(document)
    yield ""
    yield from _text(document, found.shown, colours)
    yield from _legend(found, colours)
    yield from _section("who and what", _entities(found))
    yield from _section("who said what", _speech(found))
    yield from _section("when", _dates(found))
    yield from _section("entries of lists", _entries(found))


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


def _legend(findings: Findings, colours: dict[str, str]) -> Iterator[str]:
    yield click.style("layers", bold=True)
    for found in findings.layers():
        said, name = found.counted or "nothing found", found.layer.name
        if found.missing:
            said = f"DID NOT RUN ({printable(found.missing)})" + (f"; {said}" if found.counted else "")
        hidden = "" if name in findings.shown else " (not shown)"
        about = f"  {click.style(found.layer.description, dim=True)}" if found.layer.description else ""
        yield f"  {click.style(name, fg=colours[name])}{hidden}: {said}{about}"
    if not colours:
        yield "  none: no plugin ran on this document"


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    lines = [f"  {printable(row)}" for row in rows]
    if lines:
        yield ""
        yield click.style(title, bold=True)
        yield from lines


def _entities(findings: Findings) -> Iterator[str]:
    for entity, mentions in findings.entities():
        yield f"{entity.kind:12} {described(entity)}" + (f" ×{len(mentions)}" if len(mentions) > 1 else "")


def _speech(findings: Findings) -> Iterator[str]:
    for found in findings.speech():
        relayed = f", relayed by {found.via}" if found.via else ""
        words = findings.document.text_of(found.annotation)
        yield f"{found.speaker or '?'} ({found.annotation.kind}{relayed}): {words}"


def _dates(findings: Findings) -> Iterator[str]:
    for a in findings.dates():
        found = dates(a.markup)
        value = found.get("when") or ", ".join(f"{name} {value}" for name, value in found.items())
        doubt = f"  ? {'; '.join(doubts(a))}" if doubts(a) else ""
        yield f"{value or a.features.get('value', '?')}: {findings.document.text_of(a)}{doubt}"


def _entries(findings: Findings) -> Iterator[str]:
    for found in findings.entries():
        reference = found.annotation.reference
        assert reference is not None
        features = "; ".join(f"{key} {value}" for key, value in found.annotation.features.items())
        yield f"{found.name}: {reference.label} ({reference.authority.title}, {reference.entry})  {features}"
