"""Planted fault: it tidies the document's text."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    document._text = document.text.replace("\u00a0", " ").rstrip()
    for match in re.finditer(r"#\w+", document.text):
        yield Annotation("hashtag", match.span())
