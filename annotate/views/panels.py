"""What stands beside the text of a page: layers, entities, quotations by speaker, dates, entries of lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotate.annotation import Annotation
from annotate.document import Document
from annotate.views.facts import described, doubts, entry, label
from annotate.views.findings import Findings, Quotation
from annotate.views.lanes import Lanes
from annotate.views.markup import text
from annotate.views.timeline import Bar, timeline

HUES = 8  # colours of layers; page.css has as many


class Panels:
    """The panels of one document. Buttons carry the numbers of the annotations that they lead to."""

    def __init__(self, document: Document, laid: Lanes) -> None:
        self.document = document
        self.numbers = {one.annotation.id: one.number for one in laid.shown}
        self.findings = Findings(document)

    def __iter__(self) -> Iterator[str]:
        yield _panel("Layers", self.layers(), "<ul>{}</ul>")
        yield _panel("Who and what", self.entities())
        yield _panel("Who said what", self.speech())
        yield from self.dates()
        yield _panel("Entries of lists", self.entries())

    def layers(self) -> Iterator[str]:
        """Each layer with its toggle; what did not run says so."""
        for number, found in enumerate(self.findings.layers()):
            said = text(found.counted) or "nothing found"
            if found.missing:
                counted = f"; {said}" if found.counted else ""
                said = f'<strong class="bad">did not run: {text(found.missing)}</strong>{counted}'
            yield (
                f'<label><input class="toggle" type="checkbox" checked data-layer="{number}">'
                f'<span class="swatch w{number % HUES}"></span><span><strong>{text(found.layer.name)}</strong> '
                f'{text(found.layer.description)}<br><span class="soft">{said}</span></span></label>'
            )

    def entities(self) -> Iterator[str]:
        """Each entity with its names, identifiers and mentions."""
        for entity, mentions in self.findings.entities():
            times = f" ×{len(mentions)}" if len(mentions) > 1 else ""
            yield f'{self.button(mentions, described(entity))}{times} <span class="soft">{text(entity.kind)}</span>'

    def speech(self) -> Iterator[str]:
        """The quotations, by speaker in the order of their first words."""
        said: dict[str, list[Quotation]] = {}
        for quotation in self.findings.speech():
            said.setdefault(quotation.speaker or "nobody is named", []).append(quotation)
        for name, quotations in said.items():
            items = "".join(f"<li>{self.quotation(each)}</li>" for each in quotations)
            yield f"<strong>{text(name)}</strong><ul>{items}</ul>"

    def quotation(self, quotation: Quotation) -> str:
        """One quotation, its kind, and who relayed it."""
        a, relayed = quotation.annotation, f", relayed by {quotation.via}" if quotation.via else ""
        return f'{self.button([a], self.document.text_of(a))} <span class="soft">{text(f"{a.kind}{relayed}")}</span>'

    def dates(self) -> Iterator[str]:
        """The dates on an axis, then those without a place on it."""
        line = timeline(self.findings.dates())
        rows = [*map(self.bar, line.bars), *map(self.undated, line.undated)]
        axis = ""
        if line.first is not None and line.last is not None:
            axis = (
                f'<p class="soft">{line.first.isoformat()} to {line.last.isoformat()}; hatched: somewhere between</p>'
            )
        yield _panel("When", rows, axis + "<ul>{}</ul>")

    def bar(self, bar: Bar) -> str:
        """One expression with its bar."""
        kind = ' class="open"' if bar.open or doubts(bar.annotation) else ""
        return (
            f'{self.undated(bar.annotation)}<svg class="axis" aria-hidden="true">'
            f'<rect{kind} x="{bar.left:.2f}%" width="{max(bar.width, 1):.2f}%" height="100%" rx="2"/></svg>'
        )

    def undated(self, a: Annotation) -> str:
        """One expression with its value and what speaks against it."""
        doubt = f' <span class="bad">? {text("; ".join(doubts(a)))}</span>' if doubts(a) else ""
        value = f'<span class="soft">{text(label(a, self.document))}</span>'
        return f"{value} {self.button([a], self.document.text_of(a))}{doubt}"

    def entries(self) -> Iterator[str]:
        """Each claim that rests on an entry of a list, with its grade if it has one."""
        for found in self.findings.entries():
            features, reference = found.annotation.features, found.annotation.reference
            assert reference is not None
            grade = f'<span class="grade">{text(str(features["grade"]))}</span> ' if "grade" in features else ""
            more = "; ".join(f"{key}: {value}" for key, value in features.items() if key != "grade")
            about = f'{text(entry(reference))}<br><span class="soft">{text(more)}</span>'
            yield f"{grade}{self.button(found.mentions, found.name)} {about}"

    def button(self, annotations: Iterable[Annotation], words: str) -> str:
        """Words that lead to the annotations in the text."""
        numbers = " ".join(map(str, sorted(self.numbers[a.id] for a in annotations if a.id in self.numbers)))
        return f'<button type="button" data-a="{numbers}">{text(words)}</button>' if numbers else text(words)


def _panel(title: str, rows: Iterable[str], around: str = "<ul>{}</ul>") -> str:
    items = "".join(f"<li>{row}</li>" for row in rows)
    return f"<details open><summary>{title}</summary>{around.format(items)}</details>" if items else ""
