"""Planted fault: it yields a kind that its layer does not declare."""

import re

from annotate import Annotation, Kind, Layer, hookimpl

provides = (Layer("hashtag", "hashtags", {"tag": Kind("a hashtag")}),)


@hookimpl
def annotate_document(document):
    for match in re.finditer(r"#\w+", document.text):
        yield Annotation("hashtag", match.span(), kind="topic")
