"""Planted fault: no document without a word was thought of."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    first = re.search(r"\S+", document.text)
    yield Annotation("hashtag", first.span())
