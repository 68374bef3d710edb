"""``annotate validate``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from annotate.errors import UsageError


@click.command("validate", short_help="Check that annotated files prove themselves.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Check files, and in folders all *.tei.xml: the text against its hash, every pointer and reference, ids,
    structure.

    Nothing but the file is needed. Each violation is one line on standard output: FILE:LINE: CODE what is
    wrong. Exit status 1 if there are any.
    """
    from annotate.tei.validate import validate_file

    files = violations = 0
    for path in _files(paths):
        files += 1
        for violation in validate_file(path):
            violations += 1
            click.echo(f"{path}:{violation.line}: {violation.code} {violation.message}")
    click.echo(f"{_count(files, 'file')}, {_count(violations, 'violation')}", err=True)
    ctx.exit(1 if violations else 0)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(path.rglob("*.tei.xml"))
            if not found:
                raise UsageError(f"{path}: there is no *.tei.xml in this folder")
            yield from found
        elif path.exists():
            yield path
        else:
            raise UsageError(f"{path}: no such file")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
