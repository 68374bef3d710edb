"""What a document says, as items that can be compared with those of another document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from annotate.annotation import Annotation, Entity, Markup, Reference, Span, Value
from annotate.combine.alignment import Alignment
from annotate.document import Document, PluginRun
from annotate.pointing import pointed, target
from annotate.views.facts import described

Facts = Mapping[str, str]
_OF_FILES = frozenset({"source", "size", "encoding", "media_type"})  # another file of the same text is no news


@dataclass(frozen=True, slots=True)
class Version:
    """One of two documents, and how places in it are to be told: in the newer text, as far as they stand there."""

    document: Document
    to_newer: Alignment | None = None

    def spans(self, annotation: Annotation) -> tuple[Span, ...] | None:
        """Where an annotation stands in the newer text; None if the words in it have changed."""
        return annotation.spans if self.to_newer is None else self.to_newer.moved(annotation.spans)

    def name(self, id: str) -> str:
        """What stands behind an id, in words: ids differ for reasons of their own."""
        found = target(self.document, id)
        if found is None:
            return f"#{id}"
        if isinstance(found, Entity):
            return found.name
        if not found.spans:
            return f"{found.layer} of {self.name(str(found.entity))}"
        spans = self.spans(found)
        place = ",".join([f"{start}-{end}" for start, end in spans]) if spans else "in changed words"
        return f"«{self.document.text_of(found)}» ({found.layer} {place})"

    def facts(self, annotation: Annotation) -> Facts:
        """All that it claims except where."""
        facts = {"kind": annotation.kind or "", "by": annotation.source}
        if annotation.entity is not None:
            facts["entity"] = self.name(str(annotation.entity))
        for name, value in annotation.features.items():
            facts[f"feature {name}"] = _value(value)
        for role, to in annotation.links.items():
            facts[role] = "; ".join([self.name(str(id)) for id in to])
        if annotation.markup is not None:
            self._add_markup(facts, annotation.markup)
        if annotation.score is not None:
            facts["score"] = f"{annotation.score:g}"
        if annotation.reference is not None:
            facts["reference"] = _reference(annotation.reference)
        return facts

    def _add_markup(self, facts: dict[str, str], markup: Markup, within: str = "") -> None:
        path = f"{within}{markup.element}"
        if markup.text or not markup.attributes:
            facts[path] = markup.text
        for name, value in markup.attributes.items():
            said = str(value)
            if "#" in said and all(part[:1] == "#" for part in said.split()):
                said = " ".join([self.name(part[1:]) for part in said.split()])
            facts[f"{path}@{name}"] = said
        for number, child in enumerate(markup.children, 1):
            self._add_markup(facts, child, f"{path}/" if len(markup.children) == 1 else f"{path}/{number}.")

    def holds_the_same(self, annotation: Annotation, other: Annotation, newer: Document) -> bool:
        """Whether an annotation of the same text is the same down to its ids, and these mean the same. Quick."""
        if annotation != other or self.to_newer is not None:
            return False
        return all(_stands_for_the_same(id, self.document, newer) for id in pointed(annotation))


def _stands_for_the_same(id: str, old: Document, new: Document) -> bool:
    if id not in old or id not in new:
        return (id in old) == (id in new)
    one, other = old[id], new[id]
    if isinstance(one, Annotation) and isinstance(other, Annotation):
        return one.spans == other.spans and one.entity == other.entity
    return isinstance(one, Entity) and isinstance(other, Entity) and one.name == other.name


def _reference(reference: Reference) -> str:
    authority = reference.authority
    snapshot = ", ".join(filter(None, (authority.title or authority.id, authority.date, (authority.sha256 or "")[:12])))
    return f"{reference.type} {reference.entry} {reference.label} ({snapshot})"


def entity_facts(entity: Entity) -> Facts:
    """All that is known of an entity except its kind and best name."""
    return {"names and identifiers": described(entity), "subtype": entity.subtype or "", "by": entity.source}


def run_facts(run: PluginRun) -> Facts:
    """What became of a plugin, and what its results rest on."""
    resources = (f"{r.type} {r.name} {r.version or ''} {(r.sha256 or '')[:12]}".rstrip() for r in run.resources)
    return {
        "version": f"{run.distribution} {run.version}",
        "outcome": ": ".join(filter(None, (run.outcome, run.reason))),
        "layers": ", ".join(layer.name for layer in run.layers),
        "rests on": "; ".join(resources),
    }


def document_facts(document: Document) -> Facts:
    """What is known besides the text, the job included, whatever the file was called."""
    known = {
        field.name: _listed(getattr(document.metadata, field.name))
        for field in fields(document.metadata)
        if field.name not in _OF_FILES
    }
    return {**known, "job": document.job}


def _listed(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def _value(value: Value) -> str:
    """A feature's value. A text that looks like a number is told from the number."""
    return f'"{value}"' if isinstance(value, str) and value[:1] in "-+.0123456789" else str(value)
