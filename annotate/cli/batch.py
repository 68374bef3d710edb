"""``annotate batch``."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from annotate.cli.options import files_from_options, with_list
from annotate.errors import UsageError
from annotate.job import ENGINES, Job
from annotate.outcome import FAILED, OK, PARTIAL, SKIPPED


def _shard(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    number, _, of = value.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise click.BadParameter("write it as 1/4, 2/4, 3/4 or 4/4")
    return int(number), int(of)


def _size(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    from annotate.job import parse_size

    try:
        return None if value is None else parse_size(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _write_job(path: Path) -> None:
    from annotate.jobtemplate import write_job
    from annotate.plugins import load_registry

    write_job(path, load_registry())
    click.echo(f"{path} is written; next: annotate batch {path} --dry-run", err=True)


def _tell_status(job: Job) -> None:
    from annotate.journal import status

    assert job.outputs.folder is not None  # a job file has one
    counts = status(job.outputs.folder)
    for name, count in counts.items():
        bad = "".join(f", {count[status]} {status}" for status in (PARTIAL, FAILED, SKIPPED) if count[status])
        click.echo(f"{name}: {count[OK]} documents done{bad}")
    if not counts:
        click.echo(f"{job.outputs.folder}: nothing done yet")


@click.command("batch", short_help="Do a whole job from a YAML file.")
@click.argument("job_file", metavar="JOB.yaml", required=False, type=click.Path(path_type=Path))
@click.option(
    "--init",
    is_flag=False,
    flag_value="job.yaml",
    type=click.Path(path_type=Path),
    metavar="[FILE]",
    help="Write a commented job file that works as it is (job.yaml), and do nothing else.",
)
@files_from_options
@click.option("-n", "--dry-run", is_flag=True, help="Check the job and list its inputs, but do nothing.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Stop after N documents.")
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Worker processes; wins over the job file.")
@click.option(
    "--resume/--restart", help="Pass over what the journal in the output folder says is done; or begin anew (default)."
)
@click.option("--status", is_flag=True, help="Say how many documents the journal says are done, and do nothing.")
@click.option(
    "--shard", callback=_shard, metavar="I/N", help="Do the I-th of N parts only; each part may run on another machine."
)
@click.option(
    "--max-errors", metavar="N|P%", help="End the job after so many failed documents, or such a share of them."
)
@click.option("--profile", is_flag=True, help="Show at the end where the time went, by plugin.")
@click.option(
    "--max-worker-memory",
    metavar="SIZE",
    callback=_size,
    help="Replace a worker process that has become larger than this (2G, 800M) between documents.",
)
@click.option(
    "--quarantine",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="For each failed document, a folder with what is needed to repeat it; default: OUT/.annotate/quarantine.",
)
@click.option(
    "--engine", type=click.Choice(ENGINES), help="Processes of this machine (local), or a Dask cluster (extra dask)."
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="With --engine dask: a running scheduler (tcp://host:8786), not one of its own.",
)
@click.option("--cache/--no-cache", default=None, help="Annotate exact repeats once (default), or each of them.")
@click.pass_context
def command(
    ctx: click.Context,
    job_file: Path | None,
    init: Path | None,
    files_from: str | None,
    null: bool,
    dry_run: bool,
    limit: int | None,
    jobs: int | None,
    resume: bool,
    status: bool,
    shard: tuple[int, int] | None,
    max_errors: str | None,
    profile: bool,
    max_worker_memory: int | None,
    quarantine: Path | None,
    engine: str | None,
    scheduler: str | None,
    cache: bool | None,
) -> None:
    """Do the job that JOB.yaml describes.

    All faults of the file are shown at once, each with its line. Relative paths are relative to the file, those
    in the list of --files-from, which is read instead of the job's inputs, to the current folder. At
    the end a summary is shown; the exit status is that of annotate run.

    Ctrl-C lets the job finish the documents that it began; a second one stops it at once.

    A job that was stopped, even killed, goes on with --resume: documents are passed over if their text, the
    plugins, models, lists and settings are the same and their results still lie there unchanged.
    """
    from annotate.cli.progress import carry_out
    from annotate.jobfile import load_job
    from annotate.journal import FOLDER, for_shard

    if max_errors is not None and not max_errors.removesuffix("%").isdecimal():
        raise click.BadParameter("write it as 20 or 5%", param_hint="--max-errors")
    if init is not None:
        _write_job(init)
        return
    if job_file is None:
        raise UsageError("name a job file, JOB.yaml; annotate batch --init writes one")
    job, registry = load_job(job_file)
    if files_from is not None:
        job = replace(job, inputs=replace(job.inputs, paths=()))
    job = replace(job, inputs=with_list(job.inputs, files_from, null))
    given = {
        "jobs": jobs,
        "limit": limit,
        "max_errors": max_errors,
        "max_worker_memory": max_worker_memory,
        "cache": cache,
        "engine": engine,
        "scheduler": scheduler,
    }
    limits = replace(job.limits, **{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
    report = job.report and job.report.with_name(for_shard(job.report.name, shard))
    assert job.outputs.folder is not None  # a job file has one
    job = replace(
        job,
        inputs=replace(job.inputs, shard=shard),
        limits=limits,
        resume=resume,
        report=report,
        quarantine=quarantine or job.quarantine or job.outputs.folder / FOLDER / "quarantine",
    )
    if status:
        _tell_status(job)
        return
    if dry_run:
        from annotate.inputs import find

        found = list(find(job.inputs, [p for p in (job.outputs.folder, job.report) if p]))
        for item in found:
            click.echo(os.fsencode(f"{item.name}: {item.problem}" if item.problem else item.name))
        click.echo(f"{len(found)} inputs; plugins in order: {', '.join(job.plan.names)}", err=True)
        ctx.exit(1 if any(item.problem for item in found) else 0)
    carry_out(ctx, job, registry, batch=True, profile=profile)
