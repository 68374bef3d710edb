"""``annotate plugins list``, ``check`` and ``new``."""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from annotate.cli import warn_of_problems
from annotate.plugin import BuiltinPlugin, Plugin
from annotate.plugins import Registry, load_registry

SLOW = 0.3  # seconds: an import that everybody notices, who only asks for help


@click.group("plugins", short_help="List, check and begin plugins.")
def command() -> None:
    """List and check the plugins that are installed; begin a new one."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with layers, settings and hooks in full.")
def list_(as_json: bool) -> None:
    """List plugins: what they are for, their layers, languages, settings and hooks, where they come from."""
    registry = load_registry()
    warn_of_problems(registry)
    if as_json:
        click.echo(json.dumps([_record(plugin) for plugin in _all(registry)], ensure_ascii=False, indent=2))
        return
    for plugin in _all(registry):
        languages = "" if plugin.languages is None else f" [{', '.join(sorted(plugin.languages))}]"
        click.echo(f"{plugin.name:<12} {_does(plugin)}{languages}, {plugin.distribution} {plugin.version}")
        for line in _details(plugin):
            click.echo(f"{'':<12} {line}")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Check every plugin by itself: import, API, hooks, layers, settings. Exit status 1 if there is a fault."""
    registry = load_registry()
    faults = [(p.plugin, p.distribution, p.version, p.message) for p in registry.problems]
    for plugin in _own(registry):
        faults += [(plugin.name, plugin.distribution, plugin.version, m) for m in _settings_faults(plugin)]
    faulty = {(name, distribution) for name, distribution, _, _ in faults}
    healthy = [p for p in _own(registry) if (p.name, p.distribution) not in faulty]
    if as_json:
        records = [_record(p) | {"ok": True} for p in healthy]
        records += [
            {"plugin": name, "distribution": distribution, "version": version, "ok": False, "problem": message}
            for name, distribution, version, message in faults
        ]
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
    else:
        for plugin in healthy:
            took = f"imported in {1000 * plugin.import_seconds:.0f} ms"
            slow = ": slow; load in annotate_setup what it takes" if plugin.import_seconds > SLOW else ""
            click.echo(f"{plugin.name}: ok ({plugin.distribution} {plugin.version}, {took}{slow})")
        for name, distribution, _, message in faults:
            click.echo(f"{name}: {message} ({distribution})")
    ctx.exit(1 if faults else 0)


@command.command()
@click.argument("name")
@click.option("--single-file", is_flag=True, help="One file for --plugin-file, not a project to install.")
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Put it into this folder, not the current one.",
)
def new(name: str, single_file: bool, folder: Path) -> None:
    """Begin a plugin called NAME: a working one, with tests, to be changed into yours.

    By default a project, annotate-NAME: package, settings, taxonomy, word list, tests, README, CI file.
    """
    from annotate.scaffold import new_file, new_project

    for path in new_file(name, folder) if single_file else new_project(name, folder):
        click.echo(path)


def _own(registry: Registry) -> list[Plugin]:
    return [p for _, p in sorted(registry.plugins.items()) if not isinstance(p, BuiltinPlugin)]


def _all(registry: Registry) -> list[Plugin]:
    return _own(registry) + [p for p in registry.plugins.values() if isinstance(p, BuiltinPlugin)]


def _does(plugin: Plugin) -> str:
    """What a plugin takes part in, in a few words."""
    parts = [f"layer {name}" for name in plugin.provides]
    parts += [f"wraps {name}" for name in sorted(plugin.wraps)]
    parts += ["reads"] if "annotate_read" in plugin.hooks else []
    parts += [f"writes {name}" for name in plugin.formats]
    parts += ["adds commands"] if "annotate_commands" in plugin.hooks else []
    return ", ".join(parts) or "observes"


def _details(plugin: Plugin) -> list[str]:
    """The lines under a plugin's first."""
    settings = _setting_names(plugin.settings_type)
    lines = [plugin.summary] if plugin.summary else []
    if isinstance(plugin, BuiltinPlugin):
        return lines
    lines += [f"{word}: {', '.join(sorted(names))}" for word, names in _needs(plugin) if names]
    lines += [f"settings: {', '.join(settings)}"] if settings else []
    lines.append(f"hooks: {', '.join(plugin.hooks)}; imported in {1000 * plugin.import_seconds:.0f} ms")
    return lines


def _setting_names(kind: type | None) -> list[str]:
    from annotate.settings import field_names

    if kind is None or not (is_dataclass(kind) or hasattr(kind, "model_fields")):
        return []  # `annotate plugins check` says what is wrong with it
    return sorted(field_names(kind))


def _needs(plugin: Plugin) -> tuple[tuple[str, frozenset[str]], ...]:
    return ("requires", plugin.requires), ("uses", plugin.uses)


def _settings_faults(plugin: Plugin) -> list[str]:
    """What is wrong with a plugin's settings class, or with making the plugin with its defaults."""
    from annotate.settings import make_step, required, schema

    kind = plugin.settings_type
    if kind is not None and isinstance(plugin.target, ModuleType):
        return ["its Settings never reach it: a module is not made with them; make it a class"]
    try:
        if kind is not None:
            schema(kind)
            if required(kind):
                return []
        step, wrong = make_step(plugin, {})
        if step is not None:
            plugin.instance(step.settings)
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return [f"it cannot be made with its default settings ({said})"]
    return [f"setting {key}: {message}" for key, message in wrong]


def _record(plugin: Plugin) -> dict[str, Any]:
    return {
        "plugin": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "api": plugin.api,
        "summary": plugin.summary,
        "hooks": list(plugin.hooks),
        "provides": sorted(plugin.provides),
        "layers": {
            layer.name: {
                "description": layer.description,
                "kinds": {name: kind.description for name, kind in layer.kinds.items()},
            }
            for layer in plugin.provides.values()
        },
        "requires": sorted(plugin.requires),
        "uses": sorted(plugin.uses),
        "wraps": sorted(plugin.wraps),
        "languages": sorted(plugin.languages) if plugin.languages is not None else None,
        "settings": _settings(plugin),
        "formats": sorted(plugin.formats),
        "import_ms": round(1000 * plugin.import_seconds, 1),
    }


def _settings(plugin: Plugin) -> dict[str, Any] | None:
    """A plugin's settings by name, each as JSON Schema has it; None if its class cannot be described."""
    from annotate.settings import schema

    if plugin.settings_type is None:
        return {}
    try:
        return dict(schema(plugin.settings_type).get("properties", {}))
    except Exception:  # a plugin's own class; `annotate plugins check` says what is wrong with it
        return None
