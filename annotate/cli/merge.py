"""``annotate merge``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli import echo_warning
from annotate.errors import UsageError

if TYPE_CHECKING:
    from annotate.document import Document


@click.command("merge", short_help="Make one file of several of the same text.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE FILE…", type=click.Path(path_type=Path))
@click.option(
    "--prefer",
    type=click.Choice(["first", "last"], case_sensitive=False),
    default="last",
    show_default=True,
    help="Which file gives a layer that several have.",
)
@click.option("-l", "--layer", "layers", multiple=True, metavar="NAME=FILE", help="Take a layer from here; repeatable.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write here, not to standard output."
)
def command(paths: tuple[Path, ...], prefer: str, layers: tuple[str, ...], output: Path | None) -> None:
    """Put the layers of files of the same text into one file, each layer whole from one of them.

    A layer comes with the credits of its plugins. One whose plugin failed gives way to one that is there. What is
    known of the document besides comes from the first file; entities are united by id and name.
    """
    from annotate.combine.files import read_file, write_file
    from annotate.combine.merge import merge
    from annotate.tei.characters import text_sha256

    if len(paths) < 2:
        raise UsageError("there is nothing to merge with; name at least two files")
    documents = [read_file(path) for path in paths]
    for path, document in zip(paths, documents, strict=True):
        if document.text != documents[0].text:
            one, other = (text_sha256(d.text)[:12] for d in (documents[0], document))
            raise UsageError(
                f"{path}: its text (sha256 {other}…) is not that of {paths[0]} ({one}…); "
                "annotate reanchor moves annotations to another text"
            )
    merged, lost = merge(documents, last=prefer == "last", chosen=_chosen(layers, paths, documents))
    write_file(merged, output)
    for link in lost:
        echo_warning(f"{link.annotation} pointed to {link.to}, which the layer that was taken does not have")


def _chosen(layers: tuple[str, ...], paths: Sequence[Path], documents: Sequence[Document]) -> dict[str, int]:
    """By layer, the number of the file that it is to be taken from. Raises UsageError."""
    from annotate.combine.owners import layers_in

    chosen = {}
    for given in layers:
        layer, equals, name = given.partition("=")
        if not equals or Path(name) not in paths:
            raise UsageError(f"--layer {given}: it is LAYER=FILE, with one of the files to be merged")
        number = paths.index(Path(name))
        there = layers_in(documents[number])
        if layer not in there:
            raise UsageError(f"--layer {given}: {name} has no such layer; it has: {', '.join(sorted(there)) or 'none'}")
        chosen[layer] = number
    return chosen
