"""Planted fault: what goes wrong with one match is passed over in silence."""

import contextlib
import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}


def length(match):
    return match.end() - match.start()


@hookimpl
def annotate_document(document):
    found = []
    for match in re.finditer(r"#\w+", document.text):
        with contextlib.suppress(Exception):
            found.append(Annotation("hashtag", match.span(), features={"length": length(match)}))
    return found
