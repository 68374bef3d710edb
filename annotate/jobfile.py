"""Job files: YAML -> Job, all faults at once, each with its line and, for a misspelt key, the nearest one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from annotate.errors import JobError, PlanError, UsageError
from annotate.job import FileList, Inputs, Job, Limits, Outputs, header_yaml, make_plan
from annotate.jobschema import JobFile, known_keys, listed
from annotate.plugins import Registry, load_registry
from annotate.settings import unknown_key
from annotate.source import Bounds
from annotate.suggestion import remedy
from annotate.yamlfile import parse


def load_job(path: Path) -> tuple[Job, Registry]:
    """The job in a file, and the plugins that were found for it. Raises JobError with all that is wrong."""
    data, lines, problems = parse(path)
    where = {keys: f"{path}:{line}" for keys, line in lines.items()}

    def say(keys: tuple[str, ...], message: str) -> None:
        at = next(where[keys[:n]] for n in range(len(keys), -1, -1) if keys[:n] in where)
        problems.append(f"{at}: {'.'.join(keys) + ': ' if keys else ''}{message}")

    found: JobFile | None = None
    try:
        found = JobFile.model_validate(data)
    except ValidationError as error:
        for fault in error.errors():
            say(*_sentence(fault, data))
    base = path.parent
    raw = data if isinstance(data, dict) else {}
    registry = _registry(raw, base, say)
    job = None
    annotators = raw.get("annotators")
    if isinstance(annotators, dict) and all(isinstance(s, (dict, type(None))) for s in annotators.values()):
        try:
            settings = {str(name): given or {} for name, given in annotators.items()}
            files = [name for name, plugin in registry.annotators.items() if plugin.place is not None]
            plan = make_plan(registry, [*settings, *files], settings, base, where)
            job = _job(found, plan, path) if found else None
        except JobError as error:
            problems += error.problems
        except PlanError as error:
            say(("annotators",), str(error))
    _check_inputs(raw, say)
    _check_names(raw, registry, say)
    if problems or job is None:
        raise JobError(sorted(dict.fromkeys(problems), key=_line_of))
    return job, registry


def _sentence(fault: Any, data: Any) -> tuple[tuple[str, ...], str]:
    keys = tuple(
        str(part)
        for part in fault["loc"]
        if not str(part).startswith(("function-", "literal[", "list[", "constrained"))
    )
    if fault["type"] == "extra_forbidden":
        return keys, unknown_key(keys[-1], known_keys(keys[:-1]))
    if fault["type"] == "missing":
        return keys, "it is missing"
    if fault["type"] == "model_type" and not keys:
        return keys, "a job file is a mapping of keys to values"
    return keys, str(fault["msg"][:1].lower() + fault["msg"][1:]).removeprefix("value error, ")


def _registry(raw: Mapping[str, Any], base: Path, say: Any) -> Registry:
    registry = load_registry()
    files = raw.get("plugin_files") or []
    for number, name in enumerate(listed(files) if isinstance(files, (str, list)) else []):
        if isinstance(name, str):
            try:
                registry.add_file(base / name)
            except UsageError as error:
                say(("plugin_files", str(number)), str(error))
    return registry


def _check_inputs(raw: Mapping[str, Any], say: Any) -> None:
    given = raw.get("input")
    if isinstance(given, dict):
        if "paths" not in given and not given.get("files_from"):
            say(("input", "paths"), "it is missing; or name a list of files in files_from")
        names = [name for key in ("paths", "files_from") for name in listed(given.get(key)) or ()]
        if names.count("-") > 1:
            say(("input", "files_from"), "standard input (-) can be read once only")


def _check_names(raw: Mapping[str, Any], registry: Registry, say: Any) -> None:
    """Names of formats, also where other keys are wrong; what is not a name the model has found."""
    readers = [p.name for p in registry.implementing("annotate_read")]
    reader = _at(raw, "input", "format")
    if isinstance(reader, str) and reader not in readers:
        say(("input", "format"), _not_among(reader, readers))
    formats = listed(_at(raw, "output", "formats"))
    for number, name in enumerate(formats if isinstance(formats, list) else []):
        if isinstance(name, str) and name not in registry.formats:
            say(("output", "formats", str(number)), _not_among(name, list(registry.formats)))
        elif isinstance(name, str) and (missing := registry.formats[name][1].missing):
            say(("output", "formats", str(number)), f"{name} needs a library: {missing}")


def _at(raw: Mapping[str, Any], section: str, key: str) -> Any:
    found = raw.get(section)
    return found.get(key) if isinstance(found, dict) else None


def _not_among(name: str, known: list[str]) -> str:
    return f"unknown format {name!r}; {remedy(name, known)}"


def _job(found: JobFile, plan: Any, path: Path) -> Job:
    base = path.parent
    section = found.input
    inputs = Inputs(
        paths=tuple(section.paths),
        language=section.language,
        date=section.date.value,
        date_from=tuple(section.date.from_),
        format=section.format,
        encoding=section.encoding,
        include=tuple(section.include),
        exclude=tuple(section.exclude),
        lists=tuple(FileList(name, base) for name in section.files_from),
        bounds=Bounds(**section.limits.model_dump()),
        base=base,
    )
    run = found.run
    return Job(
        inputs=inputs,
        plan=plan,
        outputs=Outputs(
            folder=_within(base, found.output.dir),
            formats=tuple(found.output.formats),
            container=found.output.container,
            per_container=found.output.per_container,
        ),
        limits=Limits(
            jobs=run.jobs,
            timeout=run.timeout,
            on_error=run.on_error,
            max_errors=run.max_errors,
            cache=run.cache,
            max_worker_memory=run.max_worker_memory,
            start_timeout=run.start_timeout,
            stall=run.stall,
            engine=run.engine,
            scheduler=run.scheduler,
        ),
        report=_within(base, found.report) if found.report else None,
        quarantine=_within(base, found.quarantine) if found.quarantine else None,
        header=header_yaml(plan, inputs),
        file=path,
    )


def _within(base: Path, name: str) -> Path:
    """A path relative to the job file, without the detour of ``configs/../out``."""
    return Path(os.path.normpath(base / name))


def _line_of(problem: str) -> tuple[int, str]:
    parts = problem.split(":")
    return next((int(part) for part in parts if part.isdigit()), 0), problem
