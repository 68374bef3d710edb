"""A text or a document through one plugin or several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotate.document import Document
from annotate.errors import AnnotateError, PluginError, UsageError
from annotate.plan import Step, arrange
from annotate.plugin import Plugin
from annotate.plugins import Registry, checked_plugin
from annotate.runner import Runner
from annotate.testing.documents import make_document


def annotated(
    text: str, *plugins: Any, language: str = "fr", date: str | None = None, headings: tuple[int, ...] = ()
) -> Document:
    """A text annotated by plugins, in the order of their layers.

    ``plugins``: modules, classes (made with their default settings), instances, or paths of single-file plugins.
    Raises AnnotateError with the traceback if one of them fails.
    """
    return annotate_document(make_document(text, language=language, date=date, headings=headings), *plugins)


def annotate_document(document: Document, *plugins: Any) -> Document:
    """As `annotated`, for a document made by hand; the same document is returned.

    Layers that the document brings along count for plugins that require them.
    """
    there = {*document.layers, *(layer.name for run in document.runs for layer in run.layers)}
    runner = Runner(arrange([_content_with(there, step_of(plugin)) for plugin in plugins]))
    runner.prepare([document])
    passage = runner.run(document)
    if passage.reason:
        raise AnnotateError("\n".join([passage.reason, *passage.tracebacks]))
    return document


def step_of(target: Any, settings: Mapping[str, Any] | None = None) -> Step:
    """One plugin as a step of a plan. Raises PluginError if it is not a valid plugin, or the settings are wrong."""
    from annotate.settings import make_step

    plugin = plugin_of(target)
    step, wrong = make_step(plugin, settings or {})
    if step is None:
        raise PluginError(plugin.name, "; ".join(f"setting {key}: {message}" for key, message in wrong))
    return step


def plugin_of(target: Any) -> Plugin:
    """The plugin that a module, a class, an instance or the path of a file is. Raises PluginError."""
    if not isinstance(target, Path):
        return checked_plugin(target)
    try:
        return Registry().add_file(target)
    except UsageError as error:
        raise PluginError(target.stem, str(error).removeprefix(f"{target}: ")) from error


def _content_with(layers: set[str], step: Step) -> Step:
    return replace(step, plugin=replace(step.plugin, requires=step.plugin.requires - layers))
