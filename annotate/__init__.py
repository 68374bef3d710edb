"""Annotate documents with plugins, as TEI standoff: the public API."""

from typing import TYPE_CHECKING

from annotate.annotation import Annotation, Authority, Entity, Markup, Name, Reference, Span
from annotate.document import Document, Kind, Layer, Metadata, PluginRun, Resource
from annotate.errors import AnnotateError, Declined
from annotate.hookspecs import hookimpl
from annotate.offsets import Block
from annotate.outcome import Outcome, Summary
from annotate.source import Source, Unreadable
from annotate.writers import Format

__version__ = "0.1.0"
API_VERSION = 1  # of what plugins see; goes up only when a plugin written for the one before could break

if not TYPE_CHECKING:  # a checker would take every name for one that is there
    from annotate.deprecation import RENAMED, renamed

    __getattr__ = renamed(__name__, RENAMED)

__all__ = [
    "API_VERSION",
    "AnnotateError",
    "Annotation",
    "Authority",
    "Block",
    "Declined",
    "Document",
    "Entity",
    "Format",
    "Kind",
    "Layer",
    "Markup",
    "Metadata",
    "Name",
    "Outcome",
    "PluginRun",
    "Reference",
    "Resource",
    "Source",
    "Span",
    "Summary",
    "Unreadable",
    "__version__",
    "hookimpl",
]
