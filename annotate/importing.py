"""Annotations that were made elsewhere, as part of what a reader returns, and who answers for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotate import bookkeeping, collect
from annotate.annotation import Annotation, Entity
from annotate.document import Document, Layer, PluginRun
from annotate.errors import UsageError


def imported(
    document: Document,
    found: Iterable[Annotation | Entity],
    *,
    by: str,
    made_with: str,
    version: str,
    layers: Iterable[Layer] = (),
) -> Document:
    """The same document, with annotations and entities that all count as ``by``'s.

    Ids and sources that they bring are not theirs any more: nobody is credited with what somebody else may have
    changed. ``by``: a name like a plugin's, as a rule the format's. ``made_with`` and ``version`` are the
    distribution that read them. ``layers``: those of which more is known than the name. Annotations link to each
    other, and to entities, as objects or by the ids that these bring. Raises PluginError if one of them cannot stand
    in the document: a span outside the text, a link that leads nowhere.
    """
    given: list[Annotation | Entity] = []
    named: dict[str, Annotation | Entity] = {}
    for item in found:
        given.append(replace(item, id="", source="") if isinstance(item, Entity) else item)
        if item.id:
            named[item.id] = given[-1]
    known = {layer.name: layer for layer in layers}
    for item in given:
        if isinstance(item, Annotation):
            known.setdefault(item.layer, Layer(item.layer))
    for layer in known.values():
        collect.check_layer(by, layer)
    collect.add(document, by, known, given, named)
    bookkeeping.conclude(document, (*document.runs, PluginRun(by, made_with, version, tuple(known.values()))), "")
    return document


def name_of(words: str) -> str:
    """What a person or a team is called among plugins: ``anne-martin`` for «Anne Martin». Raises UsageError if there
    is nothing to call them by.
    """
    if not words.strip():
        raise UsageError("--by wants a name: of the person, or the team, that vouches for the annotations")
    found = collect.slug(words)
    return " ".join(words.split()) if found == "x" else found  # of letters that are not Latin, nothing is left


def vouched(document: Document, by: str) -> tuple[Document, int]:
    """A document whose annotations and entities all count as a person's, in words ``by``, and how many scores it lost:
    a machine's score says nothing of what somebody vouches for. Raises UsageError.
    """
    name = name_of(by)
    annotations = [annotation for layer in document.layers for annotation in document.layer(layer)]
    runs = document.runs[:1]
    read = f"{by.strip()} vouches for what was read from {', '.join(run.plugin for run in document.runs) or 'it'}"
    layers = tuple(layer for run in document.runs for layer in run.layers)
    answered = bookkeeping.bare(document)
    bookkeeping.restore(
        answered,
        (annotation._but(source=name, score=None) for annotation in annotations),
        (replace(entity, source=name) for entity in document.entities),
        [replace(run, plugin=name, layers=layers, reason=read) for run in runs],
        document.job,
    )
    return answered, sum(annotation.score is not None for annotation in annotations)
