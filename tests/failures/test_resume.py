"""A batch job that is killed goes on where it was, and ends with the tree of an undisturbed run."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path
from typing import Any

import pytest

SLOW = """
import time
from annotate import Annotation, hookimpl

provides = {"slow"}

@hookimpl
def annotate_document(document):
    time.sleep(0.02)
    yield Annotation("slow", (0, 1), kind="KIND")
"""
DOCUMENTS = 60


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """A job over made-up documents with a plugin that takes its time."""
    lines = [json.dumps({"id": f"d{n}", "text": f"Texte numéro {n}.", "language": "fr"}) for n in range(DOCUMENTS)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    write_plugin(tmp_path, "first")
    job = tmp_path / "job.yaml"
    job.write_text(
        "version: 1\ninput: {paths: [in.jsonl]}\nannotators: {slow: {}}\nplugin_files: [slow.py]\n"
        "output: {dir: out, formats: [tei, jsonl]}\nreport: report.jsonl\n"
    )
    return job


def write_plugin(folder: Path, kind: str) -> None:
    (folder / "slow.py").write_text(SLOW.replace("KIND", kind))


def tree(folder: Path) -> dict[str, bytes]:
    """The results, without the journal."""
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


def summary(done: Any) -> str:
    """The first line of the summary."""
    return next(line for line in done.stderr.decode().splitlines() if " document" in line and ":" in line)


def undisturbed(annotate_cli: Any, job: Path) -> dict[str, bytes]:
    done = annotate_cli("batch", job)
    assert done.returncode == 0, done.stderr
    results = tree(job.parent / "out")
    for path in (job.parent / "out").iterdir():
        if path.is_file():
            path.unlink()
    (job.parent / "out/.annotate/journal.jsonl").unlink()
    return results


@pytest.mark.parametrize(
    ("blow", "workers"),
    [(signal.SIGKILL, 1), (signal.SIGKILL, 2), (signal.SIGTERM, 1), (signal.SIGINT, 2)],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_a_killed_job_resumes_to_the_same_tree(annotate_cli, annotate_process, job, blow, workers) -> None:
    expected = undisturbed(annotate_cli, job)
    process = annotate_process("batch", job, "-j", str(workers))
    deadline = time.monotonic() + 20
    while len(list((job.parent / "out").glob("*.tei.xml"))) < 10 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(blow)
    process.wait(20)
    begun = len(list((job.parent / "out").glob("*.tei.xml")))
    assert 10 <= begun < DOCUMENTS
    done = annotate_cli("batch", job, "--resume")
    assert done.returncode == 0, done.stderr
    assert "done before" in summary(done)
    assert tree(job.parent / "out") == expected
    report = [json.loads(line) for line in (job.parent / "report.jsonl").read_text("utf-8").splitlines()]
    assert [record["id"] for record in report] == [f"d{n}" for n in range(DOCUMENTS)]


def test_what_is_done_is_passed_over_and_nothing_else(annotate_cli, job) -> None:
    assert annotate_cli("batch", job).returncode == 0
    out = job.parent / "out"
    (out / "d3.tei.xml").unlink()
    (out / "d4.jsonl").write_text("changed by hand")
    lines = (job.parent / "in.jsonl").read_text("utf-8").replace(" 5.", " 5, corrig\\u00e9.")
    (job.parent / "in.jsonl").write_text(lines, encoding="utf-8")
    done = annotate_cli("batch", job, "--resume")
    assert summary(done) == f"{DOCUMENTS} documents: {DOCUMENTS} ok ({DOCUMENTS - 3} of them done before)"
    assert "corrigé" in (out / "d5.tei.xml").read_text("utf-8")


def test_a_changed_plugin_or_setting_does_all_again(annotate_cli, job) -> None:
    assert annotate_cli("batch", job).returncode == 0
    write_plugin(job.parent, "second")
    done = annotate_cli("batch", job, "--resume")
    assert summary(done) == f"{DOCUMENTS} documents: {DOCUMENTS} ok"
    assert "slow.second" in (job.parent / "out/d0.tei.xml").read_text("utf-8")


def test_a_torn_last_line_is_done_again(annotate_cli, job) -> None:
    assert annotate_cli("batch", job).returncode == 0
    journal = job.parent / "out/.annotate/journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    done = annotate_cli("batch", job, "--resume")
    assert summary(done) == f"{DOCUMENTS} documents: {DOCUMENTS} ok ({DOCUMENTS - 1} of them done before)"
    assert len(journal.read_text().splitlines()) == DOCUMENTS


def test_a_damaged_journal_is_said(annotate_cli, job) -> None:
    assert annotate_cli("batch", job).returncode == 0
    journal = job.parent / "out/.annotate/journal.jsonl"
    journal.write_text("{broken\n" + journal.read_text())
    done = annotate_cli("batch", job, "--resume")
    assert done.returncode == 2
    assert b"journal.jsonl:1: the journal is damaged" in done.stderr
    assert annotate_cli("batch", job, "--restart").returncode == 0


def test_two_jobs_cannot_write_into_one_folder(annotate_cli, annotate_process, job) -> None:
    process = annotate_process("batch", job)
    deadline = time.monotonic() + 20
    while not (job.parent / "out").exists() or not list((job.parent / "out").glob("*.tei.xml")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    second = annotate_cli("batch", job)
    assert second.returncode == 2
    assert b"another job is writing" in second.stderr
    assert process.wait(30) == 0


def test_duplicate_ids_stay_an_error_when_resumed(annotate_cli, job) -> None:
    with (job.parent / "in.jsonl").open("a", encoding="utf-8") as lines:
        lines.write('\n{"id": "d0", "text": "Un autre.", "language": "fr"}')
    first = annotate_cli("batch", job)
    again = annotate_cli("batch", job, "--resume")
    assert first.returncode == again.returncode == 1
    assert b"d0" in again.stderr


def test_shards_together_make_the_tree_of_one_run(annotate_cli, job) -> None:
    expected = undisturbed(annotate_cli, job)
    for number in range(1, 5):
        assert annotate_cli("batch", job, "--shard", f"{number}/4").returncode == 0
    assert tree(job.parent / "out") == expected
    status = annotate_cli("batch", job, "--status")
    counts = [int(line.split()[1]) for line in status.stdout.decode().splitlines() if "-of-4" in line]
    assert len(counts) == 4
    assert sum(counts) == DOCUMENTS
    assert len(list(job.parent.glob("report-*-of-4.jsonl"))) == 4
    again = annotate_cli("batch", job, "--shard", "2/4", "--resume")
    assert f"({counts[1]} of them done before)" in summary(again)


@pytest.mark.parametrize("shard", ["0/4", "5/4", "2", "a/b"])
def test_an_impossible_shard_is_refused(annotate_cli, job, shard) -> None:
    assert annotate_cli("batch", job, "--shard", shard).returncode == 2
