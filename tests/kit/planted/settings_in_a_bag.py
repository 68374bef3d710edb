"""Planted fault: settings in a class that accepts whatever it is given."""

import re

from annotate import Annotation, hookimpl


class Settings:
    def __init__(self, **options):
        self.options = options


class Plugin:
    provides = ("hashtag",)
    Settings = Settings

    def __init__(self, settings):
        self.settings = settings

    @hookimpl
    def annotate_document(self, document):
        for match in re.finditer(r"#\w+", document.text):
            yield Annotation("hashtag", match.span())
