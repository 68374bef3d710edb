"""``annotate score``."""

from __future__ import annotations

from pathlib import Path

import click

from annotate.cli import echo_warning
from annotate.errors import UsageError


@click.command("score", short_help="Measure a layer against gold.")
@click.argument("layer")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predicted", nargs=-1, required=True, metavar="PREDICTED…", type=click.Path(path_type=Path))
@click.option("--mistakes", is_flag=True, help="List every mistake by kind, with its context.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@click.option(
    "--samples",
    type=click.IntRange(0),
    default=1000,
    show_default=True,
    help="Resamplings for the 95 % intervals; 0 for none.",
)
@click.option("--agreement", is_flag=True, help="Also Cohen's kappa per word, for two people's gold.")
@click.pass_context
def command(
    ctx: click.Context,
    layer: str,
    gold: Path,
    predicted: tuple[Path, ...],
    mistakes: bool,
    as_json: bool,
    samples: int,
    agreement: bool,
) -> None:
    """Compare annotated files with gold, and print each figure on a line of its own, the headline last.

    GOLD is a JSON Lines file (see the layer's page in the documentation), a TEI file of ours that a person has
    corrected, or a folder of these. PREDICTED are TEI files or folders of them. Documents are paired by their
    text. LAYER is a layer's name, or one of the further scores that plugins offer. A layer without a scorer of
    its own is scored by spans and kinds.

    After each figure stands the interval in which it stays in 95 % of resamplings of the documents.

    Exit status: 0 if every gold document has a prediction, 1 if not (they count as nothing found), 2 if the
    files are no gold.
    """
    import json

    from annotate.plugins import load_registry
    from annotate.scoring.discovery import scorer_for
    from annotate.scoring.gold import paired, read_gold
    from annotate.scoring.report import as_json as whole
    from annotate.scoring.report import lines, mistake_lines, score
    from annotate.tei.files import read_files

    scorer = scorer_for(load_registry(), layer)
    pairs = list(paired(read_gold(gold), read_files(predicted)))
    done = score(layer, scorer, pairs, samples)
    if not any(done.counts.values()):
        raise UsageError(f"neither gold nor what was predicted has anything of {layer!r}; is that the layer's name?")
    for id in done.missing:
        echo_warning(f"{id}: nothing predicted has this text; all of it counts as missed")
    kappa = None
    if agreement:
        from annotate.scoring.agreement import word_kappa

        kappa = word_kappa(layer, pairs)
    if as_json:
        click.echo(json.dumps({**whole(done), **({"kappa": kappa} if agreement else {})}, ensure_ascii=False, indent=1))
    else:
        for line in mistake_lines(done) if mistakes else ():
            click.echo(line)
        if kappa is not None:
            click.echo(f"{layer}:kappa {kappa:.3f}")
        for line in lines(done):
            click.echo(line)
    ctx.exit(1 if done.missing else 0)
