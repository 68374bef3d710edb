"""``annotate run``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotate.cli.options import (
    check_formats,
    config_option,
    files_from_options,
    format_option,
    outputs,
    parse_settings,
    plugin_options,
    with_limits,
    with_list,
)
from annotate.errors import UsageError
from annotate.job import ON_ERROR, Inputs, Job, Limits

if TYPE_CHECKING:
    from annotate.plugins import Registry


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from annotate.dates import check_date

    try:
        return check_date(value) if value is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("run", short_help="Annotate documents: files, folders or standard input.")
@click.argument("inputs", nargs=-1, metavar="[INPUT…|-]")
@config_option("Take annotators, settings and all else from a job file; options win.")
@files_from_options
@plugin_options
@click.option(
    "--language", metavar="TAG", help="Language of the documents (fr, en …); otherwise stated by them or identified."
)
@click.option(
    "--date",
    callback=_date,
    metavar="ISO",
    help="Publication date of the documents: 2024-02-20. Wins over what they state.",
)
@click.option(
    "-f",
    "--from",
    "input_format",
    metavar="FORMAT",
    help="Input format: text, jsonl, html, tei, or a plugin's; otherwise found out.",
)
@click.option("--encoding", help="Encoding of plain text without a byte order mark; UTF-8 otherwise.")
@click.option(
    "--input-limit",
    "input_limits",
    multiple=True,
    metavar="NAME=VALUE",
    help="Read larger documents (document=1G), what is more compressed (ratio=1000) or deeper archives (depth=6); or "
    "smaller ones only. Repeatable.",
)
@format_option
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    help="A file; or, with a final slash, without a suffix or if it exists as one, a folder.",
)
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Worker processes.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    metavar="S",
    help="Seconds per document, after which the plugin at work is given up.",
)
@click.option(
    "--on-error",
    type=click.Choice(ON_ERROR),
    help="If a plugin fails: skip the document, write the others' layers (partial, the default), or end.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write one JSON line per document: what became of it.",
)
@click.option("--server", is_flag=True, help="Let a running annotate serve do it; without one, it is done here.")
@click.option(
    "--socket",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where that server listens, if not in its usual place.",
)
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Annotate documents and write what was found.

    Without INPUT, or with -, standard input is read: text, HTML, TEI or JSON Lines ({"id": …, "text": …,
    "title", "date", "language"}). A folder is read with its sub-folders, which are mirrored under -o DIR.

    Results go to standard output, everything else to standard error.

    Exit status: 0 all is well; 1 a document failed or a plugin failed on one; 2 the command is wrong; 3 nothing
    could be processed or a limit stopped the job; 130 interrupted; 141 the reader of the pipe went away.
    """
    from annotate.cli.progress import carry_out

    job, registry = planned(options)
    carry_out(ctx, _with_options(job, registry, options), registry, batch=False)


def planned(options: dict[str, Any]) -> tuple[Job, Registry]:
    """The job of -c, or a new one by -p, --plugin-file and --set, and the plugins there are."""
    from annotate.plugins import load_registry

    if options["config"]:
        from annotate.jobfile import load_job

        if options["plugins"] or options["plugin_files"] or options["settings"]:
            raise UsageError("-c takes plugins and settings from the job file; leave out -p, --plugin-file and --set")
        return load_job(options["config"])
    registry = load_registry()
    return _new_job(registry, options), registry


def _new_job(registry: Any, options: dict[str, Any]) -> Job:
    from annotate.job import make_plan

    added = [registry.add_file(path) for path in options["plugin_files"]]
    files = [plugin.name for plugin in added if plugin.annotates]
    names = [*options["plugins"], *files] if options["plugins"] else None
    plan = make_plan(registry, names, parse_settings(options["settings"]))
    return Job(Inputs(), plan)


def _with_options(job: Job, registry: Any, options: dict[str, Any]) -> Job:
    from annotate.job import header_yaml

    inputs = with_list(_inputs(job, options), options["files_from"], options["null"])
    inputs = with_limits(inputs, options["input_limits"])
    given = {
        "language": options["language"],
        "date": options["date"],
        "format": options["input_format"],
        "encoding": options["encoding"],
    }
    inputs = replace(inputs, **{k: v for k, v in given.items() if v is not None})
    formats = options["formats"] or job.outputs.formats
    check_formats(formats, registry)
    given = {"jobs": options["jobs"], "timeout": options["timeout"], "on_error": options["on_error"]}
    limits: Limits = replace(job.limits, **{k: v for k, v in given.items() if v is not None})
    results = (
        outputs(options["output"], formats)
        if options["output"] or not options["config"] or options["inputs"] or options["files_from"]
        else replace(job.outputs, formats=formats)
    )
    return replace(
        job,
        inputs=inputs,
        outputs=results,
        limits=limits,
        report=options["report"] or job.report,
        header=header_yaml(job.plan, inputs),
    )


def _inputs(job: Job, options: dict[str, Any]) -> Inputs:
    """The inputs of the command line; without any, those of the job file or, if there is none, standard input."""
    paths: tuple[str, ...] = options["inputs"]
    if paths.count("-") > 1:
        raise UsageError("standard input (-) can be read once only")
    if not paths and options["files_from"] is None:
        if options["config"]:
            return job.inputs
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("name an input, or pipe one in; see annotate run --help")
        paths = ("-",)
    return replace(job.inputs, paths=paths, base=Path(), lists=())
