"""Healthy: it finds the first character."""

from annotate import Annotation, hookimpl

provides = {"first"}


@hookimpl
def annotate_document(document):
    if document.text:
        yield Annotation("first", (0, 1))
