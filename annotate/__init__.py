"""Annotate documents with plugins, as TEI standoff: the public API."""

from annotate.document import (
    Annotation,
    Authority,
    Document,
    Entity,
    Kind,
    Layer,
    Markup,
    Metadata,
    Name,
    PluginRun,
    Reference,
    Resource,
    Span,
)
from annotate.errors import AnnotateError, Declined
from annotate.hookspecs import hookimpl
from annotate.source import Source, Unreadable

__version__ = "0.1.0"

__all__ = [
    "AnnotateError",
    "Annotation",
    "Authority",
    "Declined",
    "Document",
    "Entity",
    "Kind",
    "Layer",
    "Markup",
    "Metadata",
    "Name",
    "PluginRun",
    "Reference",
    "Resource",
    "Source",
    "Span",
    "Unreadable",
    "__version__",
    "hookimpl",
]
