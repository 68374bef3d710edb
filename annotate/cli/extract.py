"""``annotate extract``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotate.errors import UsageError


@click.command("extract", short_help="Give back the original text of an annotated file.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file, not to standard output.",
)
def command(file: Path, output: Path | None) -> None:
    """Write the text that FILE annotates, byte for byte as it was read.

    For HTML and JSON Lines that is the text that was annotated, in UTF-8. The text is checked against its hash first.
    """
    from annotate.output import write_atomically
    from annotate.tei.characters import original_bytes
    from annotate.tei.read import read_tei

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error
    original = original_bytes(read_tei(data))
    if output is not None:
        write_atomically(output, original)
    else:
        sys.stdout.buffer.write(original)
        sys.stdout.buffer.flush()
