"""What there is to say of an annotation, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from annotate.annotation import Annotation, Entity, Markup, Reference
from annotate.document import Document, Layer

Fact = tuple[str, str]  # what it is, what it says

DATES = ("when", "when-iso", "notBefore", "notAfter", "from", "to", "from-iso", "to-iso")


def layers_of(document: Document) -> dict[str, Layer]:
    """The layers that are declared or there, by name in order: those of plugins that failed or did not run too."""
    found: dict[str, Layer] = {name: Layer(name) for name in document.layers}
    for run in document.runs:
        for layer in run.layers:
            if not (layer.name in found and found[layer.name].description):  # the first that says something counts
                found[layer.name] = layer
    return dict(sorted(found.items()))


def kinds_of(document: Document, layer: str) -> str:
    """How many annotations of each kind a layer has, the most frequent first; empty if it has none."""
    counted = Counter(annotation.kind or "-" for annotation in document.layer(layer))
    return ", ".join(f"{kind} {number}" for kind, number in counted.most_common())


def not_run(document: Document) -> Iterator[tuple[str, str]]:
    """Layers for which nobody vouches, and why: absence of annotations says nothing there."""
    good = {layer.name for run in document.runs if run.outcome == "ok" for layer in run.layers}
    for run in document.runs:
        for layer in run.layers:
            if run.outcome != "ok" and layer.name not in good:
                yield layer.name, f"{run.plugin}: {run.outcome}" + (f", {run.reason}" if run.reason else "")


def is_speech(annotation: Annotation) -> bool:
    """Whether words are said to be somebody's."""
    return annotation.markup is not None and annotation.markup.element == "said"


def is_date(annotation: Annotation) -> bool:
    """Whether it is a stretch or a point of time."""
    return annotation.markup is not None and annotation.markup.element in ("date", "time")


def speaker(annotation: Annotation, document: Document) -> str:
    """Who says it: the entity's name, else the words that name the speaker; empty if nobody is named."""
    entity = _pointed(annotation.markup, "who", document)
    if entity is not None:
        return entity.name
    said = document.linked(annotation, "speaker")
    return document.text_of(said[0]) if said else ""


def entity_name(annotation: Annotation, document: Document) -> str:
    """The name of what it denotes; empty if it denotes nothing."""
    entity = document.entity_of(annotation)
    return entity.name if entity is not None else ""


def dates(markup: Markup | None) -> dict[str, str]:
    """The attributes of TEI's att.datable, if it is a date."""
    if markup is None:
        return {}
    return {name: str(markup.attributes[name]) for name in DATES if name in markup.attributes}


def when(annotation: Annotation) -> str:
    """A date's value: a point, or the bounds that it lies between; empty if it is no date or has no value."""
    found = dates(annotation.markup)
    return found.get("when") or found.get("when-iso") or "/".join(found.values())


def value(annotation: Annotation) -> str:
    """A date's value, else what its features call so: a duration's, for one; empty if it is no date."""
    return when(annotation) or (str(annotation.features.get("value", "")) if is_date(annotation) else "")


def label(annotation: Annotation, document: Document) -> str:
    """The shortest useful thing: a date's value, a quotation's kind and speaker, an entity's kind."""
    if when(annotation):
        return when(annotation)
    kind = annotation.kind or annotation.layer
    if is_speech(annotation):
        said = speaker(annotation, document)
        return f"{kind}, {said}" if said else kind
    return kind


def doubts(annotation: Annotation) -> list[str]:
    """What speaks against it, in words: certainties of its markup, and a warning."""
    found = [str(annotation.features["warning"])] if annotation.features.get("warning") else []
    for child in annotation.markup.children if annotation.markup is not None else ():
        if child.element == "certainty":
            rival = child.attributes.get("assertedValue")
            said = " ".join(part.text for part in child.children if part.text)
            degree = child.attributes.get("cert") or child.attributes.get("degree")
            parts = [said, f"or {rival}" if rival else "", f"certainty {degree}" if degree else ""]
            found.append("; ".join(filter(None, parts)))
    return found


def uncertain(annotation: Annotation) -> bool:
    """Whether it says of itself that it may be wrong."""
    low = annotation.score is not None and annotation.score < 0.5
    return low or bool(doubts(annotation)) or annotation.features.get("grade") == "C"


def facts(annotation: Annotation, document: Document) -> Iterator[Fact]:
    """Everything that a reader may ask of it, the most telling first."""
    kind = meaning(annotation, document)
    yield annotation.layer, " – ".join(filter(None, (annotation.kind or "", kind)))
    entity = document.entity_of(annotation)
    if entity is not None:
        yield "denotes", described(entity)
    for name, value in dates(annotation.markup).items():
        yield name, value
    if is_speech(annotation):
        yield "speaker", speaker(annotation, document) or "nobody is named"
    for role, _ in sorted(annotation.links.items()):
        linked = "; ".join(document.text_of(to) if to.spans else to.id for to in document.linked(annotation, role))
        yield role, linked
    for name, feature in annotation.features.items():
        yield name, str(feature)
    for doubt in doubts(annotation):
        yield "doubt", doubt
    reference = annotation.reference
    if reference is not None:
        yield "entry", entry(reference)
    if annotation.score is not None:
        yield "probability", f"{annotation.score:.2f}"
    yield "by", by(annotation, document)


def entry(reference: Reference) -> str:
    """An entry's own name for itself, and where it stands."""
    dated = f", {reference.authority.date}" if reference.authority.date else ""
    return f"{reference.label} ({reference.authority.title}{dated}: {reference.entry})"


def meaning(annotation: Annotation, document: Document) -> str:
    """What its kind means, as the layer's plugin declares it; empty if it does not, or says no more than its name."""
    kind = annotation.kind
    for run in document.runs:
        for layer in run.layers:
            if layer.name == annotation.layer and kind is not None and kind in layer.kinds:
                said = layer.kinds[kind].description
                return said if said != kind else ""
    return ""


def by(annotation: Annotation, document: Document) -> str:
    """The plugin that claims it, with its version."""
    version = next((run.version for run in document.runs if run.plugin == annotation.source), "")
    return f"{annotation.source} {version}".strip()


def described(entity: Entity) -> str:
    """An entity's best name, its other names and its identifiers."""
    others = [name.text for name in entity.names[1:]]
    identifiers = [f"{scheme} {value}" for scheme, value in sorted(entity.identifiers.items())]
    more = "; ".join([*others, *identifiers])
    return f"{entity.name} ({more})" if more else entity.name


def _pointed(markup: Markup | None, attribute: str, document: Document) -> Entity | None:
    target = markup.attributes.get(attribute) if markup is not None else None
    if isinstance(target, Entity):
        return target
    if not isinstance(target, str) or target[:1] != "#" or target[1:] not in document:
        return None
    found = document[target[1:]]
    return found if isinstance(found, Entity) else None
