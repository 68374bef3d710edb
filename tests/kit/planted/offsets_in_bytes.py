"""Planted fault: it searches the bytes of the text and yields their offsets."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    for match in re.finditer(rb"#\w+", document.text.encode("utf-8", "surrogatepass")):
        yield Annotation("hashtag", match.span())
