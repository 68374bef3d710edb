"""``annotate validate``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("validate", short_help="Check that annotated files prove themselves.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Check files, and in folders all *.tei.xml: the text against its hash, every pointer and reference, ids,
    structure.

    Nothing but the file is needed. Each violation is one line on standard output: FILE:LINE: CODE what is
    wrong. Exit status 1 if there are any.
    """
    from annotate.tei.files import tei_files
    from annotate.tei.validate import validate_file

    files = violations = 0
    for path in tei_files(paths):
        files += 1
        for violation in validate_file(path):
            violations += 1
            click.echo(f"{path}:{violation.line}: {violation.code} {violation.message}")
    click.echo(f"{_count(files, 'file')}, {_count(violations, 'violation')}", err=True)
    ctx.exit(1 if violations else 0)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
