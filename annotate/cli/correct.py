"""``annotate correct``."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli import echo_warning
from annotate.errors import UsageError

if TYPE_CHECKING:
    from annotate.document import Document
    from annotate.plugins import Registry


@click.command("correct", short_help="Bring corrections made in another tool back into the file.")
@click.argument("original", metavar="ORIGINAL.tei.xml", type=click.Path(path_type=Path))
@click.argument("corrected", metavar="CORRECTED", type=click.Path(path_type=Path))
@click.option("--by", required=True, metavar="NAME", help="Who corrected it: a person or a team.")
@click.option(
    "-f", "--from", "format", metavar="FORMAT", help="What CORRECTED is: brat, conllu …; otherwise its suffix says."
)
@click.option("--plugin-file", type=click.Path(path_type=Path, dir_okay=False), help="A plugin that has the format.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write here, not to standard output."
)
def command(
    original: Path, corrected: Path, by: str, format: str | None, plugin_file: Path | None, output: Path | None
) -> None:
    """Bring back what was corrected in another tool: CORRECTED is what annotate convert made of the original, edited.

    What was not touched stays the original's, with all that the tool's format cannot hold. What is new or changed
    is NAME's; what is missing is taken out, with the links to it, which are listed. The text has to be the same.
    """
    from annotate.cli.plain import printable
    from annotate.combine.correct import correct
    from annotate.combine.files import read_file, write_file
    from annotate.combine.lines import line
    from annotate.plugins import load_registry

    registry = load_registry(files=[plugin_file] if plugin_file else [])
    name = format or _format_of(corrected, registry)
    document = read_file(original)
    baseline = _read_again(document, name, registry)
    edited = _edited(corrected, baseline, document.id, name, registry)
    if edited.text != baseline.text:
        raise UsageError(
            f"{corrected}: its text is not that of {original}; annotate reanchor moves annotations to another text"
        )
    found = correct(document, baseline, edited, by, name)
    write_file(found.document, output)
    for annotation in found.partial:
        echo_warning(
            f"{line(annotation, baseline)}: {name} shows only a part of what is annotated here, which stays as it was"
        )
    for link in found.lost:
        echo_warning(f"{link.annotation} pointed to {link.to}, which was taken out")
    click.echo(printable(str(found)), err=True)


def _format_of(corrected: Path, registry: Registry) -> str:
    """The format that can be read and written, by a file's suffix. Raises UsageError."""
    readers = {plugin.name for plugin in registry.implementing("annotate_read")}
    both = {name: known.suffix for name, (_, known) in registry.formats.items() if name in readers}
    found = [name for name, suffix in both.items() if corrected.name.endswith(suffix)]
    if len(found) != 1:
        raise UsageError(f"{corrected}: its name does not say its format; --from is one of {', '.join(sorted(both))}")
    return found[0]


def _read_again(document: Document, name: str, registry: Registry) -> Document:
    """The document as it would come back, had nobody edited it."""
    from annotate.annotated import documents, files

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"original{_known(name, registry)}"
        path.write_bytes(_written(document, name, registry))
        if name != "text" and path.suffix != ".txt":
            path.with_name("original.txt").write_bytes(_written(document, "text", registry))
        ((_, found),) = documents(files([path], registry, name), registry, name)
    return found


def _known(name: str, registry: Registry) -> str:
    if name not in registry.formats:
        raise UsageError(f"--from {name}: nothing writes this format, so there is nothing to compare with")
    return registry.formats[name][1].suffix


def _written(document: Document, name: str, registry: Registry) -> bytes:
    from annotate.calling import Alone

    out = io.BytesIO()
    Alone(registry.formats[name][0]).call("annotate_write", document=document, format=name, out=out)
    return out.getvalue()


def _edited(corrected: Path, baseline: Document, id: str, name: str, registry: Registry) -> Document:
    """The document in the corrected file: the only one, or else the one of that name or text. Raises UsageError."""
    from annotate.annotated import documents, files
    from annotate.cli.plain import printable

    found = [document for _, document in documents(files([corrected], registry, name), registry, name)]
    if len(found) > 1:
        found = [d for d in found if d.id == id] or [d for d in found if d.text == baseline.text]
    if len(found) != 1:
        raise UsageError(f"{corrected}: it does not hold one document of this text")
    for note in found[0].metadata.notes:
        echo_warning(f"{corrected}: {printable(note)}")
    return found[0]
