"""Planted fault: it searches the text in lower case, which may be longer than the text."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    for match in re.finditer(r"#\w+", document.text.lower()):
        yield Annotation("hashtag", match.span())
