"""The work on documents, the same in the main process and in a worker: annotate, then render."""

from __future__ import annotations

import io
import pickle
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotate.calling import Alone
from annotate.document import Document
from annotate.outcome import FAILED, PARTIAL, Outcome
from annotate.plan import Plan, Step
from annotate.plugins import Registry, load_registry
from annotate.runner import Fault, Passage, Runner
from annotate.serving.warm import kept


@dataclass(frozen=True)
class WorkOrder:
    """What a worker needs to know, in a form that travels between processes.

    ``steps``: name, settings and given settings of each plugin, in order; pickled once it has travelled.
    ``files``: the single-file plugins, those that only write included. ``formats``: what to write.
    """

    steps: tuple[tuple[str, Any, Mapping[str, Any] | None], ...] | bytes
    files: tuple[str, ...]
    formats: tuple[str, ...]
    header: str
    skip_partial: bool

    @classmethod
    def of(
        cls, plan: Plan, registry: Registry, formats: tuple[str, ...], header: str, *, skip_partial: bool
    ) -> WorkOrder:
        """The order for a plan."""
        return cls(
            tuple((s.name, s.settings, s.given) for s in plan.steps),
            tuple(plugin.place for plugin in registry.plugins.values() if plugin.place),
            formats,
            header,
            skip_partial,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        packed = self.steps if isinstance(self.steps, bytes) else pickle.dumps(self.steps)
        return WorkOrder, (packed, self.files, self.formats, self.header, self.skip_partial)

    def plan(self, registry: Registry) -> Plan:
        """The plan again, by plugins that are loaded: settings may be of classes that plugin files define."""
        steps = pickle.loads(self.steps) if isinstance(self.steps, bytes) else self.steps  # noqa: S301 - from __reduce__
        return Plan(tuple(Step(registry.plugins[name], settings, given) for name, settings, given in steps))


@dataclass(frozen=True)
class Result:
    """What became of one record, and its bytes in each format."""

    outcome: Outcome
    rendered: dict[str, bytes] = field(default_factory=dict)


class Worker:
    """Does the work of an order, document by document."""

    def __init__(
        self, order: WorkOrder, registry: Registry | None = None, watch: Callable[[str], None] = lambda name: None
    ) -> None:
        registry = registry or load_registry(files=map(Path, order.files))
        self.order = order
        self.writers = {name: Alone(registry.formats[name][0]) for name in order.formats}
        self.watch = watch
        plan = order.plan(registry)
        self.runner = kept(plan, job=order.header, watch=watch) or Runner(plan, job=order.header, watch=watch)

    def setup(self) -> None:
        """Load the models."""
        self.runner.setup()

    def window(self, documents: Sequence[Document]) -> list[Result]:
        """The results for some documents that belong to one window."""
        self.runner.prepare(documents)
        return [self.one(document) for document in documents]

    def one(self, document: Document, faults: Mapping[str, Fault] | None = None) -> Result:
        """The result for a document; ``faults``: plugins that are not to be called."""
        passage = self.runner.run(document, faults)
        if passage.status == PARTIAL and self.order.skip_partial:
            return Result(_outcome(document, passage, FAILED))
        rendered: dict[str, bytes] = {}
        for name, writer in self.writers.items():
            out = io.BytesIO()
            self.watch(writer.name)
            try:
                writer.call("annotate_write", document=document, format=name, out=out)
            except Exception as error:  # a writer that breaks: the document is a failed one, the others go on
                reason = f"writer {writer.name}: {type(error).__name__}: {error}"
                return Result(_outcome(document, passage, FAILED, reason, traceback.format_exc()))
            self.watch("")
            rendered[name] = out.getvalue()
        return Result(_outcome(document, passage, passage.status), rendered)


def _outcome(document: Document, passage: Passage, status: str, reason: str = "", trace: str = "") -> Outcome:
    from annotate.tei.characters import text_sha256

    return Outcome(
        id=document.id,
        source=document.origin,
        status=status,
        runs=tuple(passage.runs),
        reason=reason or passage.reason,
        traceback="\n".join([*passage.tracebacks, *([trace] if trace else [])]),
        seconds=passage.seconds,
        sha256=text_sha256(document.text),
        words=document.text.count(" ") + 1 if document.text else 0,
        annotations={name: len(document._layers[name]) for name in document.layers},
    )
