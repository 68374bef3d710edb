"""Planted fault: settings with something in them that no other process can be sent."""

import re
from dataclasses import dataclass, field

from annotate import Annotation, hookimpl


@dataclass
class Settings:
    pattern: str = r"#\w+"
    made: object = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self):
        self.made = lambda text: re.finditer(self.pattern, text)


class Plugin:
    provides = ("hashtag",)
    Settings = Settings

    def __init__(self, settings):
        self.settings = settings

    @hookimpl
    def annotate_document(self, document):
        for match in self.settings.made(document.text):
            yield Annotation("hashtag", match.span())
