"""Planted fault: chance decides."""

import random
import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    for match in re.finditer(r"#\w+", document.text):
        yield Annotation("hashtag", match.span(), features={"confidence": random.random()})
