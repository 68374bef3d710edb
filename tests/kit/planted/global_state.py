"""Planted fault: words that were tags in one document are tags in the next."""

import re

from annotate import Annotation, hookimpl

provides = {"hashtag"}
KNOWN = set()


@hookimpl
def annotate_document(document):
    KNOWN.update(re.findall(r"#(\w+)", document.text))
    for match in re.finditer(r"#?(\w+)", document.text):
        if match[1] in KNOWN:
            yield Annotation("hashtag", match.span())
