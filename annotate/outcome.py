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
    report. ``same_as``: the id of the document of which this is an exact repeat. ``quarantine``: the folder with all
    that is needed to repeat a failure. ``copy``: of records with one id, how many came before this one.
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
    same_as: str = ""
    quarantine: str = ""
    copy: int = 0


@dataclass(slots=True)
class Losses:
    """What an engine lost and made good on the way: workers that ``died``, of themselves or because they were given
    up, and that were ``recycled``, because of their memory.
    """

    died: int = 0
    recycled: int = 0


@dataclass(slots=True)
class Cost:
    """What a plugin took: ``seconds`` for so many ``documents`` of so many ``words``."""

    seconds: float = 0.0
    documents: int = 0
    words: int = 0


@dataclass(slots=True)
class Summary:
    """How many records came to which status; ``stopped`` says why the job ended early, if it did.

    ``expected``: how many records there are, as far as that can be known beforehand. ``interrupted``: by Ctrl-C,
    after what was begun was finished.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    words: int = 0
    seconds: float = 0.0
    by_plugin: dict[str, Cost] = field(default_factory=dict)
    stopped: str = ""
    interrupted: bool = False
    done_before: int = 0
    repeats: int = 0
    quarantined: int = 0
    expected: int | None = None
    losses: Losses = field(default_factory=Losses)

    def add(self, outcome: Outcome) -> None:
        """Count one more record."""
        self.statuses[outcome.status] += 1
        self.done_before += outcome.reason == DONE_BEFORE
        self.repeats += outcome.same_as != ""
        self.quarantined += outcome.quarantine != ""
        self.words += outcome.words
        for name, seconds in outcome.seconds.items():
            cost = self.by_plugin.setdefault(name, Cost())
            cost.seconds += seconds
            cost.documents += 1
            cost.words += outcome.words

    @property
    def total(self) -> int:
        """Records of any status."""
        return self.statuses.total()

    @property
    def exit_status(self) -> int:
        """As DESIGN has it: 0, 1, 3 or 130."""
        if self.interrupted and not self.stopped:
            return EXIT_INTERRUPTED
        done = self.statuses[OK] + self.statuses[PARTIAL]
        if self.stopped or (self.statuses[FAILED] and not done):
            return EXIT_STOPPED
        return EXIT_PROBLEMS if self.statuses[PARTIAL] or self.statuses[FAILED] else EXIT_OK
