"""``annotate schema``."""

from __future__ import annotations

import json

import click


@click.command("schema", short_help="Print the JSON Schema of job files, for editors.")
def command() -> None:
    """Print the JSON Schema of job files, with the settings of all installed plugins.

    An editor with the YAML language server completes and checks a job file that begins with: #
    yaml-language-server: $schema=job.schema.json
    """
    from annotate.jobschema import schema
    from annotate.plugins import load_registry

    click.echo(json.dumps(schema(load_registry()), ensure_ascii=False, indent=2))
