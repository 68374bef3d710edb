"""Which layers mention entities: what other formats call named entities."""

from __future__ import annotations

from annotate.document import Document


def mention_layers(document: Document) -> set[str]:
    """The layers that mention entities, and do nothing else, as their plugins declare."""
    motivations: dict[str, set[str]] = {}
    for run in document.runs:
        for layer in run.layers:
            motivations.setdefault(layer.name, set()).update(kind.motivation for kind in layer.kinds.values())
    return {name for name, found in motivations.items() if found == {"identifying"}}
