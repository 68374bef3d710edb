"""Documents made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotate import bookkeeping, collect
from annotate.annotation import Annotation, Entity
from annotate.document import Document, Layer, Metadata, PluginRun

HAND = "hand"  # the plugin that annotations made by hand are credited to


def make_document(
    text: str,
    *,
    language: str = "fr",
    date: str | None = None,
    title: str | None = None,
    headings: Iterable[int] = (),
    entities: Iterable[Entity] = (),
    annotations: Iterable[Annotation] = (),
    undecodable: Mapping[int, bytes] | None = None,
    id: str = "document",
) -> Document:
    """A document with a text and, in any layers, annotations that count as another plugin's.

    ``date``: ISO 8601. ``headings``: offsets of lines that are headings. ``entities``: those that no annotation
    names. Annotations may link to each other as objects. Raises PluginError if one of them could not be a
    plugin's: a span outside the text, a link that leads nowhere.
    """
    metadata = Metadata(source=f"{id}.txt", language=language, date=date, title=title)
    document = Document(text, id=id, metadata=metadata, headings=headings, undecodable=undecodable)
    given = [*entities, *annotations]
    if given:
        layers = {item.layer: Layer(item.layer) for item in given if isinstance(item, Annotation)}
        collect.add(document, HAND, layers, given)
        bookkeeping.conclude(document, (PluginRun(HAND, "made by hand", "0", tuple(layers.values())),), "")
    return document
