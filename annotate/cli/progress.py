"""What a person sees while a job is done: progress on a terminal, a line per failure, a summary at the end."""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path
from typing import Any

import click

from annotate.cli import echo_error, echo_warning, warn_of_problems
from annotate.job import Job
from annotate.outcome import FAILED, OK, PARTIAL, SKIPPED, Outcome, Summary
from annotate.plugins import Registry
from annotate.source import stem

LINE_EVERY = 30.0  # seconds


def carry_out(ctx: click.Context, job: Job, registry: Registry, *, summary: bool) -> None:
    """Do a job in sight of the user and end with its exit status."""
    from annotate.execute import execute
    from annotate.report import summary_lines

    warn_of_problems(registry)
    for warning in job.plan.warnings:
        echo_warning(warning)
    verbose = bool(ctx.find_root().params.get("verbose"))
    progress = _Progress(lines=summary)
    unserved: list[Outcome] = []  # by any plugin, because of their language

    def tell(outcome: Outcome, so_far: Summary) -> None:
        progress.advance(so_far)
        if outcome.runs and all(run.outcome == SKIPPED for run in outcome.runs):
            unserved.append(outcome)
        if outcome.status != OK:
            echo_error(f"{_name(outcome)}: {outcome.status}: {outcome.reason}")
            if verbose and outcome.traceback:
                click.echo(outcome.traceback, err=True)

    try:
        done = execute(job, registry, tell)
    finally:
        progress.close()
    if unserved:
        others = f" and {len(unserved) - 1} more documents" if len(unserved) > 1 else ""
        reason = unserved[0].runs[0].reason.rpartition("; ")[2]
        echo_warning(f"{_name(unserved[0])}{others}: no plugin ran: {reason}; --language overrules it")
    if done.stopped:
        echo_error(f"stopped: {done.stopped}")
    if summary or (done.total > 1 and done.exit_status):
        for line in summary_lines(done):
            click.echo(line, err=True)
    ctx.exit(done.exit_status)


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
        rate = f"{so_far.words / max(so_far.seconds, 1e-9):.0f} words/s"
        if self.bar is not None:
            self.bar.set_postfix_str(rate, refresh=False)
            self.bar.update()
        elif time.monotonic() >= self.next_line:
            self.next_line = time.monotonic() + LINE_EVERY
            bad = so_far.statuses[PARTIAL] + so_far.statuses[FAILED]
            click.echo(f"annotate: {so_far.total} documents so far, {bad} of them partial or failed, {rate}", err=True)

    def close(self) -> None:
        """The job has ended."""
        if self.bar is not None:
            self.bar.close()
