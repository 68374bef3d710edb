"""Planted fault: a result that depends on the order of a set, which is another in every process."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    words = set(re.findall(r"\w+", document.text))
    for match in re.finditer(r"#\w+", document.text):
        yield Annotation("hashtag", match.span(), features={"with": " ".join(words)})
