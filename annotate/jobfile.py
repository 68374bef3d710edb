"""Job files: YAML -> Job, all faults at once, each with its line and, for a misspelt key, the nearest one."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ByteSize, ConfigDict, Field, ValidationError

from annotate.dates import check_date
from annotate.errors import JobError, PlanError, UsageError
from annotate.job import FileList, Inputs, Job, Limits, Outputs, header_yaml, make_plan, parse_size
from annotate.plugins import Registry, load_registry
from annotate.settings import schema as settings_schema
from annotate.settings import unknown_key
from annotate.source import Bounds
from annotate.yamlfile import parse


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid")


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Names = Annotated[list[str], BeforeValidator(_listed)]
IsoDate = Annotated[str, BeforeValidator(lambda value: check_date(value) if isinstance(value, str) else value)]


def _bytes(value: Any) -> Any:
    return parse_size(value) if isinstance(value, (str, int)) else value


class DateSection(_Section):
    """The publication date: who may give it, and the date itself."""

    from_: list[Literal["option", "metadata", "filename", "capture"]] = Field(
        default=["option", "metadata"],
        alias="from",
        description="Who may give the publication date; the first that does.",
    )
    value: IsoDate | None = Field(
        default=None, description="The publication date of all documents, ISO 8601 (the option)."
    )


def _date_section(value: Any) -> Any:
    return {"value": value} if isinstance(value, str) else value


_BOUNDS = Bounds()


class BoundsSection(_Section):
    """How much an input may be before it is refused."""

    document: ByteSize = Field(
        default=ByteSize(_BOUNDS.document),
        gt=0,
        description="Bytes (800M, 2G) of the largest input that is read as one document, and of a line of JSON Lines.",
    )
    ratio: int = Field(default=_BOUNDS.ratio, gt=0, description="How many bytes one compressed byte may become.")
    depth: int = Field(default=_BOUNDS.depth, ge=0, description="How many containers may stand one inside the other.")


class InputSection(_Section):
    """What to read: paths, or lists of them, or both."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["paths"]}, {"required": ["files_from"]}]})

    paths: Names = Field(
        default=[],
        description="Files, folders and globs, relative to the job file. Archives are read like folders.",
        min_length=1,
    )
    files_from: Names = Field(
        default=[],
        description="Files that list further files, relative to the job file, one a line or each ended by NUL; - is "
        "standard input.",
    )
    include: Names = Field(
        default=[], description="Globs of files to read in folders and archives; all if none is given."
    )
    exclude: Names = Field(default=[], description="Globs of files to leave out in folders and archives.")
    limits: BoundsSection = Field(default_factory=BoundsSection, description="What is too much.")
    language: str | None = Field(
        default=None, description="BCP 47 tag of all documents; otherwise stated or identified."
    )
    date: Annotated[DateSection, BeforeValidator(_date_section)] = Field(
        default_factory=DateSection, description="The publication date, or who may give it."
    )
    format: str | None = Field(
        default=None, description="The reader to use, instead of the first that does not decline."
    )
    encoding: str | None = Field(default=None, description="Encoding of plain text that says nothing of its own.")


class OutputSection(_Section):
    """Where results go."""

    dir: str = Field(description="The folder for results, relative to the job file.")
    formats: Names = Field(default=["tei"], description="Output formats.", min_length=1)
    container: Literal["tar", "tar.gz", "tar.zst", "jsonl", "jsonl.gz", "jsonl.zst"] | None = Field(
        default=None, description="Put many documents into each file, of this kind, instead of one."
    )
    per_container: int = Field(default=1000, ge=1, description="Documents in a container.")


class RunSection(_Section):
    """How the work is done."""

    jobs: int = Field(default=1, ge=1, description="Worker processes.")
    timeout: float | None = Field(default=None, gt=0, description="Seconds per document.")
    on_error: Literal["skip", "partial", "fail"] = Field(
        default="partial", description="When a plugin fails: skip the document, write the other layers, or end the job."
    )
    max_errors: (
        Annotated[str, BeforeValidator(lambda v: str(v) if type(v) is int else v), Field(pattern=r"^\d+%?$")] | None
    ) = Field(default=None, description="End the job after so many failed documents, or such a share of them (5%).")
    cache: bool = Field(default=True, description="Annotate exact repeats once.")
    max_worker_memory: Annotated[int, BeforeValidator(_bytes)] | None = Field(
        default=None, description="Replace a worker process that has become larger (2G, 800M), between documents."
    )
    start_timeout: float = Field(default=300, gt=0, description="Seconds for a worker process to load its models.")
    stall: float = Field(
        default=600,
        gt=0,
        description="Without a timeout: seconds after which a document that is still worked on is named; it is given "
        "up after twice as long.",
    )
    engine: Literal["local", "dask"] = Field(
        default="local", description="Processes of this machine, or a Dask cluster (extra dask)."
    )
    scheduler: str | None = Field(
        default=None, description="Address of a Dask scheduler (tcp://host:8786); otherwise a cluster on this machine."
    )


