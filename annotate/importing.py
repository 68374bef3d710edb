"""Annotations that were made elsewhere, as part of what a reader returns."""

from __future__ import annotations

from collections.abc import Iterable

from annotate import bookkeeping, collect
from annotate.annotation import Annotation, Entity
from annotate.document import Document, Layer, PluginRun


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
    other, and to entities, as objects. Raises PluginError if one of them cannot stand in the document: a span
    outside the text, a link that leads nowhere.
    """
    given = list(found)
    known = {layer.name: layer for layer in layers}
    for item in given:
        if isinstance(item, Annotation):
            known.setdefault(item.layer, Layer(item.layer))
    for layer in known.values():
        collect.check_layer(by, layer)
    collect.add(document, by, known, given)
    bookkeeping.conclude(document, (*document.runs, PluginRun(by, made_with, version, tuple(known.values()))), "")
    return document
