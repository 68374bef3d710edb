"""Every hook: what a plugin can take part in, in the order of a run.

A hook implementation may leave out any of the arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

import pluggy

if TYPE_CHECKING:
    import click

    from annotate.annotation import Annotation, Entity
    from annotate.document import Document
    from annotate.outcome import Outcome, Summary
    from annotate.scoring import Scorer
    from annotate.source import Source, Unreadable

PROJECT = "annotate"
PREFIX = "annotate_"  # of every hook's name
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def annotate_commands(cli: click.Group) -> None:
    """Add commands to the command line.

    Called once, when the command line is asked for help or for a command that the core does not have.

    :param cli: the group to add commands to, with ``cli.add_command(...)`` or ``@cli.command()``.
    """


@hookspec
def annotate_read(source: Source) -> Iterable[Document | Unreadable | Source]:
    """Read an input into documents, or open a container into inputs.

    Called for each input, reader by reader, until one does not decline; plugins are asked before
    the built-in readers. May be a generator: documents are taken one at a time, in constant memory.

    :param source: the input: its name, its first bytes (``source.head``), and ``source.open()``.
    :return: documents, and for a record that cannot be read an ``Unreadable`` in its place. A reader of containers
        yields a ``source.member(...)`` for each input in it, which is then read by whichever reader takes it.
    :raises Declined: with a sentence that says why, before the first document.
    """
    raise NotImplementedError


@hookspec
def annotate_setup() -> None:
    """Load what annotating needs: models, lists, indexes.

    Called once per worker process, before its first document. A failure here is the plugin's
    outcome on every document.
    """


@hookspec
def annotate_prepare(documents: Sequence[Document]) -> None:
    """Look at a window of documents ahead, for a plugin that computes better in batches.

    Called before ``annotate_document`` is called for each of them; what is computed is kept with
    ``document.shared``. The annotations must not depend on which documents share a window.

    :param documents: those of the window that the plugin will be asked to annotate.
    """


@hookspec
def annotate_document(document: Document) -> Iterable[Annotation | Entity]:
    """Annotate one document.

    Called once per document, plugin after plugin in the order of the plan, so that the layers that the plugin
    ``requires`` or ``uses`` are there. What it yields is checked and added when it is done: all of it or, if
    anything is wrong or raises, none.

    The only hook that can be wrapped: a plugin that declares ``wraps`` implements it with
    ``@hookimpl(wrapper=True)`` and is called around the plugins that it names, around no others.

    :param document: to be read, never changed.
    :return: annotations and entities; None or nothing at all means that nothing was found.
    """
    raise NotImplementedError


@hookspec
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """Write one document in a format that the plugin lists in its ``formats``.

    Called once per document and format.

    :param document: the annotated document.
    :param format: the format's name.
    :param out: where the bytes go. For a format that puts one document on each line, write the line with its end.
    """


@hookspec
def annotate_losses(document: Document, format: str) -> Iterable[str]:
    """Say what a format that the plugin writes cannot hold of a document.

    Called once per document and format by ``annotate convert``, which counts equal phrases and says each once.

    :param document: the annotated document.
    :param format: the format's name.
    :return: a phrase in the plural for each thing that is left out: ``links between annotations``.
    """
    raise NotImplementedError


@hookspec
def annotate_scorers() -> Mapping[str, Scorer]:
    """Offer scorers, for ``annotate score NAME``.

    Called when that command is given. A layer that nobody offers one for is scored by spans and kinds.

    :return: by name, as a rule that of the layer, an object with the methods of ``annotate.scoring.Scorer``.
    """
    raise NotImplementedError


@hookspec
def annotate_job_started(names: Sequence[str]) -> None:
    """Observe that a job begins.

    Called once, in the main process. A failure in an observer is a warning.

    :param names: the names of the plugins that will run, in order.
    """


@hookspec
def annotate_document_done(outcome: Outcome) -> None:
    """Observe that a document is done, whatever became of it.

    Called in the main process, in input order.

    :param outcome: what became of it: status, plugins, seconds, where it was written.
    """


@hookspec
def annotate_job_finished(summary: Summary) -> None:
    """Observe that a job has ended.

    Called once, in the main process, also when the job was stopped.

    :param summary: how many documents came to which status.
    """


HOOKS = tuple(name for name in globals() if name.startswith(PREFIX))
"""The names of all hooks, in their order."""
