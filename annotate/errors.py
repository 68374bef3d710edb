"""Everything this tool raises on purpose. Any other exception is a bug."""

from __future__ import annotations

from collections.abc import Collection


class AnnotateError(Exception):
    """Base of all errors whose message is meant for the person at the terminal."""


class UsageError(AnnotateError):
    """Raised when a command or a job cannot be carried out as it was asked for. Exit status 2."""


class JobError(UsageError):
    """Raised when a job file is wrong. ``problems`` holds all of its faults, each as ``where: what``."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class PlanError(UsageError):
    """Raised when plugins cannot be put in order: an unknown plugin, a missing layer, a cycle.

    ``plugins`` names those concerned.
    """

    def __init__(self, message: str, plugins: tuple[str, ...] = ()) -> None:
        self.plugins = plugins
        super().__init__(message)


class PluginError(AnnotateError):
    """Raised when a plugin breaks a promise: a layer it did not declare, a span outside the text."""

    def __init__(self, plugin: str, message: str) -> None:
        self.plugin = plugin
        super().__init__(message)


class Declined(AnnotateError):
    """Raised by a reader that does not read this input. Its message is a sentence that says why."""


class ReadError(AnnotateError):
    """Raised when no reader takes an input. ``reasons`` holds each reader's sentence, in the order asked; the message
    leaves out those of the readers in ``unsaid``.
    """

    def __init__(self, source: str, reasons: dict[str, str], unsaid: Collection[str] = ()) -> None:
        self.source = source
        self.reasons = reasons
        said = [f"{reader}: {reason}" for reader, reason in reasons.items() if reader not in unsaid]
        if asked := [reader for reader in reasons if reader in unsaid]:
            said.append(f"Asked as well: {', '.join(asked)}.")
        super().__init__(" ".join([f"{source}: no reader takes this input.", *said]))


class TeiError(AnnotateError):
    """Raised when a TEI file is not one of ours or is broken. ``line`` is 1-based, 0 if unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        self.line = line
        super().__init__(message)


class OutputError(AnnotateError):
    """Raised when a result cannot be stored: disk full, read-only. It stops the job: exit status 3."""
