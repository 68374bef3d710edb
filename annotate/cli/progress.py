"""What a person sees while a job is done: progress on a terminal, a line per failure, a summary at the end."""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path
from typing import Any

import click

from annotate.cli import echo_error, echo_warning, warn_of_problems
from annotate.cli.passed_over import PassedOver
from annotate.job import Job
from annotate.outcome import FAILED, OK, PARTIAL, SKIPPED, Outcome, Summary
from annotate.plugins import Registry
from annotate.source import stem

LINE_EVERY = 30.0  # seconds


def carry_out(ctx: click.Context, job: Job, registry: Registry, *, batch: bool, profile: bool = False) -> None:
    """Do a job in sight of the user and end with its exit status. ``batch``: with a summary, and so that Ctrl-C lets
    it finish what it began. ``profile``: with a table of where the time went.
    """
    from annotate.execute import execute
    from annotate.report import profile_lines

    warn_of_problems(registry)
    for warning in job.plan.warnings:
        echo_warning(warning)
    verbose = bool(ctx.find_root().params.get("verbose"))
    progress = _Progress(lines=batch)
    unserved: list[Outcome] = []  # by any plugin, because of their language
    passed_over = PassedOver()

    def tell(outcome: Outcome, so_far: Summary) -> None:
        progress.advance(so_far)
        if outcome.runs and all(run.outcome == SKIPPED for run in outcome.runs):
            unserved.append(outcome)
        for line in passed_over.lines(outcome):
            echo_error(line)
        if outcome.status != OK and (verbose or not passed_over.counts(outcome)):
            echo_error(f"{_name(outcome)}: {outcome.status}: {outcome.reason}")
            if verbose and outcome.traceback:
                click.echo(outcome.traceback, err=True)

    try:
        done = execute(job, registry, tell, drain=batch)
    finally:
        for line in passed_over.lines():
            echo_error(line)
        progress.close()
    _conclude(done, job, unserved, batch=batch)
    if profile:
        _tell(profile_lines(done))
    if done.interrupted:
        echo_error(f"interrupted; to go on: annotate batch {job.file} --resume")
    ctx.exit(done.exit_status)


def _conclude(done: Summary, job: Job, unserved: list[Outcome], *, batch: bool) -> None:
    """What is to be said when a job has ended."""
    from annotate.report import summary_lines

    if unserved:
        others = f" and {len(unserved) - 1} more documents" if len(unserved) > 1 else ""
        reason = unserved[0].runs[0].reason.rpartition("; ")[2]
        echo_warning(f"{_name(unserved[0])}{others}: no plugin ran: {reason}; --language overrules it")
    if done.stopped:
        echo_error(f"stopped: {done.stopped}")
    if batch or (done.total > 1 and done.exit_status):
        _tell(summary_lines(done))
    if done.quarantined:
        _tell([f"in quarantine, to be looked at: {done.quarantined} documents, in {job.quarantine}"])


def _tell(lines: list[str]) -> None:
    for line in lines:
        click.echo(line, err=True)


def _name(outcome: Outcome) -> str:
    """The input, and the document where the input may hold several."""
    if outcome.source == "-":
        return "standard input" if outcome.id == "stdin" else f"standard input: {outcome.id}"
    if not outcome.source or stem(Path(outcome.source).name) == Path(outcome.id).name:
        return outcome.source or outcome.id
    return f"{outcome.source}: {outcome.id}"


class _Progress:
    """A bar on a terminal; elsewhere, for long jobs, a line now and then."""

    def __init__(self, *, lines: bool) -> None:
        self.bar: Any = None
        self.next_line = time.monotonic() + LINE_EVERY if lines else math.inf
        if sys.stderr.isatty():
            from tqdm import tqdm

            self.bar = tqdm(unit=" documents", file=sys.stderr, delay=1)

    def advance(self, so_far: Summary) -> None:
        """One more record is done."""
        if self.bar is None and time.monotonic() < self.next_line:
            return
        rate = f"{so_far.words / max(so_far.seconds, 1e-9):.0f} words/s"
        bad = so_far.statuses[PARTIAL] + so_far.statuses[FAILED]
        if self.bar is not None:
            if so_far.expected is not None:
                self.bar.total = max(so_far.expected, so_far.total)
            self.bar.set_postfix_str(f"{rate}, {bad} bad" if bad else rate, refresh=False)
            self.bar.update()
        else:
            self.next_line = time.monotonic() + LINE_EVERY
            said = f"{so_far.total} documents so far, {bad} of them partial or failed, {rate}{left(so_far)}"
            click.echo(f"annotate: {said}", err=True)

    def close(self) -> None:
        """The job has ended."""
        if self.bar is not None:
            self.bar.close()


def left(so_far: Summary) -> str:
    """How long a job will take yet, judging by what it took so far; nothing if that cannot be known."""
    done = so_far.total - so_far.done_before
    if so_far.expected is None or not done or so_far.expected <= so_far.total:
        return ""
    minutes = so_far.seconds / done * (so_far.expected - so_far.total) / 60
    return f", about {minutes:.0f} min left" if minutes < 120 else f", about {minutes / 60:.0f} h left"
