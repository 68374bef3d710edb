"""``annotate show``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from annotate.cli import echo_warning
from annotate.errors import UsageError


@click.command("show", short_help="Look at annotated files, in the terminal or as pages.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Write a page that needs nothing else: a file; for several documents, or with a final slash, a folder.",
)
@click.option("-l", "--layer", "layers", multiple=True, help="Show this layer only; repeatable. In the terminal.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours in the terminal; NO_COLOR is heeded.",
)
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], html: Path | None, layers: tuple[str, ...], color: str
) -> None:
    """Show what was found in TEI files that annotate wrote, or in folders of them.

    In the terminal: the text with labels, then the layers, the entities, who said what, when, and entries of
    lists. A layer that did not run says so.
    """
    from annotate.tei.files import read_files

    if html is not None:
        from annotate.views.site import write_site

        written = write_site(read_files(paths), html, folder=_is_folder(html, paths))
        click.echo(f"{written} {'page' if written == 1 else 'pages'} in {html}", err=True)
        return
    from annotate.views.facts import layers_of
    from annotate.views.terminal import terminal

    coloured = color == "always" or (color == "auto" and sys.stdout.isatty() and not os.environ.get("NO_COLOR"))
    for number, document in enumerate(read_files(paths)):
        for unknown in sorted(set(layers) - set(layers_of(document))):
            echo_warning(f"{document.id}: there is no layer {unknown!r}; there are: {', '.join(layers_of(document))}")
        if number:
            click.echo("\n" + "─" * 40)
        for line in terminal(document, layers):
            click.echo(line, color=coloured)


def _is_folder(html: Path, paths: tuple[Path, ...]) -> bool:
    if html.is_dir() or not html.suffix:
        return True
    if len(paths) > 1 or paths[0].is_dir():
        raise UsageError(f"{html}: several documents need a folder; write --html {html.stem}/")
    return False
