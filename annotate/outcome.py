"""What became of a document and of a job, and the exit statuses that say so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from annotate.document import PluginRun

OK, PARTIAL, FAILED, SKIPPED = "ok", "partial", "failed", "skipped"

DONE_BEFORE = "done before"  # the reason of a document that a resumed job passes over

EXIT_OK = 0
EXIT_PROBLEMS = 1  # it ran, but a document failed or is partial
EXIT_USAGE = 2  # the command or the job is wrong
EXIT_STOPPED = 3  # nothing could be processed, or a limit stopped the job
EXIT_INTERRUPTED = 130
EXIT_PIPE = 141


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input record.

    ``status``: ``ok``, ``partial`` (a plugin failed, the other layers are there), ``failed`` (nothing was
    written), ``skipped``. ``id``: the document's. ``source``: the input's name. ``outputs``: where it was
    written. ``seconds``: wall clock by plugin. ``reason``: of a failure, a sentence. ``traceback``: for the
    report.
    """

    id: str
    source: str
    status: str
    runs: tuple[PluginRun, ...] = ()
    reason: str = ""
    traceback: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
    sha256: str = ""
    words: int = 0
    annotations: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Summary:
    """How many records came to which status; ``stopped`` says why the job ended early, if it did."""

    statuses: Counter[str] = field(default_factory=Counter)
    words: int = 0
    seconds: float = 0.0
    by_plugin: Counter[str] = field(default_factory=Counter)
    stopped: str = ""
    done_before: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one more record."""
        self.statuses[outcome.status] += 1
        self.done_before += outcome.reason == DONE_BEFORE
        self.words += outcome.words
        self.by_plugin.update(outcome.seconds)

    @property
    def total(self) -> int:
        """Records of any status."""
        return self.statuses.total()

    @property
    def exit_status(self) -> int:
        """As DESIGN has it: 0, 1 or 3."""
        done = self.statuses[OK] + self.statuses[PARTIAL]
        if self.stopped or (self.statuses[FAILED] and not done):
            return EXIT_STOPPED
        return EXIT_PROBLEMS if self.statuses[PARTIAL] or self.statuses[FAILED] else EXIT_OK
