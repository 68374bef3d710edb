"""Planted fault: a result that depends on the order of a set, which is another in every process."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    characters = set(document.text)  # many, so that two processes never have them in one order by chance
    for match in re.finditer(r"#\w+", document.text):
        yield Annotation("hashtag", match.span(), features={"with": " ".join(characters)})
