"""Finds hashtags, with a setting, and keeps the contract."""

import re
from dataclasses import dataclass

from annotate import Annotation, Kind, Layer, hookimpl


@dataclass(frozen=True)
class Settings:
    longest: int = 80


class Healthy:
    """Hashtags."""

    provides = (Layer("hashtag", "hashtags", {"tag": Kind("a hashtag")}),)
    Settings = Settings

    def __init__(self, settings):
        self.longest = settings.longest

    @hookimpl
    def annotate_document(self, document):
        for match in re.finditer(r"#\w+", document.text):
            if match.end() - match.start() <= self.longest:
                yield Annotation("hashtag", match.span(), kind="tag")
