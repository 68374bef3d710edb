"""Options that several commands share, and how their values become a job's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotate.errors import UsageError

if TYPE_CHECKING:
    from annotate.job import Inputs, Outputs
    from annotate.plugins import Registry

F = TypeVar("F", bound=Callable[..., Any])


def _complete_plugins(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from annotate.plugins import load_registry

    return [name for name in load_registry().annotators if name.startswith(incomplete)]


def complete_formats(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The output formats that begin like this, for a shell."""
    from annotate.plugins import load_registry

    return [name for name in sorted(load_registry().formats) if name.startswith(incomplete)]


def config_option(help: str) -> Callable[[F], F]:
    """-c."""
    return click.option("-c", "--config", type=click.Path(path_type=Path), metavar="JOB.yaml", help=help)


def plugin_options(command: F) -> F:
    """-p, --plugin-file and --set."""
    for option in (
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="PLUGIN.KEY=VALUE",
            help="A plugin's setting; the value is YAML. Repeatable.",
        ),
        click.option(
            "--plugin-file",
            "plugin_files",
            multiple=True,
            type=click.Path(path_type=Path, dir_okay=False),
            help="A single-file plugin to run as well. Repeatable.",
        ),
        click.option(
            "-p",
            "--plugin",
            "plugins",
            multiple=True,
            metavar="PLUGIN",
            shell_complete=_complete_plugins,
            help="Run this plugin and what it requires, not all that are installed. Repeatable.",
        ),
    ):
        command = option(command)
    return command


def files_from_options(command: F) -> F:
    """--files-from and -0."""
    for option in (
        click.option(
            "-0", "--null", is_flag=True, help="Names in that list end with NUL, as find -print0 writes them."
        ),
        click.option(
            "--files-from",
            metavar="FILE|-",
            help="Read the files that this one lists, one name a line; - is standard input.",
        ),
    ):
        command = option(command)
    return command


def with_list(inputs: Inputs, files_from: str | None, null: bool) -> Inputs:
    """Inputs with the list that these options name, relative to the current folder. Raises UsageError."""
    from annotate.job import FileList

    if files_from is None:
        if null:
            raise UsageError("-0 is about the list of --files-from FILE")
        return inputs
    if files_from == "-" and "-" in inputs.paths:
        raise UsageError("standard input (-) can be read once only")
    return replace(inputs, lists=(FileList(files_from, null=null),))


def with_limits(inputs: Inputs, pairs: Iterable[str]) -> Inputs:
    """Inputs with the limits of ``--input-limit NAME=VALUE``, checked as those of a job file. Raises UsageError."""
    given = dict(pair.partition("=")[::2] for pair in pairs)
    if not given:
        return inputs
    from pydantic import ValidationError

    from annotate.jobschema import BoundsSection

    try:
        limits = BoundsSection.model_validate(given)
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0])
        why = str(fault["msg"]).removeprefix("Value error, ")
        if name not in BoundsSection.model_fields:
            why = f"there is no such limit; there are: {', '.join(BoundsSection.model_fields)}"
        raise UsageError(f"--input-limit {name}={given[name]}: {why[:1].lower()}{why[1:]}") from error
    return replace(inputs, bounds=replace(inputs.bounds, **{name: getattr(limits, name) for name in given}))


def format_option(command: F) -> F:
    """-t."""
    return click.option(
        "-t",
        "--to",
        "formats",
        multiple=True,
        metavar="FORMAT",
        shell_complete=complete_formats,
        help="Output format: tei (default), jsonl, csv, html …, or a plugin's. Repeatable with -o DIR.",
    )(command)


def check_formats(names: Iterable[str], registry: Registry) -> None:
    """Raise UsageError for an output format that no plugin declares, or whose library is not installed."""
    for name in names:
        if name not in registry.formats:
            raise UsageError(f"unknown output format {name!r}; there are: {', '.join(sorted(registry.formats))}")
        if missing := registry.formats[name][1].missing:
            raise UsageError(f"the format {name} needs a library: {missing}")


def outputs(given: str | None, formats: tuple[str, ...]) -> Outputs:
    """Where -o says that results go: a folder, if it is one or has no suffix; else one file."""
    from annotate.job import Outputs

    if given is None:
        return Outputs(formats=formats)
    path = Path(given)
    if given.endswith("/") or path.is_dir() or not path.suffix:
        return Outputs(folder=path, formats=formats)
    return Outputs(file=path, formats=formats)


def check_results(files: Sequence[Path], results: Outputs, registry: Registry) -> None:
    """Raise UsageError if the results cannot stand where they are to go."""
    if results.folder is not None:
        return
    if len(results.formats) > 1:
        raise UsageError("several formats need a folder: -o DIR")
    (name,) = results.formats
    if len(files) > 1 and not registry.formats[name][1].stream:
        raise UsageError(f"several documents cannot stand in one {name} file; give a folder with -o DIR")
    if results.file is not None and results.file.exists() and any(results.file.samefile(file) for file in files):
        raise UsageError(f"{results.file} is an input; results never take the place of their source")


def parse_settings(pairs: Iterable[str]) -> dict[str, dict[str, Any]]:
    """``dates.zone=Europe/Paris`` … -> settings by plugin. Raises UsageError."""
    found: dict[str, dict[str, Any]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        plugin, dot, key = name.partition(".")
        if not (equals and dot and plugin and key):
            raise UsageError(f"--set {pair}: write it as PLUGIN.KEY=VALUE")
        import yaml

        from annotate.yamlfile import Loader

        try:
            found.setdefault(plugin, {})[key] = yaml.load(value, Loader=Loader)  # noqa: S506 - a SafeLoader
        except yaml.YAMLError as error:
            raise UsageError(f"--set {pair}: the value is not YAML") from error
    return found
