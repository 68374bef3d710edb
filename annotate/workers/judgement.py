"""What becomes of the documents that a worker had in hand when it was lost.

The document that it died of, or was given up over, is tried once more. If that fails too, the plugin at work loses its
own layers of that document, and the document is done again without it. Where a worker dies while plugins look ahead
at several documents, these are tried once more and then halved, until the one is alone. A document without a plugin
to blame fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotate.outcome import FAILED, Outcome
from annotate.runner import Fault
from annotate.work import Result
from annotate.workers.tasks import Item, Task
from annotate.workers.whereabouts import PREPARING


@dataclass(frozen=True, slots=True)
class Judgement:
    """``again``: what other workers are to do, in this order; ``failed``: the document that cannot be done, and its
    result.
    """

    again: list[Task]
    failed: tuple[Item, Result] | None = None


def judge(tasks: Sequence[Task], place: tuple[int, str], fault: Fault) -> Judgement:
    """``tasks``: what the worker had in hand, the first of which it had begun. ``place``: its last whereabouts."""
    task, *others = tasks
    number, plugin = place
    if number == PREPARING and len(task.items) > 1:
        task.deaths += 1
        return Judgement([*([task] if task.deaths == 1 else task.halves()), *others])
    item, *rest = task.items
    others = [*([Task(rest)] if rest else []), *others]
    known = plugin if number in (item.number, PREPARING) else ""
    item.deaths += 1
    if item.deaths > 1:
        if not known or known in item.faults:
            return Judgement(others, (item, _failure(item, known, fault)))
        item.faults[known] = fault
        item.deaths = 0
    return Judgement([Task([item]), *others])


def _failure(item: Item, plugin: str, fault: Fault) -> Result:
    document = item.document
    reason = f"{plugin or 'the worker process'}: {fault.reason}"
    return Result(Outcome(document.id, document.origin, FAILED, reason=reason, traceback=fault.traceback))
