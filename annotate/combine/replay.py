"""Running the job that a file holds again, on the text that the file holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotate import bookkeeping
from annotate.combine.diff import Change, differences
from annotate.combine.jobs import RecordedJob, Settings, as_stream, recorded_jobs
from annotate.combine.record import came_afterwards, is_command
from annotate.combine.trust import doubtful
from annotate.document import Document, PluginRun, Resource
from annotate.errors import UsageError
from annotate.job import make_plan
from annotate.plan import all_that_can_run
from annotate.plugins import Registry
from annotate.runner import Runner


class Replayer:
    """Replays files, one after the other. Those with the same jobs use the same loaded plugins.

    ``trust``: whether settings that could lead out of the file are used (`trust`).
    """

    def __init__(self, registry: Registry, *, trust: bool = False) -> None:
        self._registry = registry
        self._trust = trust
        self._loaded: tuple[object, Runner] | None = None

    def prepare(self, document: Document) -> Replay:
        """What is to be done for a document, its plugins loaded. Raises UsageError if nothing of it can be done."""
        jobs = recorded_jobs(document.job)
        settings, kept = self._parted(document, jobs)
        if not settings:
            raise UsageError("; ".join(f"{name}: {why}" for name, why in kept.items()) or "no plugin ran")
        if not self._trust:
            self._refuse_doubtful(settings)
        runner = self._runner(settings)
        given = {step.name: step.given or {} for step in runner.plan.steps}
        job = as_stream(job.effective(given) for job in jobs)
        return Replay(document, runner, job, tuple(_remarks(document.runs, runner.records())), kept)

    def _parted(self, document: Document, jobs: list[RecordedJob]) -> tuple[Settings, dict[str, str]]:
        """The settings of the plugins that can run again, and why what others did stays as it is."""
        installed = self._registry.annotators
        by = {run.plugin: f" ({run.distribution} {run.version})" for run in document.runs}
        settings: dict[str, Mapping[str, object]] = {}
        kept: dict[str, str] = {}
        for name in dict.fromkeys(name for job in jobs for name in job.settings):
            given = [job.settings[name] for job in jobs if name in job.settings]
            if name not in installed:
                kept[name] = f"it is not installed{by.get(name, '')}"
            elif any(other != given[0] for other in given):
                kept[name] = "the file holds several jobs, which give it different settings"
            elif name in by or installed[name].wraps:
                settings[name] = given[0]
        able, _ = all_that_can_run({name: installed[name] for name in settings})
        kept |= {name: "what it needs is not there" for name in settings if name not in able}
        corrected = {run.plugin for run in document.runs if came_afterwards(run)}
        for name in sorted(_sources(document) - settings.keys() - kept.keys()):
            if not is_command(name):
                kept[name] = "who corrects is no plugin" if name in corrected else "no job in the file names it"
        return {name: settings[name] for name in able}, kept

    def _refuse_doubtful(self, settings: Settings) -> None:
        annotators = self._registry.annotators
        found = [
            f"{name}.{key}: {value[:100]!r} may be a file, an address or a program; look at it, then allow it: --trust"
            for name, given in settings.items()
            for key, value in doubtful(annotators[name], given)
        ]
        if found:
            raise UsageError("\n".join(found))

    def _runner(self, settings: Settings) -> Runner:
        essence = [(name, dict(given)) for name, given in settings.items()]
        if self._loaded is None or self._loaded[0] != essence:
            self._loaded = None  # what is not used any more goes before other models come
            self._loaded = essence, Runner(make_plan(self._registry, settings, settings))
        return self._loaded[1]


@dataclass(frozen=True, slots=True)
class Replay:
    """A document whose job is ready to run again.

    ``remarks``: sentences on how plugins, models and lists differ from those that the file names. ``kept``: by name,
    plugins and others whose work stays as it is, and why.
    """

    document: Document
    runner: Runner
    job: str
    remarks: tuple[str, ...]
    kept: Mapping[str, str]

    @property
    def afterwards(self) -> tuple[str, ...]:
        """The commands and people that changed the document after its plugins ran."""
        return tuple(run.plugin for run in self.document.runs if came_afterwards(run))

    def run(self) -> Document:
        """The document as it comes out now. Text, metadata and what nobody makes again are the file's."""
        again = bookkeeping.copied(self.document)
        self.runner.run(again)
        order = [run.plugin for run in self.document.runs]
        runs = sorted(again.runs, key=lambda run: order.index(run.plugin) if run.plugin in order else len(order))
        bookkeeping.conclude(again, tuple(runs), self.job)
        return again

    def differences(self, again: Document) -> Iterator[Change]:
        """What differs. A command that says in the header what it took out leaves less than there was: what is new
        then says nothing.
        """
        for change in differences(self.document, again):
            if not (self.afterwards and _explained(change)):
                yield change


def _explained(change: Change) -> bool:
    """Whether a difference comes from taking annotations out."""
    if change.what in ("annotation", "entity"):
        return change.old is None
    return change.what == "plugin" and change.fields.keys() == {"outcome"} and change.fields["outcome"][1] == "ok"


def _sources(document: Document) -> set[str]:
    """Who contributed to a document."""
    annotations = (annotation for layer in document.layers for annotation in document.layer(layer))
    found = {run.plugin for run in document.runs}
    return found | {a.source for a in annotations} | {e.source for e in document.entities}


def _remarks(before: Iterable[PluginRun], now: Iterable[PluginRun]) -> Iterator[str]:
    """How what is installed differs from what a file names."""
    recorded = {run.plugin: run for run in before}
    for run in now:
        was = recorded.get(run.plugin)
        if was is None:
            continue
        if (was.distribution, was.version) != (run.distribution, run.version):
            there = f"{was.distribution} {was.version}"
            yield f"{run.plugin}: the file names {there}, installed is {run.distribution} {run.version}"
        named, here = ({(r.type, r.name): r for r in each.resources} for each in (was, run))
        for key in dict.fromkeys([*named, *here]):
            if named.get(key) != here.get(key):
                named_is, here_is = _about(named.get(key)), _about(here.get(key))
                yield f"{run.plugin}: {' '.join(key)}: the file names {named_is}, here is {here_is}"


def _about(resource: Resource | None) -> str:
    if resource is None:
        return "none"
    sha256 = f"sha256 {resource.sha256[:12]}…" if resource.sha256 else ""
    return " ".join(filter(None, (resource.version, sha256))) or "one without version and hash"
