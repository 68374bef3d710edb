"""Broken: a misspelt hook."""

from annotate import Annotation, hookimpl

provides = {"misspelt"}


@hookimpl
def annotate_documents(document):
    yield Annotation("misspelt", (0, 1))
