"""One document through the plan: each plugin called alone, whatever the others do."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pluggy

from annotate import bookkeeping, collect, wrapping
from annotate.document import Document, PluginRun, Resource
from annotate.errors import PluginError
from annotate.hooks import Hooks
from annotate.job import merged
from annotate.outcome import FAILED, OK, PARTIAL, SKIPPED
from annotate.plan import Plan, Step

log = logging.getLogger("annotate")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a plugin gave nothing: ``outcome`` is ``failed`` or ``timeout``, ``reason`` one line."""

    outcome: str
    reason: str
    traceback: str = ""


@dataclass(slots=True)
class Passage:
    """What became of one document on its way through the plan."""

    runs: list[PluginRun] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    tracebacks: list[str] = field(default_factory=list)

    @property
    def status(self) -> str:
        """``partial`` if a plugin failed, else ``ok``."""
        return PARTIAL if any(run.outcome in (FAILED, "timeout") for run in self.runs) else OK

    @property
    def reason(self) -> str:
        """One line that names every plugin that failed and says why."""
        return "; ".join(f"{run.plugin}: {run.reason}" for run in self.runs if run.outcome in (FAILED, "timeout"))


class Runner:
    """A plan ready to be applied to documents, one after the other.

    ``job``: the effective settings as YAML, for the header. ``watch`` is called with a plugin's name before the
    plugin gets control, and with an empty string when it is the core's turn again.
    """

    def __init__(self, plan: Plan, *, job: str = "", watch: Callable[[str], None] = lambda name: None) -> None:
        self.plan = plan
        self.job = job
        self.watch = watch
        self._faults: dict[str, Fault] = {}
        self._prepare_faults: dict[tuple[str, str], Fault] = {}
        self._prepare_seconds: dict[str, float] = {}  # by plugin, each document's share of the window
        self._resources: dict[str, tuple[Resource, ...]] = {}
        self._targets: dict[str, Any] = {}
        self._manager = Hooks()
        for step in plan.steps:
            self._register(step)
        plugins = [step.plugin for step in plan.steps]
        self._around = {plugin.name: wrapping.around(plugin, plugins) for plugin in plugins}
        self._callers = {name: self._callers_of(name) for name in self._targets}
        self._ready = False

    def _register(self, step: Step) -> None:
        fault = self._guarded(step.name, self._make, step=step)
        if fault:
            self._faults[step.name] = fault
        else:
            self._manager.register(self._targets[step.name], step.name)

    def _make(self, step: Step) -> None:
        self._targets[step.name] = step.plugin.instance(step.settings)

    def _note_resources(self, plugin: str) -> None:
        resources = getattr(self._targets[plugin], "resources", ())
        self._resources[plugin] = tuple(resources() if callable(resources) else resources)

    def _callers_of(self, name: str) -> dict[str, pluggy.HookCaller]:
        hooks = ("annotate_setup", "annotate_prepare", wrapping.HOOK)
        wrappers = {plugin.name for plugin in self._around[name]}

        def caller(hook: str) -> pluggy.HookCaller:
            called = {name, *(wrappers if hook == wrapping.HOOK else ())}
            others = [target for other, target in self._targets.items() if other not in called]
            return self._manager.subset_hook_caller(hook, others)

        return {hook: caller(hook) for hook in hooks}

    def setup(self) -> None:
        """Load every plugin's models. What fails is kept as that plugin's outcome on every document."""
        if self._ready:
            return
        self._ready = True
        for name in self._targets:
            fault = self._guarded(name, self._callers[name]["annotate_setup"])
            if not fault:
                fault = self._guarded(name, self._note_resources, plugin=name)
            if fault:
                self._faults[name] = replace(fault, reason=f"it could not be set up: {fault.reason}")

    def records(self) -> list[PluginRun]:
        """What is known of each plugin, its models and data included, before any document."""
        self.setup()
        return [self._record(step) for step in self.plan.steps]

    def prepare(self, documents: Sequence[Document]) -> None:
        """Let plugins look at a window of documents ahead. If one fails, it is asked again document by document."""
        self.setup()
        self._prepare_faults.clear()
        self._prepare_seconds.clear()
        for step in self.plan.steps:
            if step.name in self._faults or "annotate_prepare" not in step.plugin.hooks:
                continue
            call = self._callers[step.name]["annotate_prepare"]
            served = [d for d in documents if step.plugin.serves(d.language)]
            if not served:
                continue
            began = time.perf_counter()
            if self._guarded(step.name, call, documents=served):
                for document in served:
                    fault = self._guarded(step.name, call, documents=[document])
                    if fault:
                        self._prepare_faults[step.name, document.id] = fault
            self._prepare_seconds[step.name] = (time.perf_counter() - began) / len(served)

    def run(self, document: Document, faults: Mapping[str, Fault] | None = None) -> Passage:
        """Apply the plan to a document, which gets the annotations and the record of how they came about.

        ``faults``: plugins not to be called, because they hung or died on this document before.
        """
        self.setup()
        kept = self._forget_what_will_be_redone(document)
        passage = Passage()
        absent: dict[str, str] = {}  # layer -> why it is not there; empty if one of its plugins served
        for step in self.plan.steps:
            if step.plugin.wraps:
                continue  # it is called around others, and on record with them
            began = time.perf_counter()
            run, trace = self._step(step, document, absent, (faults or {}).get(step.name))
            seconds = time.perf_counter() - began
            if run.outcome != "skipped":
                seconds += self._prepare_seconds.get(step.name, 0)
            passage.seconds[step.name] = seconds
            passage.runs.append(run)
            passage.tracebacks += [trace] if trace else []
            for layer in step.plugin.provides:
                if run.outcome == OK:
                    absent[layer] = ""
                else:
                    absent.setdefault(layer, f"{step.name} {'was skipped' if run.outcome == SKIPPED else 'failed'}")
        still = {run.plugin for run in kept}
        still |= {item.name for run in kept for item in run.resources if item.type == wrapping.WRAPPER}
        job = merged(document.job, self.job, still) if kept else self.job
        bookkeeping.conclude(document, (*kept, *passage.runs), job)
        return passage

    def _forget_what_will_be_redone(self, document: Document) -> tuple[PluginRun, ...]:
        """A document read from TEI brings layers along; those of plugins that run again go first."""
        again = set(self.plan.names)
        if document.runs:
            bookkeeping.forget(document, again)
        return tuple(run for run in document.runs if run.plugin not in again)

    def _record(self, step: Step) -> PluginRun:
        plugin = step.plugin
        resources = (*self._resources.get(step.name, ()), *wrapping.resources(self._around[step.name], self._resources))
        layers = tuple(plugin.provides.values())
        return PluginRun(plugin.name, plugin.distribution, plugin.version, layers, resources=resources)

    def _step(
        self, step: Step, document: Document, absent: Mapping[str, str], known: Fault | None
    ) -> tuple[PluginRun, str]:
        plugin = step.plugin
        record = self._record(step)
        if not plugin.serves(document.language):
            languages = ", ".join(sorted(plugin.languages or ()))
            return replace(
                record,
                outcome="skipped",
                reason=f"it serves {languages}; the document's language is {document.language}",
            ), ""
        required = plugin.requires.union(*(wrapper.requires for wrapper in self._around[step.name]))
        lost = next((layer for layer in sorted(required) if absent.get(layer) and layer not in document.layers), None)
        if lost is not None:
            return replace(record, outcome="skipped", reason=f"it requires the layer {lost}, and {absent[lost]}"), ""
        fault = known or self._faults.get(step.name) or self._prepare_faults.get((step.name, document.id))
        for wrapper in self._around[step.name]:
            broken = self._faults.get(wrapper.name)
            if fault is None and broken is not None:
                fault = replace(broken, reason=f"its wrapper {wrapper.name} cannot be used: {broken.reason}")
        if fault is None:
            fault = self._guarded(step.name, self._annotate, step=step, document=document)
            if fault is not None and self._around[step.name]:
                names = ", ".join(wrapper.name for wrapper in self._around[step.name])
                fault = replace(fault, reason=f"{fault.reason} (wrapped by {names})")
        if fault is not None:
            return replace(record, outcome=fault.outcome, reason=fault.reason), fault.traceback
        return record, ""

    def _annotate(self, step: Step, document: Document) -> None:
        found = self._callers[step.name][wrapping.HOOK](document=document)
        results = wrapping.results(found, self._around[step.name])
        yielded = [item for result in results for item in result or ()]
        collect.add(document, step.name, step.plugin.provides, yielded)

    def _guarded(self, name: str, call: Callable[..., Any], **arguments: Any) -> Fault | None:
        """Call into a plugin. Nothing that it raises goes further, but for the user's Ctrl-C."""
        self.watch(name)
        log.debug("%s: %s", name, getattr(call, "name", None) or getattr(call, "__name__", call))
        try:
            with contextlib.redirect_stdout(sys.stderr):  # what a plugin prints must not get among the results
                call(**arguments)
        except PluginError as error:
            return Fault(FAILED, _one_line(str(error)), traceback.format_exc())
        except (Exception, SystemExit) as error:
            return Fault(FAILED, _one_line(f"{type(error).__name__}: {error}"), traceback.format_exc())
        finally:
            self.watch("")
        return None


def _one_line(message: str) -> str:
    """A message as it may stand in a file: one line, and the same in every process."""
    return " ".join(_ADDRESS.sub("", message).split())[:500]
