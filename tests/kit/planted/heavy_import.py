"""Planted fault: a heavy library at load."""

import re

import torch

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    for match in re.finditer(r"#\w+", document.text):
        yield Annotation("hashtag", match.span(), features={"with": torch.__name__})
