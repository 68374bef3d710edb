"""An annotation as one line for a terminal."""

from __future__ import annotations

from annotate.annotation import Annotation
from annotate.cli.plain import printable
from annotate.document import Document
from annotate.tei.standoff import shortened
from annotate.views.facts import entity_name, label


def place(annotation: Annotation) -> str:
    """Where it stands: ``12-17``, with a comma between parts; empty if it is about an entity as a whole."""
    return ",".join(f"{start}-{end}" for start, end in annotation.spans)


def line(annotation: Annotation, document: Document) -> str:
    """``[layer kind] place text = what it says``, with nothing that a terminal would act on."""
    what = f"[{annotation.layer}{f' {annotation.kind}' if annotation.kind else ''}]"
    words = shortened(document.text, annotation.spans) if annotation.spans else ""
    entity = entity_name(annotation, document)
    said = label(annotation, document)
    told = [
        said if said not in (annotation.kind, annotation.layer) else "",
        entity if entity != words else "",
        annotation.reference.label if annotation.reference else "",
        f"score {annotation.score:g}" if annotation.score is not None else "",
    ]
    more = ", ".join(dict.fromkeys(filter(None, told)))
    return printable(" ".join(filter(None, (what, place(annotation), words, f"= {more}" if more else ""))))
