"""Broken: an argument that the hook does not have."""

from annotate import Annotation, hookimpl

provides = {"argument"}


@hookimpl
def annotate_document(text):
    yield Annotation("argument", (0, 1))
