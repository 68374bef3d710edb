"""``annotate plugins list`` and ``annotate plugins check``."""

from __future__ import annotations

import json
from typing import Any

import click

from annotate.cli import warn_of_problems
from annotate.plugins import BuiltinPlugin, Plugin, Registry, load_registry


@click.group("plugins", short_help="List and check the plugins that are installed.")
def command() -> None:
    """List and check the plugins that are installed."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """List plugins: what they are for, their layers, their languages, where they come from."""
    registry = load_registry()
    if as_json:
        click.echo(json.dumps([_record(plugin) for plugin in _all(registry)], ensure_ascii=False, indent=2))
        return
    warn_of_problems(registry)
    for plugin in _all(registry):
        languages = "" if plugin.languages is None else f" [{', '.join(sorted(plugin.languages))}]"
        click.echo(f"{plugin.name:<12} {_does(plugin)}{languages}, {plugin.distribution} {plugin.version}")
        if plugin.summary:
            click.echo(f"{'':<12} {plugin.summary}")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Check every plugin by itself: import, hooks, layers, settings. Exit status 1 if there is a fault."""
    registry = load_registry()
    faults = [(p.plugin, p.distribution, p.message) for p in registry.problems]
    for plugin in _own(registry):
        faults += [(plugin.name, plugin.distribution, message) for message in _settings_faults(plugin)]
    healthy = [p for p in _own(registry) if p.name not in {name for name, _, _ in faults}]
    if as_json:
        records = [_record(p) | {"ok": True} for p in healthy]
        records += [
            {"plugin": name, "distribution": distribution, "ok": False, "problem": message}
            for name, distribution, message in faults
        ]
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
    else:
        for plugin in healthy:
            took = f"imported in {1000 * plugin.import_seconds:.0f} ms"
            click.echo(f"{plugin.name}: ok ({plugin.distribution} {plugin.version}, {took})")
        for name, distribution, message in faults:
            click.echo(f"{name}: {message} ({distribution})")
    ctx.exit(1 if faults else 0)


def _own(registry: Registry) -> list[Plugin]:
    return [p for _, p in sorted(registry.plugins.items()) if not isinstance(p, BuiltinPlugin)]


def _all(registry: Registry) -> list[Plugin]:
    return _own(registry) + [p for p in registry.plugins.values() if isinstance(p, BuiltinPlugin)]


def _does(plugin: Plugin) -> str:
    """What a plugin takes part in, in a few words."""
    parts = [f"layer {name}" for name in plugin.provides]
    parts += ["reads"] if "annotate_read" in plugin.hooks else []
    parts += [f"writes {name}" for name in plugin.formats]
    parts += ["adds commands"] if "annotate_commands" in plugin.hooks else []
    return ", ".join(parts) or "observes"


def _settings_faults(plugin: Plugin) -> list[str]:
    """What is wrong with a plugin's settings class, or with making the plugin with its defaults."""
    from annotate.settings import make_step, required, schema

    kind = plugin.settings_type
    try:
        if kind is not None:
            schema(kind)
            if required(kind):
                return []
        step, wrong = make_step(plugin, {})
        if step is not None:
            plugin.instance(step.settings)
    except Exception as error:
        return [f"it cannot be made with its default settings ({type(error).__name__}: {error})"]
    return [f"setting {key}: {message}" for key, message in wrong]


def _record(plugin: Plugin) -> dict[str, Any]:
    return {
        "plugin": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "summary": plugin.summary,
        "hooks": list(plugin.hooks),
        "provides": sorted(plugin.provides),
        "requires": sorted(plugin.requires),
        "uses": sorted(plugin.uses),
        "languages": sorted(plugin.languages) if plugin.languages is not None else None,
        "formats": sorted(plugin.formats),
        "import_ms": round(1000 * plugin.import_seconds, 1),
    }
