"""Healthy: it finds the last character."""

from annotate import Annotation, hookimpl

provides = {"last"}


@hookimpl
def annotate_document(document):
    if document.text:
        yield Annotation("last", (len(document.text) - 1, len(document.text)))
