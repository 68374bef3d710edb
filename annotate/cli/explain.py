"""``annotate explain``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from annotate.cli import echo_warning, warn_of_problems
from annotate.cli.graph import GRAPHS
from annotate.cli.options import parse_settings, plugin_options
from annotate.errors import UsageError
from annotate.plan import Plan, Step


@click.command("explain", short_help="Show which plugins would run, in which order, and why.")
@click.argument("job_file", required=False, metavar="[JOB.yaml]", type=click.Path(path_type=Path))
@plugin_options
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--graph",
    type=click.Choice(sorted(GRAPHS)),
    is_flag=False,
    flag_value="mermaid",
    help="As a graph, which plugin needs whose layer: text for Mermaid (the default) or for Graphviz.",
)
def command(
    job_file: Path | None,
    plugins: tuple[str, ...],
    plugin_files: tuple[Path, ...],
    settings: tuple[str, ...],
    as_json: bool,
    graph: str | None,
) -> None:
    """Show the plan of a job file, or of the given plugins, or of all that are installed."""
    if as_json and graph:
        raise UsageError("--json and --graph exclude each other")
    if job_file is not None:
        from annotate.jobfile import load_job

        job, registry = load_job(job_file)
        plan = job.plan
    else:
        from annotate.job import make_plan
        from annotate.plugins import load_registry

        registry = load_registry()
        added = [registry.add_file(path) for path in plugin_files]
        files = [plugin.name for plugin in added if plugin.annotates]
        plan = make_plan(registry, [*plugins, *files] if plugins else None, parse_settings(settings))
    warn_of_problems(registry)
    for warning in plan.warnings:
        echo_warning(warning)
    if as_json:
        click.echo(json.dumps([_record(step, plan) for step in plan.steps], ensure_ascii=False, indent=2))
        return
    if graph:
        click.echo(GRAPHS[graph](plan))
        return
    for number, step in enumerate(plan.steps, 1):
        click.echo("\n".join(_lines(number, step, plan)))


def _record(step: Step, plan: Plan) -> dict[str, Any]:
    plugin = step.plugin
    return {
        "plugin": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "provides": sorted(plugin.provides),
        "requires": {layer: list(plan.providers(layer)) for layer in sorted(plugin.requires)},
        "wraps": sorted(plugin.wraps),
        "uses": {layer: list(plan.providers(layer)) for layer in sorted(plugin.uses)},
        "languages": sorted(plugin.languages) if plugin.languages is not None else None,
        "settings": dict(step.given or {}),
    }


def _lines(number: int, step: Step, plan: Plan) -> list[str]:
    record = _record(step, plan)
    lines = [f"{number}. {step.name} ({record['distribution']} {record['version']}): {_does(record)}"]
    for word in ("requires", "uses"):
        for layer, providers in record[word].items():
            lines.append(f"   {word} {layer}, from {' and '.join(providers) or 'nobody: it does without'}")
    lines.append(f"   languages: {', '.join(record['languages']) if record['languages'] else 'any'}")
    lines += [f"   {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in record["settings"].items()]
    return lines


def _does(record: dict[str, Any]) -> str:
    wraps = [f"wraps {name}" for name in record["wraps"]]
    return ", ".join([*record["provides"], *wraps])