class JobFile(_Section):
    """A job of annotate."""

    version: Literal[1] = Field(description="Version of this format.")
    input: InputSection
    annotators: dict[str, dict[str, Any] | None] = Field(
        description="The plugins to run, each with its settings.", min_length=1
    )
    plugin_files: Names = Field(default=[], description="Single-file plugins, relative to the job file.")
    output: OutputSection
    run: RunSection = Field(default_factory=RunSection)
    report: str | None = Field(default=None, description="One JSON line per document: what became of it.")
    quarantine: str | None = Field(
        default=None,
        description="A folder for documents that failed, with the error and a command that repeats it; otherwise "
        ".annotate/quarantine in the folder for results.",
    )


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


def schema(registry: Registry) -> dict[str, Any]:
    """The JSON Schema of job files, with the settings of all installed plugins."""
    found = JobFile.model_json_schema()
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    properties = {}
    for name, plugin in registry.annotators.items():
        entry = (
            settings_schema(plugin.settings_type)
            if plugin.settings_type
            else {"type": "object", "additionalProperties": False}
        )
        found.setdefault("$defs", {}).update(entry.pop("$defs", {}))
        properties[name] = {"description": plugin.summary, "anyOf": [entry, {"type": "null"}]}
    found["properties"]["annotators"] |= {"properties": properties}
    return found


def _sentence(fault: Any, data: Any) -> tuple[tuple[str, ...], str]:
    keys = tuple(
        str(part)
        for part in fault["loc"]
        if not str(part).startswith(("function-", "literal[", "list[", "constrained"))
    )
    if fault["type"] == "extra_forbidden":
        return keys, unknown_key(keys[-1], _known_at(keys[:-1]))
    if fault["type"] == "missing":
        return keys, "it is missing"
    if fault["type"] == "model_type" and not keys:
        return keys, "a job file is a mapping of keys to values"
    return keys, str(fault["msg"][:1].lower() + fault["msg"][1:]).removeprefix("value error, ")


def _known_at(keys: tuple[str, ...]) -> list[str]:
    model: Any = JobFile
    for key in keys:
        model = {
            "input": InputSection,
            "limits": BoundsSection,
            "output": OutputSection,
            "run": RunSection,
            "date": DateSection,
        }[key]
    return [f.alias or name for name, f in model.model_fields.items()]


def _registry(raw: Mapping[str, Any], base: Path, say: Any) -> Registry:
    registry = load_registry()
    files = raw.get("plugin_files") or []
    for number, name in enumerate(_listed(files) if isinstance(files, (str, list)) else []):
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
        names = [name for key in ("paths", "files_from") for name in _listed(given.get(key)) or ()]
        if names.count("-") > 1:
            say(("input", "files_from"), "standard input (-) can be read once only")


def _check_names(raw: Mapping[str, Any], registry: Registry, say: Any) -> None:
    """Names of formats, also where other keys are wrong; what is not a name the model has found."""
    readers = [p.name for p in registry.implementing("annotate_read")]
    reader = _at(raw, "input", "format")
    if isinstance(reader, str) and reader not in readers:
        say(("input", "format"), _not_among(reader, readers))
    formats = _listed(_at(raw, "output", "formats"))
    for number, name in enumerate(formats if isinstance(formats, list) else []):
        if isinstance(name, str) and name not in registry.formats:
            say(("output", "formats", str(number)), _not_among(name, list(registry.formats)))


def _at(raw: Mapping[str, Any], section: str, key: str) -> Any:
    found = raw.get(section)
    return found.get(key) if isinstance(found, dict) else None


def _not_among(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    return f"unknown format {name!r}; " + (
        f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(sorted(known))}"
    )


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
