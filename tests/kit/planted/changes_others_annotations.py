"""Planted fault: it writes into the features of annotations that are there."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    for layer in document.layers:
        for annotation in document.layer(layer):
            annotation.features["seen"] = True
    for match in re.finditer(r"#\w+", document.text):
        yield Annotation("hashtag", match.span())
