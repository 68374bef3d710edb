"""``annotate convert``."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli import echo_warning, warn_of_problems
from annotate.cli.options import check_formats, check_results, complete_formats, outputs
from annotate.errors import AnnotateError, UsageError
from annotate.writers import FORMATS

if TYPE_CHECKING:
    from annotate.annotated import File
    from annotate.calling import Alone
    from annotate.document import Document
    from annotate.job import Outputs
    from annotate.plugins import Registry


@click.command("convert", short_help="Bring annotated files from one format to others.")
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
    "-f",
    "--from",
    "format",
    metavar="FORMAT",
    help="What the files are: brat, conllu, web-annotation, jsonl …, or a plugin's; otherwise found out.",
)
@click.option("--encoding", help="Of the files' text, if it is neither UTF-8 nor says so.")
@click.option("--by", metavar="NAME", help="Who vouches for all that is imported: a person or a team.")
@click.option(
    "--plugin-file",
    "plugin_files",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A single-file plugin that reads or writes a format. Repeatable.",
)
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    output: str | None,
    format: str | None,
    encoding: str | None,
    by: str | None,
    plugin_files: tuple[Path, ...],
) -> None:
    """Write TEI files that annotate wrote, or folders of them, in other formats; or bring into TEI what stands in
    another format, annotations included, if there is a reader for it.

    What is brought in counts as the format's: the file may have been edited since a plugin wrote it. --by says who
    answers for it instead. What a format cannot hold, and what a reader could not take, is said on standard error,
    one line for each kind of thing.
    """
    from annotate.annotated import documents, files
    from annotate.plugins import load_registry

    registry = load_registry(files=plugin_files)
    warn_of_problems(registry)
    check_formats(formats, registry)
    given, results = list(files(paths, registry, format)), outputs(output, tuple(dict.fromkeys(formats)))
    if by is not None and (ours := next((file.path for file in given if file.found is None), None)) is not None:
        raise UsageError(f"{ours}: --by is about what is imported, and a TEI file says who made what; see correct")
    check_results([file.path for file in given], results, registry)
    imported = _imported(documents(given, registry, format, encoding), by)
    for phrase, times in _convert(imported, results, registry).items():
        echo_warning(f"{phrase} ({times})")


def _imported(given: Iterable[tuple[File, Document]], by: str | None) -> Iterator[Document]:
    """The documents as ``by`` vouches for them. What could not be taken from other formats is said."""
    from annotate.cli.plain import printable
    from annotate.importing import vouched

    dropped = 0
    for file, document in given:
        if file.found is not None:
            for note in document.metadata.notes:
                echo_warning(f"{file.path}: {printable(note)}")
        if by is not None:
            document, scores = vouched(document, by)
            dropped += scores
        yield document
    if dropped:
        echo_warning(f"left out {dropped} scores: they are a machine's, and {printable(by or '')} vouches")


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
