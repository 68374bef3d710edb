"""A job: what to read, which plugins to run, where results go. Made from a job file or from the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotate.errors import JobError, PlanError
from annotate.plan import Plan, all_that_can_run, arrange, select, unknown_plugin
from annotate.plugin import Plugin
from annotate.plugins import Registry
from annotate.settings import make_step
from annotate.source import Bounds
from annotate.yamltext import to_yaml

ON_ERROR = ("skip", "partial", "fail")
ENGINES = ("local", "dask")
CONTAINERS = ("tar", "tar.gz", "tar.zst", "jsonl", "jsonl.gz", "jsonl.zst")


@dataclass(frozen=True)
class FileList:
    """A file that names inputs, one after the other: ``-`` for standard input.

    ``base``: where relative names start. ``null``: each name ends with NUL (``find -print0``), not with a line.
    """

    path: str
    base: Path = Path()
    null: bool = False


@dataclass(frozen=True)
class Inputs:
    """What to read, and what the user says about it.

    ``paths``: files, folders, globs, ``-``. ``language``, ``date``: for documents; ``date_from``: who may give
    the publication date, the first that does. ``format``, ``encoding``: how to read. ``shard``: (I, N), the
    I-th of N parts, by document id. ``include``, ``exclude``: globs of files in folders and archives to read or to
    leave out. ``lists``: files that name more inputs. ``bounds``: what is too much.
    """

    paths: tuple[str, ...] = ()
    language: str | None = None
    date: str | None = None
    date_from: tuple[str, ...] = ("option", "metadata")
    format: str | None = None
    encoding: str | None = None
    exclude: tuple[str, ...] = ()
    base: Path = Path()
    shard: tuple[int, int] | None = None
    include: tuple[str, ...] = ()
    lists: tuple[FileList, ...] = ()
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(frozen=True)
class Outputs:
    """Where results go: ``folder`` or ``file`` or, without either, standard output; in which formats.

    ``container``: one of `CONTAINERS`, to put into the folder files with ``per_container`` documents each instead of
    a file per document.
    """

    folder: Path | None = None
    file: Path | None = None
    formats: tuple[str, ...] = ("tei",)
    container: str | None = None
    per_container: int = 1000


@dataclass(frozen=True)
class Limits:
    """How the work is done. ``timeout``: seconds per document. ``max_errors``: a number, or a share as ``5%``.

    ``cache``: annotate exact repeats once. In worker processes: ``start_timeout``: seconds for a plugin to load;
    ``stall``: seconds without a finished document after which a worker's document is named, and after twice as
    long given up, if there is no ``timeout``; ``max_worker_memory``: bytes, beyond which a worker is replaced.
    ``engine``: one of `ENGINES`; ``scheduler``: the address of a Dask cluster, None for one on this machine.
    """

    jobs: int = 1
    timeout: float | None = None
    on_error: str = "partial"
    max_errors: str | None = None
    limit: int | None = None
    cache: bool = False
    start_timeout: float = 300
    stall: float = 600
    max_worker_memory: int | None = None
    engine: str = "local"
    scheduler: str | None = None

    @property
    def workers(self) -> bool:
        """Whether the work is done in processes of their own."""
        return self.jobs > 1 or self.timeout is not None or self.max_worker_memory is not None


@dataclass(frozen=True)
class Job:
    """All of it.

    ``plan`` holds the annotators in order; ``header`` is what a file says of the job, as YAML. ``resume``: pass over
    what the journal of the output folder says is done; False begins a new journal, None keeps none. ``quarantine``:
    a folder for documents that failed, or on which a plugin did; ``file``: the job file, for commands that repeat it.
    """

    inputs: Inputs
    plan: Plan
    outputs: Outputs = field(default_factory=Outputs)
    limits: Limits = field(default_factory=Limits)
    report: Path | None = None
    header: str = ""
    resume: bool | None = None
    quarantine: Path | None = None
    file: Path | None = None


def parse_size(value: str | int) -> int:
    """Bytes: ``2G``, ``800M`` or a number. Raises ValueError."""
    text = str(value).upper().removesuffix("B").removesuffix("I")
    factor = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}.get(text[-1:], 1)
    number = text if factor == 1 else text[:-1]
    try:
        size = int(float(number) * factor)
    except (ValueError, OverflowError):
        size = 0
    if size <= 0:
        raise ValueError(f"{value!r} is not a size such as 800M or 2G")
    return size


def make_plan(
    registry: Registry,
    names: Iterable[str] | None,
    settings: Mapping[str, Mapping[str, Any]],
    base: Path | None = None,
    where: Mapping[tuple[str, ...], str] | None = None,
) -> Plan:
    """The plan of the named annotators and of what they require; of all that there are if ``names`` is None.

    ``where`` gives a place (``job.yaml:9``) for a path of keys. Raises JobError with all faults of the
    settings at once, PlanError if the plugins cannot be put in order.
    """
    installed = registry.annotators
    problems = _Problems(where or {})
    for name in {**dict.fromkeys(names or ()), **settings}:
        if name not in installed:
            left_out = next((p.message for p in registry.problems if p.plugin == name), None)
            message = f"it is left out: {left_out}" if left_out else unknown_plugin(name, installed)
            problems.add(("annotators", name), message)
    chosen, warnings = _chosen(names, installed, problems)
    steps = []
    for name, plugin in chosen.items():
        step, wrong = make_step(plugin, settings.get(name) or {}, base)
        for key, message in wrong:
            problems.add(("annotators", name, *key.split(".")), message)
        steps += [step] if step is not None else []
    for name in settings.keys() & installed.keys() - chosen.keys():
        problems.add(("annotators", name), "it has settings but does not run; name it with -p")
    if problems.found:
        raise JobError(problems.found)
    return arrange(steps, warnings)


def _chosen(
    names: Iterable[str] | None, installed: Mapping[str, Plugin], problems: _Problems
) -> tuple[dict[str, Plugin], list[str]]:
    if names is None:
        return all_that_can_run(installed)
    known = [name for name in names if name in installed]
    try:
        return select(known, installed), []
    except PlanError as error:
        problems.found.append(str(error))
        return {name: installed[name] for name in known}, []


class _Problems:
    """Faults of a job, each with the place of the key that it is about."""

    def __init__(self, where: Mapping[tuple[str, ...], str]) -> None:
        self.where = where
        self.found: list[str] = []

    def add(self, keys: tuple[str, ...], message: str) -> None:
        place = next((self.where[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in self.where), "")
        self.found.append(f"{place}{': ' if place else ''}{'.'.join(keys)}: {message}")


def merged(before: str, now: str, kept: set[str]) -> str:
    """What a file says of two jobs, one after the other: the later one, with the earlier one's settings of the
    annotators whose layers were kept. Text that is not a job's YAML counts as saying nothing.
    """
    import yaml

    new = yaml.safe_load(now)
    try:
        old = yaml.safe_load(before)
    except yaml.YAMLError:
        return now
    settings = old.get("annotators") if isinstance(old, dict) else None
    earlier = {name: given for name, given in (settings or {}).items() if name in kept}
    if not earlier or not isinstance(new, dict):
        return now
    new["annotators"] = dict(sorted({**earlier, **new.get("annotators", {})}.items()))
    return to_yaml(new)


def header_yaml(plan: Plan, inputs: Inputs) -> str:
    """What a file says of the job that made it: nothing that does not bear on its content."""
    about = {key: value for key, value in (("language", inputs.language), ("date", inputs.date)) if value is not None}
    data: dict[str, Any] = {"version": 1}
    if about:
        data["input"] = about
    data["annotators"] = {step.name: dict(step.given or {}) for step in sorted(plan.steps, key=lambda s: s.name)}
    return to_yaml(data)
