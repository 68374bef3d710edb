"""Records of containers that were passed over, said once for each container and reason: a web crawl has thousands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from annotate.inputs import may_hold_several
from annotate.outcome import SKIPPED, Outcome


class PassedOver:
    """Counts what came out of one container after the other."""

    def __init__(self) -> None:
        self._container = ""
        self._reasons: Counter[str] = Counter()
        self._first: dict[str, Outcome] = {}  # by reason

    def counts(self, outcome: Outcome) -> bool:
        """Whether an outcome is a record passed over in a container, which is counted then."""
        container = outcome.source.rpartition("/")[0]
        if outcome.status != SKIPPED or not may_hold_several(container):
            return False
        self._container = container
        reason = outcome.reason.partition(" (")[0]  # in brackets, a reader names the very record
        self._reasons[reason] += 1
        self._first.setdefault(reason, outcome)
        return True

    def lines(self, outcome: Outcome | None = None) -> Iterator[str]:
        """What is to be said of a container when an outcome, or the end, is about another one."""
        if not self._reasons or (outcome is not None and outcome.source.startswith(f"{self._container}/")):
            return
        for reason, count in self._reasons.items():
            first = self._first[reason]
            if count == 1:
                yield f"{first.source}: {first.status}: {first.reason}"
            else:
                yield f"{self._container}: {count:,} records {SKIPPED}: {reason}"
        self._reasons.clear()
        self._first.clear()
