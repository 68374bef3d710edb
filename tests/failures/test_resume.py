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
    [(signal.SIGKILL, 1), (signal.SIGKILL, 2), (signal.SIGTERM, 1), (signal.SIGTERM, 2)],
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


LISTED = """
from annotate import Annotation, Resource, hookimpl
from hashlib import sha256
from pathlib import Path
from dataclasses import dataclass

@dataclass(frozen=True)
class Settings:
    least: int = 1

provides = {"slow"}

class Slow:
    provides = {"slow"}
    Settings = Settings

    def __init__(self, settings):
        self.listed = Path(__file__).with_name("list.txt").read_bytes()
        self.resources = (Resource("list", sha256=sha256(self.listed).hexdigest()),)

    @hookimpl
    def annotate_document(self, document):
        yield Annotation("slow", (0, 1), kind="first", features={"list": self.listed.decode()})

plugin = Slow
"""


@pytest.fixture
def done_job(annotate_cli, job: Path) -> Path:
    """A job that is done."""
    done = annotate_cli("batch", job)
    assert done.returncode == 0, done.stderr
    return job


def redone(annotate_cli, job: Path, *options: str) -> int:
    """How many documents are annotated again when the job is resumed."""
    done = annotate_cli("batch", job, "--resume", *options)
    assert done.returncode == 0, done.stderr
    report = [json.loads(line) for line in (job.parent / "report.jsonl").read_text("utf-8").splitlines()]
    assert len(report) == DOCUMENTS
    return sum(record.get("reason") != "done before" for record in report)


def test_a_changed_plugin_does_all_again(annotate_cli, done_job) -> None:
    write_plugin(done_job.parent, "second")
    assert redone(annotate_cli, done_job) == DOCUMENTS
    assert "slow.second" in (done_job.parent / "out/d0.tei.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("slow: {}", "slow: {least: 2}"),
        ("formats: [tei, jsonl]", "formats: [tei]"),
        ("paths: [in.jsonl]", "paths: [in.jsonl], language: en"),
        ("paths: [in.jsonl]", "paths: [in.jsonl], date: 2024-02-20"),
    ],
)
def test_what_bears_on_every_result_does_all_again(annotate_cli, job, site, before, after) -> None:
    use_installed(job, site)
    assert redone(with_site(annotate_cli, site), job) == DOCUMENTS
    assert redone(with_site(annotate_cli, site), job) == 0
    change(job, before, after)
    assert redone(with_site(annotate_cli, site), job) == DOCUMENTS


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("formats: [tei, jsonl]}", "formats: [tei, jsonl]}\nrun: {jobs: 2, timeout: 60, cache: false}"),
        ("report: report.jsonl", "quarantine: elsewhere\nreport: report.jsonl"),
    ],
)
def test_what_bears_on_no_result_does_nothing_again(annotate_cli, done_job, before, after) -> None:
    change(done_job, before, after)
    assert redone(annotate_cli, done_job) == 0


def test_a_new_snapshot_of_a_list_does_all_again_and_so_does_a_new_version(annotate_cli, job, site) -> None:
    use_installed(job, site)
    command = with_site(annotate_cli, site)
    assert redone(command, job) == DOCUMENTS
    (site.folder / "list.txt").write_text("two")
    assert redone(command, job) == DOCUMENTS
    assert ">two<" in (job.parent / "out/d0.tei.xml").read_text("utf-8")
    metadata = next(site.folder.glob("*.dist-info")) / "METADATA"
    metadata.write_text(metadata.read_text().replace("Version: 1.0", "Version: 1.1"))
    assert redone(command, job) == DOCUMENTS
    assert redone(command, job) == 0


def change(job: Path, before: str, after: str) -> None:
    text = job.read_text()
    assert before in text
    job.write_text(text.replace(before, after))


def use_installed(job: Path, site: Any) -> None:
    """Let the job use a plugin that is installed, with settings and a list."""
    site.install("slow", LISTED, target="Slow")
    (site.folder / "list.txt").write_text("one")
    change(job, "plugin_files: [slow.py]\n", "")


def with_site(annotate_cli: Any, site: Any) -> Any:
    return lambda *arguments: annotate_cli(*arguments, env=site.env)


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
    held = "while 'numéro 0.' not in document.text and not pathlib.Path(__file__).with_name('go').exists():"
    (job.parent / "slow.py").write_text(f"import pathlib{SLOW}".replace("time.sleep", f"{held}\n        time.sleep"))
    process = annotate_process("batch", job)
    deadline = time.monotonic() + 60
    while not (job.parent / "out/d0.tei.xml").exists():  # the others wait for us
        assert time.monotonic() < deadline
        time.sleep(0.01)
    second = annotate_cli("batch", job)
    assert second.returncode == 2
    assert b"another job is writing" in second.stderr
    (job.parent / "go").touch()
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


def test_the_journal_has_one_line_for_every_record_however_often_it_was_done(annotate_cli, job) -> None:
    with (job.parent / "in.jsonl").open("a", encoding="utf-8") as lines:
        lines.write('\n{"id": "d0", "text": "Un autre."}\n{"id": "d0", "text": "Un troisième."}\nnot JSON\n')
    for kind in ("first", "second", "third"):
        write_plugin(job.parent, kind)
        assert annotate_cli("batch", job, "--resume").returncode == 1
    journal = [json.loads(line) for line in (job.parent / "out/.annotate/journal.jsonl").read_text().splitlines()]
    records = sorted((entry["id"], entry.get("copy", 0), entry["status"]) for entry in journal)
    bad = [("d0", 1, "failed"), ("d0", 2, "failed"), (f"in-{DOCUMENTS + 3}", 0, "failed")]
    assert records == sorted([*((f"d{n}", 0, "ok") for n in range(DOCUMENTS)), *bad])
    status = annotate_cli("batch", job, "--status")
    assert status.stdout.decode() == f"journal.jsonl: {DOCUMENTS} documents done, 3 failed\n"


def test_results_that_were_touched_but_not_changed_are_not_done_again(annotate_cli, done_job) -> None:
    for path in (done_job.parent / "out").glob("*.xml"):
        path.write_bytes(path.read_bytes())
    assert redone(annotate_cli, done_job) == 0


def test_a_change_of_one_character_in_a_result_is_noticed(annotate_cli, done_job) -> None:
    path = done_job.parent / "out/d7.tei.xml"
    path.write_text(path.read_text("utf-8").replace("Texte", "Textf"), encoding="utf-8")
    assert redone(annotate_cli, done_job) == 1
    assert "Texte" in path.read_text("utf-8")


@pytest.mark.parametrize("workers", [["-j", "2"], ["-j", "2", "--no-cache"]])
def test_one_worker_two_workers_and_four_shards_make_the_same_tree(annotate_cli, job, workers) -> None:
    expected = undisturbed(annotate_cli, job)
    assert annotate_cli("batch", job, *workers).returncode == 0
    assert tree(job.parent / "out") == expected
