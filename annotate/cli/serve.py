"""``annotate serve``."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from annotate.cli import main
from annotate.cli.options import config_option, plugin_options
from annotate.errors import UsageError

WARM_UP = """Brest, le 3 mars 2022

« Rien n'est décidé », a dit la ministre Anne Le Bihan lundi 28 février à Brest, selon l'agence Ouest-Info.
Mme Le Bihan a estimé que les sanctions de l'Union européenne contre Vladimir Poutine, le président russe,
« tiendront jusqu'à l'été ». Le lendemain matin, vers 8 h 30, deux semaines plus tard, chaque lundi depuis trois ans,
du 3 au 7 mai, au printemps 2021, fin janvier, il y a un mois, à Noël, au XIXe siècle : « Oui », a-t-elle ajouté.
Plus tôt dans la journée de ce 3 mars, hier, demain, mi-février, en septembre 2021, le mois dernier, l'an prochain, en
2020, depuis 2019, quelques semaines après la rencontre, pendant deux heures, la veille, mardi soir : rien.
Dossier +2022-03-04.
"""  # the last is no date: a plugin that tries one rule after the other tries them all


@click.command("serve", short_help="Stay loaded, and do what annotate run --server asks for.")
@click.option(
    "--socket",
    "path",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where to listen; otherwise annotate.sock in $XDG_RUNTIME_DIR, or in the user's state folder.",
)
@click.option(
    "--idle",
    type=click.FloatRange(0),
    default=900.0,
    show_default=True,
    metavar="S",
    help="End after so many seconds without a request; 0 for never.",
)
@plugin_options
@config_option("Load what this job file needs.")
def command(path: Path | None, idle: float, **options: Any) -> None:
    """Load plugins and models once, and do every `annotate run --server …` of this user from then on.

    A shell loop pays for starting once. Each run is a process of its own, forked from this one, with the
    caller's files, folder and environment: its results are the same as without a server. Runs with the plugins
    and settings given here find them loaded; others work, and load their own.

    What is loaded stays as it is: start the server anew after an update of plugins, models or lists. Only the
    user who started it can reach it. POSIX systems only.
    """
    from annotate.serving.client import default_socket
    from annotate.serving.server import Server

    if not hasattr(os, "fork"):
        raise UsageError("annotate serve needs a POSIX system")
    _warm_up(options)
    with Server(path or Path(default_socket()), idle) as server:
        click.echo(f"annotate: listening on {server.path}", err=True)
        server.serve(_run)


def _warm_up(options: dict[str, Any]) -> None:
    """Load the plan's models, and do a small job with them: what is made when it is first needed is made now."""
    import annotate.cli.progress  # noqa: F401 - each run needs it
    from annotate.cli import warn_of_problems
    from annotate.cli.run import planned
    from annotate.execute import execute
    from annotate.job import Inputs, Limits, Outputs
    from annotate.runner import Runner
    from annotate.serving.warm import keep

    job, registry = planned(options)
    warn_of_problems(registry)
    keep(Runner(job.plan))
    languages = {language for step in job.plan.steps for language in step.plugin.languages or ()} or {"fr"}
    with tempfile.TemporaryDirectory(prefix="annotate-") as name:
        folder = Path(name)
        text = folder / "text.txt"
        text.write_text(WARM_UP, encoding="utf-8")
        for language in sorted(languages):
            inputs = Inputs(paths=(str(text),), language=language, date="2022-03-04")
            outputs = Outputs(folder=folder / language, formats=("tei", "jsonl"))
            execute(replace(job, inputs=inputs, outputs=outputs, limits=Limits(), report=None), registry)


def _run(arguments: list[str]) -> int:
    """One command line, the program's name first, in this process as if it had been started with it."""
    sys.argv = arguments
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0
