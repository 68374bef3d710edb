"""A first job file, from ``templates/job.yaml.tmpl`` and the annotators that are installed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from annotate.errors import UsageError
from annotate.plan import all_that_can_run
from annotate.plugin import Plugin
from annotate.plugins import Registry
from annotate.settings import schema


def write_job(path: Path, registry: Registry) -> None:
    """Write a job file that runs all the annotators that can run. Raises UsageError; a file that is there stays."""
    chosen, _ = all_that_can_run(registry.annotators)
    if not chosen:
        raise UsageError("no annotator is installed; see annotate plugins list")
    template = (files("annotate") / "templates" / "job.yaml.tmpl").read_text("utf-8")
    lines = "\n".join(line for name, plugin in sorted(chosen.items()) for line in _entry(name, plugin))
    text = template.replace("{{name}}", path.name).replace("{{annotators}}\n", f"{lines}\n\n")
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError as error:
        raise UsageError(f"{path} is there already; name another file: --init FILE") from error
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error


def _entry(name: str, plugin: Plugin) -> Iterator[str]:
    """An annotator; its settings as comments with their defaults, so that no value is taken for a choice."""
    if plugin.summary:
        yield f"  # {plugin.summary}"
    yield f"  {name}:"
    if plugin.settings_type is None:
        return
    for key, about in schema(plugin.settings_type).get("properties", {}).items():
        value = json.dumps(about["default"], ensure_ascii=False) if "default" in about else "…"
        comment = f"   # {about['description']}" if "description" in about else ""
        yield f"    # {key}: {value}{comment}"
