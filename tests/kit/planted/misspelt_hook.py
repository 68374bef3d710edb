"""Planted fault: a hook that does not exist."""

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_documents(document):
    yield Annotation("hashtag", (0, 1))
