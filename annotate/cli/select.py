"""``annotate select``."""

from __future__ import annotations

from pathlib import Path

import click

from annotate.cli import echo_warning


@click.command("select", short_help="Take some annotations out of a file.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-l", "--layer", "layers", multiple=True, help="Of this layer; repeatable.")
@click.option("-k", "--kind", "kinds", multiple=True, help="Of this kind (person, direct …); repeatable.")
@click.option("--min-score", type=click.FloatRange(0, 1), help="With at least this score; without a score, none.")
@click.option("-e", "--entity", "entities", multiple=True, metavar="NAME|ID", help="Of this entity; repeatable.")
@click.option("--list", "listed", is_flag=True, help="Print a line for each instead of a file.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write here, not to standard output."
)
def command(
    file: Path,
    layers: tuple[str, ...],
    kinds: tuple[str, ...],
    min_score: float | None,
    entities: tuple[str, ...],
    listed: bool,
    output: Path | None,
) -> None:
    """Write FILE with only the annotations that pass every filter, and those that they point to.

    The result is a valid file of the same text. Its header says what was left out and of which plugin, so that
    this does not read as "nothing found".
    """
    from annotate.combine.files import read_file, write_file
    from annotate.combine.select import Filter, entities_called, matching, select
    from annotate.views.facts import layers_of

    document = read_file(file)
    for unknown in sorted(set(layers) - set(layers_of(document))):
        echo_warning(f"{file}: there is no layer {unknown!r}; there are: {', '.join(layers_of(document))}")
    for unknown in (name for name in entities if not entities_called(document, (name,))):
        echo_warning(f"{file}: no entity has the id or name {unknown!r}")
    wanted = Filter(frozenset(layers), frozenset(kinds), min_score, entities)
    if listed:
        from annotate.combine.lines import line

        for annotation in matching(document, wanted):
            click.echo(line(annotation, document))
    else:
        write_file(select(document, wanted), output)
