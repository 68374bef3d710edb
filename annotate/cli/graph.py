"""A plan as a graph, as text that a program draws: Mermaid or Graphviz DOT.

An arrow leads from the plugin that provides a layer to one that needs it: whole where the layer is required,
dashed where it is used if it is there. A wrapper points, with a thick arrow, to the plugin that it is called around.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotate.plan import Plan


@dataclass(frozen=True, slots=True)
class Arrow:
    """``maker`` provides a layer to ``user``; both are numbers of steps, from 1."""

    maker: int
    user: int
    layer: str
    required: bool


def arrows(plan: Plan) -> Iterator[Arrow]:
    """What leads from plugin to plugin, in the order of the plan."""
    for user, step in enumerate(plan.steps, 1):
        for layer in sorted(step.plugin.requires | step.plugin.uses):
            for maker, other in enumerate(plan.steps, 1):
                if layer in other.plugin.provides and other is not step:
                    yield Arrow(maker, user, layer, layer in step.plugin.requires)


def wrappers(plan: Plan) -> Iterator[tuple[int, int]]:
    """Which plugin is called around which."""
    numbers = {step.name: number for number, step in enumerate(plan.steps, 1)}
    for name, number in numbers.items():
        for wrapped in sorted(plan.steps[number - 1].plugin.wraps & numbers.keys()):
            yield numbers[name], numbers[wrapped]


def mermaid(plan: Plan) -> str:
    """The plan for Mermaid, which code hosts draw in a ```mermaid block."""
    lines = ["flowchart LR"]
    for number, step in enumerate(plan.steps, 1):
        layers = ", ".join(sorted(step.plugin.provides))
        lines.append(f'    p{number}["{_text(f"{number}. {step.name}")}<br/>{_text(layers)}"]')
    for arrow in arrows(plan):
        line = "-->" if arrow.required else "-.->"
        lines.append(f'    p{arrow.maker} {line}|"{_text(arrow.layer)}"| p{arrow.user}')
    lines += [f"    p{wrapper} ==>|wraps| p{wrapped}" for wrapper, wrapped in wrappers(plan)]
    return "\n".join(lines)


def dot(plan: Plan) -> str:
    """The plan for Graphviz: ``annotate explain --graph dot | dot -Tsvg``."""
    lines = ["digraph plan {", "    rankdir=LR; node [shape=box];"]
    for number, step in enumerate(plan.steps, 1):
        layers = ", ".join(sorted(step.plugin.provides))
        lines.append(f'    p{number} [label="{_quoted(f"{number}. {step.name}")}\\n{_quoted(layers)}"];')
    for arrow in arrows(plan):
        style = "solid" if arrow.required else "dashed"
        lines.append(f'    p{arrow.maker} -> p{arrow.user} [label="{_quoted(arrow.layer)}", style={style}];')
    lines += [f'    p{wrapper} -> p{wrapped} [label="wraps", style=bold];' for wrapper, wrapped in wrappers(plan)]
    return "\n".join([*lines, "}"])


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


GRAPHS = {"mermaid": mermaid, "dot": dot}
