"""Planted fault: right for whole paragraphs, in bytes within each."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    for block in document.blocks:
        encoded = document.text[block.start : block.end].encode("utf-8", "surrogatepass")
        for match in re.finditer(rb"#\w+", encoded):
            yield Annotation("hashtag", (block.start + match.start(), block.start + match.end()))
