"""The jobs that a file says made it: a stream of YAML documents, several where files were merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annotate.errors import UsageError
from annotate.yamltext import to_yaml

BETWEEN_JOBS = "\n---\n"  # of documents in a YAML stream
Settings = Mapping[str, Mapping[str, Any]]  # by plugin


@dataclass(frozen=True, slots=True)
class RecordedJob:
    """One job as a file holds it. ``data``: all of it; ``settings``: those of its annotators, by name."""

    data: Mapping[str, Any]
    settings: Settings

    def effective(self, given: Settings) -> str:
        """Its YAML, with the settings that some of its annotators were given in place of those that stand there."""
        annotators = {name: dict(given.get(name, settings)) for name, settings in self.settings.items()}
        return to_yaml({**self.data, "annotators": annotators})


def recorded_jobs(text: str) -> list[RecordedJob]:
    """The jobs in a header, whose text comes from anywhere. Raises UsageError where it holds none, or no such."""
    import yaml

    from annotate.yamlfile import Loader

    try:
        # Nothing that annotate writes has aliases, and a few of them are enough for a billion values.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader)):
            raise UsageError("the job in the file is none that annotate wrote: it has YAML aliases")
        found = [data for data in yaml.load_all(text, Loader) if data is not None]
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UsageError(f"the job in the file is not YAML: {str(error).splitlines()[0]}") from error
    if not found:
        raise UsageError("there is no job in the file")
    return [_job(data) for data in found]


def _job(data: Any) -> RecordedJob:
    version = data.get("version") if isinstance(data, dict) else None
    if version != 1:
        raise UsageError(f"the job in the file is not one of version 1, which alone is known here: {version!r}")
    annotators = data.get("annotators")
    if not isinstance(annotators, dict) or not annotators:
        raise UsageError("the job in the file names no annotators")
    settings = {str(name): given or {} for name, given in annotators.items()}
    if wrong := [name for name, given in settings.items() if not isinstance(given, dict)]:
        raise UsageError(f"the job in the file has settings of {wrong[0]} that are no mapping")
    return RecordedJob(data, settings)


def as_stream(jobs: Iterable[str]) -> str:
    """Jobs, each as YAML, as a header holds them; each once."""
    different = dict.fromkeys(job.removesuffix("\n") for job in jobs)
    return f"{BETWEEN_JOBS.join(different)}\n" if different else ""
