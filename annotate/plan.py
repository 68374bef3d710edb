"""Which plugins run, with which settings, in which order.

A plugin comes after every other one that provides a layer that it requires or uses; among those that are
free to go, the order is alphabetical, so it never depends on what was installed when. A plugin that wraps
others comes before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from annotate.errors import PlanError
from annotate.plugin import Plugin
from annotate.suggestion import remedy


@dataclass(frozen=True)
class Step:
    """One plugin of a plan. ``given``: its settings as plain data, defaults filled in. ``settings``: what it is
    made with.
    """

    plugin: Plugin
    settings: Any = None
    given: Mapping[str, Any] | None = None

    @property
    def name(self) -> str:
        """The plugin's name."""
        return self.plugin.name


@dataclass(frozen=True)
class Plan:
    """The steps in order. ``warnings``: sentences about what was left out or loosened."""

    steps: tuple[Step, ...]
    warnings: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The plugins' names in order."""
        return tuple(step.name for step in self.steps)

    def providers(self, layer: str) -> tuple[str, ...]:
        """Which of the plan's plugins provide a layer."""
        return tuple(step.name for step in self.steps if layer in step.plugin.provides)


def unknown_plugin(name: str, known: Iterable[str]) -> str:
    """The sentence for a plugin that is not there, with the nearest name."""
    return f"unknown annotator; {remedy(name, known)}"


def select(names: Iterable[str], installed: Mapping[str, Plugin]) -> dict[str, Plugin]:
    """The plugins named, and those that they require, and so on.

    Raises PlanError for an unknown name, for a layer that nobody provides, and for one that several could provide.
    """
    chosen: dict[str, Plugin] = {}
    waiting = list(dict.fromkeys(names))
    while waiting:
        name = waiting.pop(0)
        if name not in installed:
            raise PlanError(f"{name}: {unknown_plugin(name, installed)}", (name,))
        chosen[name] = installed[name]
        wrapped = sorted(chosen[name].wraps & installed.keys())
        if chosen[name].wraps and not wrapped:
            raise PlanError(_nothing_to_wrap(name, chosen[name], "installed"), (name,))
        waiting += [other for other in wrapped if other not in chosen and other not in waiting]
        for layer in sorted(chosen[name].requires):
            if any(layer in p.provides for p in chosen.values()) or any(
                layer in installed[w].provides for w in waiting if w in installed
            ):
                continue
            able = [p.name for p in installed.values() if layer in p.provides]
            if not able:
                raise PlanError(missing_layer(name, layer), (name,))
            if len(able) > 1:
                who = " and ".join(sorted(able))
                message = f"{name}: it requires the layer {layer!r}, which {who} provide; choose one with -p"
                raise PlanError(message, (name, *sorted(able)))
            waiting.append(able[0])
    return chosen


def missing_layer(name: str, layer: str) -> str:
    """The sentence for a required layer that nobody provides."""
    return f"{name}: it requires the layer {layer!r}, which no installed plugin provides"


def _nothing_to_wrap(name: str, plugin: Plugin, where: str) -> str:
    return f"{name}: it wraps {' or '.join(sorted(plugin.wraps))}, and none of these is {where}"


def all_that_can_run(installed: Mapping[str, Plugin]) -> tuple[dict[str, Plugin], list[str]]:
    """Every installed annotator but those whose required layers nobody provides, and a warning for each of these."""
    chosen, warnings = dict(installed), list[str]()
    while True:
        for name, plugin in sorted(chosen.items()):
            missing = sorted(
                layer for layer in plugin.requires if not any(layer in p.provides for p in chosen.values())
            )
            if plugin.wraps and not plugin.wraps & chosen.keys():
                warnings.append(_nothing_to_wrap(name, plugin, "installed") + "; it does not run")
                del chosen[name]
                break
            if missing:
                warnings.append(missing_layer(name, missing[0]) + "; it does not run")
                del chosen[name]
                break
        else:
            return chosen, warnings


def arrange(steps: Iterable[Step], warnings: Iterable[str] = ()) -> Plan:
    """Put steps in order. Raises PlanError for a required layer that none provides and for a cycle."""
    by_name = {step.name: step for step in sorted(steps, key=lambda s: s.name)}
    said = list(warnings)
    for step in by_name.values():
        if step.plugin.wraps and not step.plugin.wraps & by_name.keys():
            raise PlanError(_nothing_to_wrap(step.name, step.plugin, "in this job"), (step.name,))
        for layer in sorted(step.plugin.requires):
            if not any(layer in other.plugin.provides for other in by_name.values() if other is not step):
                raise PlanError(
                    f"{step.name}: it requires the layer {layer!r}, which no plugin of this job provides", (step.name,)
                )
    try:
        names = _order(by_name, soft=True)
    except CycleError:
        try:
            names = _order(by_name, soft=False)
        except CycleError as error:
            circle = list(dict.fromkeys(error.args[1]))
            raise PlanError(
                f"plugins require each other's layers in a circle: {' -> '.join([*circle, circle[0]])}", tuple(circle)
            ) from None
        said.append("plugins use each other's layers in a circle; what they merely use is not waited for")
    return Plan(tuple(by_name[name] for name in names), tuple(said))


def _order(by_name: Mapping[str, Step], *, soft: bool) -> list[str]:
    graph: TopologicalSorter[str] = TopologicalSorter()
    for name, step in by_name.items():
        wanted = step.plugin.requires | (step.plugin.uses if soft else frozenset())
        needed = (o for o, other in by_name.items() if o != name and wanted & other.plugin.provides.keys())
        wrappers = (o for o, other in by_name.items() if name in other.plugin.wraps)
        graph.add(name, *(o for o in needed if o not in step.plugin.wraps), *wrappers)
    graph.prepare()
    order: list[str] = []
    ready: list[str] = []
    while graph.is_active():
        ready = sorted([*ready, *graph.get_ready()])
        order.append(ready.pop(0))
        graph.done(order[-1])
    return order
