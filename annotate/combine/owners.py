"""From which of several documents each layer is taken, and with it the credits of its plugins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotate.document import Document, Layer, PluginRun
from annotate.errors import UsageError


@dataclass(frozen=True, slots=True)
class Owners:
    """``of``: by layer, which document (a number) it is taken from. ``runs``: what is told of the plugins that count.
    ``plugins``: by document, those of which it gives something.
    """

    of: Mapping[str, int]
    runs: tuple[PluginRun, ...]
    plugins: tuple[frozenset[str], ...]


def owners(documents: Sequence[Document], *, last: bool, chosen: Mapping[str, int]) -> Owners:
    """Take each layer from one document: the one ``chosen``, the only one that has it, or else the ``last`` or first
    that has it. A document has a layer if it has annotations of it or a plugin vouches that it has none: a run that
    failed gives way to one that did not.

    Raises UsageError if layers of one plugin come from documents that name it in different versions.
    """
    declared = [_declared(document) for document in documents]
    of = dict(chosen)
    for layer in dict.fromkeys(layer for layers in declared for layer in layers):
        if layer not in of:
            there = [n for n, layers in enumerate(declared) if layer in layers]
            having = [n for n in there if declared[n][layer]] or there
            of[layer] = having[-1 if last else 0]
    kept = [_kept_runs(n, document, of) for n, document in enumerate(documents)]
    order = dict.fromkeys(run.plugin for document in documents for run in document.runs)
    runs = [_one(name, [runs[name] for runs in kept if name in runs], last=last) for name in order]
    return Owners(of, tuple(run for run in runs if run is not None), tuple(frozenset(runs) for runs in kept))


def layers_in(document: Document) -> frozenset[str]:
    """The layers with annotations, and those that a plugin promised, whatever became of it."""
    return frozenset(_declared(document))


def _declared(document: Document) -> dict[str, bool]:
    """By layer, whether the document has it."""
    found: dict[str, bool] = {}
    for run in document.runs:
        for layer in run.layers:
            found[layer.name] = found.get(layer.name, False) or run.outcome == "ok"
    return found | dict.fromkeys(document.layers, True)


def _kept_runs(number: int, document: Document, of: Mapping[str, int]) -> dict[str, PluginRun]:
    """The runs of a document that give a layer that is taken from it, and those that give none to anybody."""
    mine = [layer for layer, owner in of.items() if owner == number]
    sources = {annotation.source for layer in mine for annotation in document.layer(layer)}
    kept = {}
    for run in document.runs:
        layers = tuple(layer for layer in run.layers if of[layer.name] == number)
        if layers or run.plugin in sources or not run.layers:
            kept[run.plugin] = replace(run, layers=layers)
    return kept


def _one(plugin: str, runs: list[PluginRun], *, last: bool) -> PluginRun | None:
    """One run of what the documents say of a plugin. Raises UsageError if they contradict each other."""
    if not runs:
        return None
    giving = [run for run in runs if run.layers] or [runs[-1 if last else 0]]
    layers: dict[str, Layer] = {layer.name: layer for run in giving for layer in run.layers}
    if any(replace(run, layers=()) != replace(giving[0], layers=()) for run in giving):
        parts = "; ".join(f"{_named(run)} for {', '.join(la.name for la in run.layers)}" for run in giving)
        raise UsageError(
            f"one file names one run of a plugin, and {plugin} would stand twice: {parts}. "
            "Take its layers from one file, with --layer NAME=FILE"
        )
    return replace(giving[0], layers=tuple(layers.values()))


def _named(run: PluginRun) -> str:
    return " ".join(filter(None, (run.version, "" if run.outcome == "ok" else run.outcome, run.reason)))
