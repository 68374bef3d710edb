"""Planted fault: it yields into a layer that it did not promise."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    for match in re.finditer(r"#\w+", document.text):
        yield Annotation("tags", match.span())
