"""What plugin authors test with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotate.document import Document, Metadata
from annotate.errors import AnnotateError
from annotate.plan import Step, arrange
from annotate.plugins import Plugin, checked_plugin
from annotate.runner import Runner


def annotated(
    text: str, *plugins: Any, language: str = "fr", date: str | None = None, headings: tuple[int, ...] = ()
) -> Document:
    """A text annotated by plugins, in the order of their layers.

    ``plugins``: modules, classes (made with their default settings) or instances. Raises AnnotateError with
    the traceback if one of them fails.
    """
    document = Document(text, metadata=Metadata(source="test.txt", language=language, date=date), headings=headings)
    return annotate_document(document, *plugins)


def annotate_document(document: Document, *plugins: Any) -> Document:
    """As `annotated`, for a document made by hand; the same document is returned."""
    runner = Runner(arrange([step_of(plugin) for plugin in plugins]))
    runner.prepare([document])
    passage = runner.run(document)
    if passage.reason:
        raise AnnotateError("\n".join([passage.reason, *passage.tracebacks]))
    return document


def step_of(target: Any, settings: Mapping[str, Any] | None = None) -> Step:
    """One plugin as a step of a plan. Raises AnnotateError if it is not a valid plugin."""
    plugin: Plugin = checked_plugin(target)
    if plugin.settings_type is None:
        return Step(plugin)
    return Step(plugin, plugin.settings_type(**(settings or {})))
