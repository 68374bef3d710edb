"""Exit statuses."""

from __future__ import annotations

import pytest

from annotate.outcome import Cost, Outcome, Summary


@pytest.mark.parametrize(
    ("statuses", "exit_status"),
    [
        ([], 0),
        (["ok"], 0),
        (["ok", "skipped"], 0),
        (["ok", "partial"], 1),
        (["partial"], 1),
        (["ok", "failed"], 1),
        (["failed"], 3),
        (["failed", "skipped"], 3),
        (["skipped"], 0),
    ],
)
def test_the_exit_status_says_whether_all_went_well(statuses, exit_status):
    summary = Summary()
    for status in statuses:
        summary.add(Outcome("d", "d.txt", status))
    assert summary.total == len(statuses)
    assert summary.exit_status == exit_status


def test_a_stopped_job_is_3_whatever_was_done():
    summary = Summary(stopped="the disk is full")
    summary.add(Outcome("d", "d.txt", "ok"))
    assert summary.exit_status == 3


def test_the_summary_adds_up_words_and_seconds_by_plugin():
    summary = Summary()
    for seconds in ({"a": 1.0}, {"a": 2.0, "b": 0.5}):
        summary.add(Outcome("d", "d.txt", "ok", seconds=seconds, words=10))
    assert (summary.words, summary.by_plugin) == (20, {"a": Cost(3.0, 2, 20), "b": Cost(0.5, 1, 10)})
