"""Planted fault: a module with settings, which no one hands to it."""

import re
from dataclasses import dataclass

from annotate import Annotation, hookimpl


@dataclass(frozen=True)
class Settings:
    longest: int = 80


provides = {"hashtag"}


@hookimpl
def annotate_document(document):
    for match in re.finditer(r"#\w+", document.text):
        yield Annotation("hashtag", match.span())
