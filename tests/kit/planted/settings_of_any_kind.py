"""Planted fault: settings that take anything; the mistake shows in the middle of a job."""

import re
from dataclasses import dataclass
from typing import Any

from annotate import Annotation, hookimpl


@dataclass(frozen=True)
class Settings:
    longest: Any = 80


class Plugin:
    provides = ("hashtag",)
    Settings = Settings

    def __init__(self, settings):
        self.settings = settings

    @hookimpl
    def annotate_document(self, document):
        for match in re.finditer(r"#\w+", document.text):
            yield Annotation("hashtag", match.span())
