"""``annotate reanchor``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli import echo_warning
from annotate.errors import UsageError

if TYPE_CHECKING:
    from annotate.document import Document


@click.command("reanchor", short_help="Move annotations to a corrected text.")
@click.argument("old", metavar="OLD.tei.xml", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option("-f", "--format", "format", help="Read NEW with this reader (text, html …).")
@click.option("--encoding", help="Of NEW, if it is neither UTF-8 nor says so.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write here, not to standard output."
)
def command(old: Path, new: Path, format: str | None, encoding: str | None, output: Path | None) -> None:
    """Move the annotations of a file to NEW, a corrected version of its text.

    What is annotated holds if its words and the words beside it are the same, and so is all that it points to.
    What is lost is listed on standard error, with its words and why. The header of the result says that
    annotations were moved: what is new in the text was read by no plugin.
    """
    from annotate.cli.plain import printable
    from annotate.combine.files import read_file, write_file
    from annotate.combine.lines import line
    from annotate.combine.reanchor import reanchor

    document = read_file(old)
    moved, lost = reanchor(document, _read(new, format, encoding))
    write_file(moved, output)
    for annotation, why in lost:
        click.echo(f"lost: {line(annotation, document)}: {printable(why)}", err=True)
    kept = sum(len(moved.layer(layer)) for layer in moved.layers)
    click.echo(f"{kept} moved, {len(lost)} lost", err=True)
    if moved.text != document.text:
        echo_warning("no plugin has read what is new in this text; annotate run does")


def _read(path: Path, format: str | None, encoding: str | None) -> Document:
    """The corrected text, by whichever reader takes it. Raises UsageError."""
    from annotate.document import Document
    from annotate.inputs import find
    from annotate.job import Inputs
    from annotate.plugins import load_registry
    from annotate.reading import Reading

    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    inputs = Inputs(paths=(str(path),), format=format, encoding=encoding)
    records = list(Reading(load_registry(), inputs).documents(find(inputs, [])))
    if len(records) != 1:
        raise UsageError(f"{path}: it holds {len(records)} documents; one text is wanted")
    if not isinstance(records[0], Document):
        raise UsageError(f"{path}: {records[0].reason}")
    return records[0]
