"""``annotate convert``."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli import echo_warning, warn_of_problems
from annotate.cli.options import check_formats, check_results, complete_formats, outputs
from annotate.errors import AnnotateError
from annotate.writers import FORMATS

if TYPE_CHECKING:
    from annotate.calling import Alone
    from annotate.document import Document
    from annotate.job import Outputs
    from annotate.plugins import Registry


@click.command("convert", short_help="Write annotated files in other formats.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "-t",
    "--to",
    "formats",
    multiple=True,
    required=True,
    metavar="FORMAT",
    shell_complete=complete_formats,
    help=f"{', '.join(sorted(FORMATS))}, or a plugin's. Repeatable with -o DIR.",
)
@click.option("-o", "--output", metavar="FILE|DIR", help="Write one file, or a folder with a file for each document.")
@click.option(
    "--plugin-file",
    "plugin_files",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A single-file plugin that writes a format. Repeatable.",
)
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    output: str | None,
    plugin_files: tuple[Path, ...],
) -> None:
    """Write TEI files that annotate wrote, or folders of them, in other formats.

    What a format cannot hold is said on standard error, one line for each kind of thing.
    """
    from annotate.plugins import load_registry
    from annotate.tei.files import read_files, tei_files

    registry = load_registry(files=plugin_files)
    warn_of_problems(registry)
    check_formats(formats, registry)
    files, results = list(tei_files(paths)), outputs(output, tuple(dict.fromkeys(formats)))
    check_results(files, results, registry)
    for phrase, times in _convert(read_files(files), results, registry).items():
        echo_warning(f"{phrase} ({times})")


def _convert(documents: Iterable[Document], results: Outputs, registry: Registry) -> Counter[str]:
    """Write all documents; return what is lost, and how often."""
    from annotate.calling import Alone
    from annotate.output import open_sink

    writers = {name: Alone(registry.formats[name][0]) for name in results.formats}
    sink = open_sink(results, {name: registry.formats[name][1] for name in results.formats})
    lost: Counter[str] = Counter()
    try:
        for document in documents:
            rendered = {}
            for name, writer in writers.items():
                rendered[name], missing = _rendered(document, name, writer)
                lost.update(f"{name} has no place for {phrase}" for phrase in missing)
            sink.store(document.id, rendered)
        sink.close()
    except BaseException:
        sink.discard()
        raise
    return lost


def _rendered(document: Document, name: str, writer: Alone) -> tuple[bytes, list[str]]:
    """A document's bytes in a format, and a phrase for each thing that is not in them."""
    out = io.BytesIO()
    try:
        writer.call("annotate_write", document=document, format=name, out=out)
        return out.getvalue(), list(writer.call("annotate_losses", document=document, format=name) or ())
    except Exception as error:  # a plugin's: whatever it raises
        reason = f"writer {writer.name}: {type(error).__name__}: {error}"
        raise AnnotateError(f"{document.id}: {reason}") from error
