"""What can stand in a job file: its sections, their keys and types, and the JSON Schema of the whole."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from annotate.dates import check_date
from annotate.job import parse_size
from annotate.plugins import Registry
from annotate.settings import schema as settings_schema
from annotate.source import Bounds


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid")


def listed(value: Any) -> Any:
    """One name as a list of one."""
    return [value] if isinstance(value, str) else value


Names = Annotated[list[str], BeforeValidator(listed)]
IsoDate = Annotated[str, BeforeValidator(lambda value: check_date(value) if isinstance(value, str) else value)]


def _bytes(value: Any) -> Any:
    return parse_size(value) if isinstance(value, (str, int)) else value


class DateSection(_Section):
    """The publication date: who may give it, and the date itself."""

    from_: list[Literal["option", "metadata", "filename", "capture", "saved"]] = Field(
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

    document: Annotated[int, BeforeValidator(_bytes)] = Field(
        default=_BOUNDS.document,
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
    start_timeout: float = Field(
        default=300, gt=0, description="Seconds for a plugin to load its models in a worker process."
    )
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


def known_keys(keys: tuple[str, ...]) -> list[str]:
    """The keys that there are in the section at a path of keys."""
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
