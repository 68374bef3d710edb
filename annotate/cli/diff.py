"""``annotate diff``."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from annotate.errors import UsageError


@click.command("diff", short_help="Say what differs between annotated files, or folders of them.")
@click.argument("old", metavar="A", type=click.Path(path_type=Path))
@click.argument("new", metavar="B", type=click.Path(path_type=Path))
@click.option("-l", "--layer", "layers", multiple=True, help="Compare the text and this layer only; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object per pair of files, one a line.")
@click.pass_context
def command(ctx: click.Context, old: Path, new: Path, layers: tuple[str, ...], as_json: bool) -> None:
    """Compare two TEI files that annotate wrote, or two folders of them, whose files are paired by name.

    First what differs in the text; then metadata, plugins, entities; then the annotations of each layer, by where
    they stand in the text, as far as it is the same, and by their words where it is not. - is in A only, + is in
    B only, ~ changed. Ids do not count.

    Exit status: 0 if nothing differs, 1 if something does, 2 if there is nothing to compare.
    """
    import json

    from annotate.combine.diff import differences
    from annotate.combine.files import read_file
    from annotate.combine.report import as_json as whole
    from annotate.combine.report import lines

    gc.disable()  # hundreds of thousands of values, all in use to the end: looking for garbage is a third of the time
    different = False
    for name, a, b in _pairs(old, new):
        if a is None or b is None:
            different = True
            only = "old" if b is None else "new"
            click.echo(
                json.dumps({"file": name, "only": only}) if as_json else f"{'-' if b is None else '+'} [file] {name}"
            )
            continue
        changes = differences(read_file(a), read_file(b), layers)
        said: list[Any] = [whole(c) for c in changes] if as_json else [line for c in changes for line in lines(c)]
        different = different or bool(said)
        if as_json:
            click.echo(json.dumps({"file": name, "changes": said}, ensure_ascii=False))
        elif said:
            click.echo("\n".join([name, *said] if old.is_dir() else said))
        if old.is_dir():
            gc.collect()
    ctx.exit(1 if different else 0)


def _pairs(old: Path, new: Path) -> Iterator[tuple[str, Path | None, Path | None]]:
    """Files to be compared, with their name; None where one side has no such file. Raises UsageError."""
    from annotate.tei.files import tei_files

    if old.is_dir() != new.is_dir():
        raise UsageError(f"{old}, {new}: compare two files or two folders")
    if not old.is_dir():
        yield new.name, old, new
        return
    a, b = ({path.relative_to(folder).as_posix(): path for path in tei_files([folder])} for folder in (old, new))
    for name in sorted({*a, *b}):
        yield name, a.get(name), b.get(name)
