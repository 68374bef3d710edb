import re
from annotate import Annotation, hookimpl

provides = {"hashtag"}

@hookimpl
def annotate_document(document):
    for m in re.finditer(r"#\w+", document.text):
        yield Annotation("hashtag", m.span(), kind="tag")
