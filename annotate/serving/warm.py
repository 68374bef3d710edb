"""Plugins that were set up before this process was forked, for whoever asks for the same plan."""

from __future__ import annotations

from collections.abc import Callable

from annotate.plan import Plan, Step
from annotate.runner import Runner

_kept: list[Runner] = []


def keep(runner: Runner) -> None:
    """Remember a runner whose plugins are set up."""
    _kept.append(runner)


def kept(plan: Plan, *, job: str, watch: Callable[[str], None]) -> Runner | None:
    """The runner for a plan of the same plugins with the same settings, if there is one."""
    for runner in _kept:
        if [_essence(step) for step in runner.plan.steps] == [_essence(step) for step in plan.steps]:
            runner.job, runner.watch = job, watch
            return runner
    return None


def _essence(step: Step) -> tuple[object, ...]:
    return step.name, step.plugin.target, step.settings, step.given
