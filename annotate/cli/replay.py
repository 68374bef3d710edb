"""``annotate replay``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli import echo_error, echo_warning, warn_of_problems
from annotate.cli.plain import printable
from annotate.errors import UsageError

if TYPE_CHECKING:
    from annotate.combine.replay import Replayer
    from annotate.combine.verdict import Verdict
    from annotate.output import Sink


@click.command("replay", short_help="Run the job in a file again and say what differs.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE|DIR", help="Write what comes out now, as TEI.")
@click.option(
    "--plugin-file",
    "plugin_files",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A single-file plugin that a job names; files name none themselves. Repeatable.",
)
@click.option("--trust", is_flag=True, help="Use settings that may be files, addresses or programs as well.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object per file, one a line.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    output: str | None,
    plugin_files: tuple[Path, ...],
    trust: bool,
    as_json: bool,
) -> None:
    """Run the job that is written in each file, and in folders in all *.tei.xml, on the text in it, and compare as
    annotate diff does: - is in the file only, + comes out only now, ~ changed.

    Where plugins, models or lists are not those that the file names, this is said first. An unchanged installation
    gives the same bytes.

    Exit status: 0 if nothing differs, 1 if something does, 2 if a file, or a part of it, could not be replayed.
    """
    from annotate.cli.options import check_results, outputs
    from annotate.combine.replay import Replayer
    from annotate.output import open_sink
    from annotate.plugins import load_registry
    from annotate.tei.files import tei_files
    from annotate.writers import FORMATS

    files, results = list(tei_files(paths)), outputs(output, ("tei",))
    registry = load_registry(files=plugin_files)
    warn_of_problems(registry)
    if output is not None:
        check_results(files, results, registry)
    sink = None if output is None else open_sink(results, FORMATS)
    replayer = Replayer(registry, trust=trust)
    counts = [0, 0, 0]
    try:
        for file in files:
            verdict = _verdict(file, replayer, sink)
            counts[verdict.status] += 1
            click.echo(verdict.for_programs() if as_json else verdict.for_people())
        if sink is not None:
            sink.close()
    except BaseException:
        if sink is not None:
            sink.discard()
        raise
    if len(files) > 1:
        same, different, not_replayed = counts
        click.echo(f"{len(files)} files: {same} the same, {different} different, {not_replayed} not replayed", err=True)
    ctx.exit(max(status for status, count in enumerate(counts) if count))


def _verdict(file: Path, replayer: Replayer, sink: Sink | None) -> Verdict:
    """What replaying a file shows; what is to be known before is said before."""
    from annotate.combine.files import read_file, tei_bytes
    from annotate.combine.verdict import Verdict, different_line

    try:
        document = read_file(file)
    except UsageError as error:
        echo_error(printable(str(error)))
        return Verdict(file, problem=str(error))
    try:
        replay = replayer.prepare(document)
    except UsageError as error:
        for line in str(error).splitlines():
            echo_error(printable(f"{file}: {line}"))
        return Verdict(file, problem=str(error))
    for remark in replay.remarks:
        echo_warning(printable(f"{file}: {remark}"))
    for name, why in replay.kept.items():
        echo_warning(printable(f"{file}: {name} is not replayed: {why}"))
    again = replay.run()
    data = tei_bytes(again)
    if sink is not None:
        sink.store(again.id, {"tei": data})
    return Verdict(
        file,
        tuple(replay.differences(again)),
        replay.remarks,
        replay.kept,
        replay.afterwards,
        different_line(file.read_bytes(), data),
    )
