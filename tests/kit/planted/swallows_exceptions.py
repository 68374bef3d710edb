"""Planted fault: whatever goes wrong, nothing was found."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    try:
        return [Annotation("hashtag", match.span()) for match in re.finditer(r"#\w+", document.text)]
    except Exception:
        return []
