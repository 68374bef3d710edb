"""Documents whose worker was lost: the one to blame is found, the others are done."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotate import Document
from annotate.runner import Fault
from annotate.workers.judgement import judge
from annotate.workers.tasks import Item, Task
from annotate.workers.whereabouts import NOWHERE, PREPARING

FAULT = Fault("failed", "its process died (SIGKILL)")


def task(*numbers):
    return Task([Item(n, Document(f"Texte {n}", id=f"d{n}")) for n in numbers])


def numbers(judgement):
    return [[item.number for item in task.items] for task in judgement.again]


def test_the_first_time_a_document_is_tried_again_before_all_others():
    first = judge([task(1, 2, 3), task(4)], (1, "quotes"), FAULT)
    assert numbers(first) == [[1], [2, 3], [4]]
    assert first.failed is None
    assert first.again[0].items[0].faults == {}


def test_the_second_time_it_is_tried_without_the_plugin():
    first = judge([task(1)], (1, "quotes"), FAULT)
    second = judge(first.again, (1, "quotes"), FAULT)
    assert numbers(second) == [[1]]
    assert second.again[0].items[0].faults == {"quotes": FAULT}


def test_without_a_plugin_to_blame_the_document_fails():
    for place in ((1, ""), (NOWHERE, "quotes")):
        first = judge([task(1, 2)], place, FAULT)
        second = judge(first.again, place, FAULT)
        assert numbers(second) == [[2]]
        assert second.failed is not None
        item, result = second.failed
        assert (item.number, result.outcome.status) == (1, "failed")
        assert result.outcome.reason == "the worker process: its process died (SIGKILL)"


def test_a_plugin_that_is_not_called_any_more_cannot_lose_more():
    judgement = judge([task(1)], (1, "tei"), FAULT)
    for _ in range(3):
        judgement = judge(judgement.again, (1, "tei"), FAULT)
        if judgement.failed:
            break
    assert judgement.failed is not None
    assert judgement.failed[1].outcome.reason == "tei: its process died (SIGKILL)"


@given(st.integers(1, 40), st.data())
def test_of_documents_that_die_together_the_one_is_found_and_each_is_done_once(count, data):
    poison = data.draw(st.integers(0, count - 1))
    waiting, done, deaths = [task(*range(count))], [], 0
    while waiting:
        current, *waiting = waiting
        items = current.items
        if any(item.number == poison and not item.faults for item in items):
            deaths += 1
            judgement = judge([current], (PREPARING, "quotes"), FAULT)
            waiting = [*judgement.again, *waiting]
            assert judgement.failed is None
        else:
            done += [item.number for item in items]
    assert sorted(done) == list(range(count))
    assert deaths <= count.bit_length() + 3
