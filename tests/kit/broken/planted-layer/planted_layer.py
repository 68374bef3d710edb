"""Broken: it annotates without a layer."""

from annotate import Annotation, hookimpl


@hookimpl
def annotate_document(document):
    yield Annotation("homeless", (0, 1))
