"""Broken: it cannot be made with its own default settings."""

from dataclasses import dataclass

from annotate import Annotation, hookimpl


@dataclass(frozen=True)
class Settings:
    pattern: str = ""


class Plugin:
    provides = ("unmakeable",)
    Settings = Settings

    def __init__(self, settings):
        if not settings.pattern:
            raise ValueError("a pattern is needed")

    @hookimpl
    def annotate_document(self, document):
        yield Annotation("unmakeable", (0, 1))
