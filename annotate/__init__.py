"""Annotate documents with plugins, as TEI standoff: the public API."""

TYPE_CHECKING = False  # typing's own takes milliseconds to import, and checkers know it by its name
if TYPE_CHECKING:
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

_MODULES = {  # imported when a name is first used: a command that needs none of them starts without them
    "annotation": ("Annotation", "Authority", "Entity", "Markup", "Name", "Reference", "Span"),
    "document": ("Document", "Kind", "Layer", "Metadata", "PluginRun", "Resource"),
    "errors": ("AnnotateError", "Declined"),
    "hookspecs": ("hookimpl",),
    "offsets": ("Block",),
    "outcome": ("Outcome", "Summary"),
    "source": ("Source", "Unreadable"),
    "writers": ("Format",),
}

if not TYPE_CHECKING:  # a checker would take every name for one that is there
    _renamed = None

    def __getattr__(name):
        from importlib import import_module

        for module, names in _MODULES.items():
            if name in names:
                value = globals()[name] = getattr(import_module(f"annotate.{module}"), name)
                return value
        global _renamed
        if _renamed is None:
            from annotate.deprecation import RENAMED, renamed

            _renamed = renamed(__name__, RENAMED, frames=2)
        return _renamed(name)

    def __dir__():
        return sorted({*globals(), *__all__})


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
