"""What was done to a document after its plugins ran, said in its header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

import annotate
from annotate.annotation import Annotation
from annotate.document import PluginRun
from annotate.tei.header import DISTRIBUTION

CORRECTED = "corrected it in"  # what the header says of who did
_COMMAND = "annotate "  # how commands are called among the plugins


def is_command(name: str) -> bool:
    """Whether a run on record is that of a command, not of a plugin."""
    return name.startswith(_COMMAND)


def came_afterwards(run: PluginRun) -> bool:
    """Whether a run on record is that of a command or of somebody who corrected what plugins had done."""
    return is_command(run.plugin) or CORRECTED in run.reason


def noted(
    runs: Iterable[PluginRun],
    command: str,
    sentence: str,
    gone: Collection[Annotation],
    kept: Collection[Annotation],
    did: str = "left out",
) -> tuple[PluginRun, ...]:
    """The runs with one more for a command, whose reason is what it did; after what it did before, if it did.

    Each plugin with annotations among those that are ``gone`` says what became of how many of which layer (``did``).
    One of which nothing is ``kept`` counts as ``skipped``: absence says nothing there.
    """
    lost, left = (Counter((a.source, a.layer) for a in some) for some in (gone, kept))
    left_of = Counter(annotation.source for annotation in kept)
    told = []
    for run in runs:
        layers = [layer for source, layer in sorted(lost) if source == run.plugin]
        if run.plugin != command and layers:
            counts = ", ".join(
                f"{layer} {(n := lost[run.plugin, layer])} of {n + left[run.plugin, layer]}" for layer in layers
            )
            reason = "; ".join(filter(None, (run.reason, f"{command} {did}: {counts}")))
            run = replace(run, reason=reason, outcome=run.outcome if left_of[run.plugin] else "skipped")
        if run.plugin == command:
            sentence = f"{run.reason} Then: {sentence}"
        else:
            told.append(run)
    return (*told, PluginRun(command, DISTRIBUTION, annotate.__version__, reason=sentence))
