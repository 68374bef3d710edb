"""Planted fault: it counts as JavaScript does."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


def units(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@hookimpl
def annotate_document(document):
    text = document.text
    for match in re.finditer(r"#\w+", text):
        start = units(text[: match.start()])
        yield Annotation("hashtag", (start, start + len(match[0])))
