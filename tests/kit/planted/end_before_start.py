"""Planted fault: spans the wrong way round."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    for match in re.finditer(r"#\w+", document.text):
        yield Annotation("hashtag", (match.end(), match.start()))
