"""Planted fault: a default that the setting's own type does not allow."""

import re
from dataclasses import dataclass

from annotate import Annotation, hookimpl


@dataclass(frozen=True)
class Settings:
    longest: int = None


class Plugin:
    provides = ("hashtag",)
    Settings = Settings

    def __init__(self, settings):
        self.settings = settings

    @hookimpl
    def annotate_document(self, document):
        for match in re.finditer(r"#\w+", document.text):
            yield Annotation("hashtag", match.span())
