"""Planted fault: work at load."""

import re
import time

from annotate import Annotation, hookimpl

provides = {"hashtag"}

began = time.process_time()
while time.process_time() < began + 2.2:
    re.sub(r"\w", "", "work")


@hookimpl
def annotate_document(document):
    for match in re.finditer(r"#\w+", document.text):
        yield Annotation("hashtag", match.span())
