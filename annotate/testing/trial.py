"""One instance of a plugin, called hook by hook as a worker does, but with nothing caught."""

from __future__ import annotations

import contextlib
import copy
import pickle
import sys
from dataclasses import dataclass
from typing import Any

import pluggy

from annotate import collect, hookspecs
from annotate.annotation import Annotation, Entity
from annotate.document import Document, PluginRun
from annotate.plan import Step


@dataclass(frozen=True)
class Found:
    """What a plugin added to a document, as something to compare."""

    annotations: tuple[Annotation, ...]
    entities: tuple[Entity, ...]

    def difference(self, other: Found) -> str:
        """The first thing in which another run's result differs, in words."""
        for one, two in zip(self.annotations, other.annotations, strict=False):
            if one != two:
                return f"{_shown(one)}, then {_shown(two)}"
        if len(self.annotations) != len(other.annotations):
            return f"{len(self.annotations)} annotations, then {len(other.annotations)}"
        return f"entities {[e.id for e in self.entities]}, then {[e.id for e in other.entities]}"


class Trial:
    """A plugin that was made and set up. Everything raises what the plugin raises."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        with contextlib.redirect_stdout(sys.stderr):
            self.target = step.plugin.instance(step.settings)
            self._manager.register(self.target, step.name)
            self._manager.hook.annotate_setup()

    def prepare(self, document: Document) -> None:
        """Let it look at the document ahead."""
        with contextlib.redirect_stdout(sys.stderr):
            self._manager.hook.annotate_prepare(documents=[document])

    def annotate(self, document: Document) -> list[Any]:
        """What it yields for a document, unchecked and not added."""
        with contextlib.redirect_stdout(sys.stderr):
            return [item for result in self._manager.hook.annotate_document(document=document) for item in result or ()]

    def yielded(self, document: Document) -> list[Any]:
        """`prepare` and `annotate`."""
        self.prepare(document)
        return self.annotate(document)

    def run(self, document: Document) -> Found:
        """Add what it yields to the document, checked by the core; return what was added or changed."""
        plugin = self.step.plugin
        before = {item.id: item for item in document.entities}
        collect.add(document, plugin.name, plugin.provides, self.yielded(document))
        document._runs = (
            *document.runs,
            PluginRun(plugin.name, plugin.distribution, plugin.version, tuple(plugin.provides.values())),
        )
        return Found(
            tuple(a for layer in document.layers for a in document.layer(layer) if a.source == plugin.name),
            tuple(e for e in document.entities if before.get(e.id) != e),
        )


def frozen(document: Document) -> bytes:
    """A document as bytes, from which `thawed` makes as many like it as are needed."""
    alone = copy.copy(document)
    alone._shared = {}
    return pickle.dumps(alone)


def thawed(data: bytes) -> Document:
    """A document of its own."""
    document: Document = pickle.loads(data)  # noqa: S301 - our own bytes
    return document


def short(error: BaseException) -> str:
    """An exception as one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def _shown(annotation: Annotation) -> str:
    features = "".join(f" {name}={value!r}" for name, value in annotation.features.items())
    return f"{annotation.id}{f' {annotation.kind}' if annotation.kind else ''}{features}"
