"""Broken: a hook without its decorator."""

from annotate import Annotation

provides = {"bare"}


def annotate_document(document):
    yield Annotation("bare", (0, 1))
