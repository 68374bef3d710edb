"""The work on documents, the same in the main process and in a worker: annotate, then render."""

from __future__ import annotations

import hashlib
import io
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotate.calling import Alone
from annotate.document import Document
from annotate.outcome import FAILED, OK, PARTIAL, Outcome
from annotate.output import Written
from annotate.plan import Plan, Step
from annotate.plugins import Registry, load_registry
from annotate.repeats import Repeats, repeat_key
from annotate.runner import Fault, Passage, Runner
from annotate.serving.warm import kept


@dataclass(frozen=True)
class WorkOrder:
    """What a worker needs to know, in a form that travels between processes.

    ``steps``: name, settings and given settings of each plugin, in order; pickled once it has travelled.
    ``files``: the single-file plugins, those that only write included. ``formats``: what to write.
    ``skip_partial``: give nothing of a document on which a plugin failed. ``repeats``: annotate exact repeats once.
    """

    steps: tuple[tuple[str, Any, Mapping[str, Any] | None], ...] | bytes
    files: tuple[str, ...]
    formats: tuple[str, ...]
    header: str
    skip_partial: bool
    repeats: bool = False

    @classmethod
    def of(
        cls,
        plan: Plan,
        registry: Registry,
        formats: tuple[str, ...],
        header: str,
        *,
        skip_partial: bool,
        repeats: bool = False,
    ) -> WorkOrder:
        """The order for a plan."""
        return cls(
            tuple((s.name, s.settings, s.given) for s in plan.steps),
            tuple(plugin.place for plugin in registry.plugins.values() if plugin.place),
            formats,
            header,
            skip_partial,
            repeats,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        import pickle

        packed = self.steps if isinstance(self.steps, bytes) else pickle.dumps(self.steps)
        return WorkOrder, (packed, self.files, self.formats, self.header, self.skip_partial, self.repeats)

    def plan(self, registry: Registry) -> Plan:
        """The plan again, by plugins that are loaded: settings may be of classes that plugin files define."""
        steps = self.steps
        if isinstance(steps, bytes):
            import pickle

            steps = pickle.loads(steps)  # noqa: S301 - from __reduce__
        return Plan(tuple(Step(registry.plugins[name], settings, given) for name, settings, given in steps))


@dataclass(frozen=True)
class Result:
    """What became of one record, and its bytes in each format; the document itself if something is wrong.

    ``written``: instead of bytes, files that only need to be moved to their places.
    """

    outcome: Outcome
    rendered: dict[str, bytes] = field(default_factory=dict)
    document: Document | None = None
    written: dict[str, Written] = field(default_factory=dict)

    def digests(self) -> list[str]:
        """The sha256 of what was rendered, format by format."""
        return [file.sha256 for file in self.written.values()] or [
            hashlib.sha256(data).hexdigest() for data in self.rendered.values()
        ]


class Worker:
    """Does the work of an order, document by document."""

    def __init__(
        self, order: WorkOrder, registry: Registry | None = None, watch: Callable[[str], None] = lambda name: None
    ) -> None:
        registry = registry or load_registry(files=map(Path, order.files))
        self.order = order
        self.writers = {name: Alone(registry.formats[name][0]) for name in order.formats}
        self.watch = watch
        self.repeats = Repeats() if order.repeats else None
        plan = order.plan(registry)
        self.runner = kept(plan, job=order.header, watch=watch) or Runner(plan, job=order.header, watch=watch)

    def setup(self) -> None:
        """Load the models."""
        self.runner.setup()

    def prepare(self, documents: Sequence[Document]) -> None:
        """Let plugins look ahead at documents that belong together, all of which are done next."""
        if self.repeats is not None:
            new: dict[bytes, Document] = {}
            for document in documents:
                new.setdefault(repeat_key(document) or str(id(document)).encode(), document)
            documents = [document for key, document in new.items() if key not in self.repeats]
        if documents:
            self.runner.prepare(documents)

    def one(self, document: Document, faults: Mapping[str, Fault] | None = None) -> Result:
        """The result for a document; ``faults``: plugins that are not to be called."""
        key = repeat_key(document) if self.repeats is not None else b""
        if self.repeats is not None and (same_as := self.repeats.repeat(key, document)):
            return self._rendered(document, Passage(list(document.runs)), same_as)
        passage = self.runner.run(document, faults)
        if passage.status == PARTIAL and self.order.skip_partial:
            return Result(_outcome(document, passage, FAILED))
        if self.repeats is not None and passage.status == OK:
            self.repeats.keep(key, document)
        return self._rendered(document, passage)

    def _rendered(self, document: Document, passage: Passage, same_as: str = "") -> Result:
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
        return Result(replace(_outcome(document, passage, passage.status), same_as=same_as), rendered)


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
