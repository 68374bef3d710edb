"""Plugins that watch a job."""

from __future__ import annotations

import logging
from typing import Any

from annotate.calling import Alone
from annotate.job import Job
from annotate.outcome import Outcome, Summary
from annotate.plugins import Registry

OBSERVING = frozenset({"annotate_job_started", "annotate_document_done", "annotate_job_finished"})

log = logging.getLogger("annotate")


class Observers:
    """Plugins that watch a job. What fails in one is a warning, never the job's failure."""

    def __init__(self, registry: Registry, job: Job) -> None:
        self.names = job.plan.names
        self.watching = [Alone(p) for p in registry.plugins.values() if OBSERVING & set(p.hooks)]

    def _tell(self, hook: str, **arguments: Any) -> None:
        for observer in self.watching:
            if hook not in observer.plugin.hooks:
                continue
            try:
                observer.call(hook, **arguments)
            except Exception as error:
                who = f"plugin {observer.name!r} of {observer.plugin.distribution}"
                log.warning("%s failed in %s: %s: %s", who, hook, type(error).__name__, error)

    def started(self) -> None:
        """The job begins."""
        self._tell("annotate_job_started", names=self.names)

    def done(self, outcome: Outcome) -> None:
        """A record is done."""
        self._tell("annotate_document_done", outcome=outcome)

    def finished(self, summary: Summary) -> None:
        """The job has ended."""
        self._tell("annotate_job_finished", summary=summary)
