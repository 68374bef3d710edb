"""Workers that die, hang, leak or never start: what they had in hand is done all the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

JOB = """
version: 1
input: {{paths: [in.jsonl], language: fr}}
annotators: {{bad: {{}}}}
plugin_files: [bad.py]
output: {{dir: out, formats: [jsonl]}}
run: {{{run}}}
report: report.jsonl
"""


@pytest.fixture
def batch(annotate_cli, tmp_path, fails):
    """Do a job over documents with a plugin that does something bad; the report by id, and the command."""

    def do(what, when="True", *options, run="jobs: 2", texts=None):
        texts = texts or [f"fine {n}" for n in range(40)]
        lines = (json.dumps({"id": f"d{n}", "text": text}) for n, text in enumerate(texts))
        (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
        fails(what, when=when)
        (tmp_path / "job.yaml").write_text(JOB.format(run=run))
        done = annotate_cli("batch", "job.yaml", *options)
        report = tmp_path / "report.jsonl"
        records = [json.loads(line) for line in report.read_text("utf-8").splitlines()] if report.exists() else []
        return done, {record["id"]: record for record in records}

    return do


def once(tmp_path, what):
    """Code that does something the first time only."""
    return (
        f"open({str(tmp_path / 'once')!r}, 'x').close(); {what}",
        f"not __import__('os').path.exists({str(tmp_path / 'once')!r})",
    )


DIE = "__import__('os').kill(__import__('os').getpid(), 9)"


def test_a_document_whose_worker_was_killed_from_outside_is_tried_again_and_whole(batch, tmp_path):
    done, report = batch(*once(tmp_path, DIE))
    assert done.returncode == 0, done.err
    assert list(report) == [f"d{n}" for n in range(40)]
    assert {r["status"] for r in report.values()} == {"ok"}
    assert "worker processes that died or were given up: 1" in done.said


def test_a_worker_that_ends_as_if_all_were_well_is_noticed(batch):
    done, report = batch("__import__('os')._exit(0)", "document.text == 'fine 7'")
    assert done.returncode == 1
    assert [id for id, r in report.items() if r["status"] != "ok"] == ["d7"]
    assert report["d7"]["reason"] == "bad: its process died (exit status 0)"


def test_of_a_window_that_kills_its_worker_only_the_one_document_suffers(batch, tmp_path):
    bad = f"""
from annotate import Annotation, hookimpl
provides = {{"bad"}}

@hookimpl
def annotate_prepare(documents):
    if any(document.text == "fine 21" for document in documents):
        {DIE}

@hookimpl
def annotate_document(document):
    yield Annotation("bad", (0, 1))
"""
    batch("pass", run="jobs: 1")
    (tmp_path / "bad.py").write_text(bad)
    done, report = batch_again(tmp_path)
    assert done.returncode == 1
    assert {id: r["status"] for id, r in report.items() if r["status"] != "ok"} == {"d21": "partial"}
    assert report["d21"]["reason"] == "bad: its process died (SIGKILL)"
    assert len(report) == 40


def batch_again(tmp_path, *options):
    command = [sys.executable, "-m", "annotate", "batch", "job.yaml", "-j", "2", *options]
    env = {**os.environ, "ANNOTATE_PLUGINS": ""}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, env=env)
    report = (tmp_path / "report.jsonl").read_text("utf-8").splitlines()
    return done, {record["id"]: record for record in map(json.loads, report)}


def test_a_writer_that_kills_the_worker_costs_its_document(batch, tmp_path):
    writer = f"""
from annotate import hookimpl
from annotate.writers import Format
provides = {{"bad"}}
formats = {{"odd": Format(".odd")}}

@hookimpl
def annotate_document(document): ...

@hookimpl
def annotate_write(document, format, out):
    if document.text == "fine 3":
        {DIE}
    out.write(b"x")
"""
    batch("pass", run="jobs: 1")
    (tmp_path / "bad.py").write_text(writer)
    (tmp_path / "job.yaml").write_text((tmp_path / "job.yaml").read_text().replace("jsonl]}", "odd]}"))
    done, report = batch_again(tmp_path)
    assert done.returncode == 1
    assert [id for id, r in report.items() if r["status"] == "failed"] == ["d3"]
    assert report["d3"]["reason"] == "bad: its process died (SIGKILL)"
    assert not (tmp_path / "out/d3.odd").exists()
    assert (tmp_path / "out/d4.odd").exists()


def test_a_worker_that_hangs_while_it_loads_ends_the_job_in_one_line(annotate_cli, tmp_path, batch):
    batch("pass", run="jobs: 1", texts=["a"])
    source = (tmp_path / "bad.py").read_text()
    (tmp_path / "bad.py").write_text(
        f"{source}\n@hookimpl\ndef annotate_setup():\n    __import__('re').match(r'(a+)+$', 'a' * 40 + 'b')\n"
    )
    (tmp_path / "job.yaml").write_text(JOB.format(run="jobs: 2, start_timeout: 1"))
    done = annotate_cli("batch", "job.yaml")
    assert done.returncode == 3
    assert done.said[0] == (
        "annotate: stopped: a worker process is not ready after 1 s while they load bad; if that is how long it takes, "
        "give a longer start_timeout in the job file"
    )


LEAK = "globals().setdefault('leak', []).append(b'x' * 30_000_000)"


def test_a_worker_that_leaks_is_replaced_and_nothing_is_lost(batch):
    done, report = batch(LEAK, run="jobs: 2, max_worker_memory: 250M, cache: false", texts=["a"] * 60)
    assert done.returncode == 0, done.err
    assert list(report) == [f"d{n}" for n in range(60)]
    assert any(line.startswith("worker processes replaced because of their memory: ") for line in done.said)


def test_a_limit_below_what_the_models_need_is_said(batch):
    done, _ = batch("pass", "True", "--max-worker-memory", "5M")
    assert done.returncode == 3
    assert "before its first document; max_worker_memory, 5M, must be well above that" in done.said[0]


def test_without_a_timeout_who_makes_no_progress_is_named_and_given_up(batch):
    hang = "__import__('re').match(r'(a+)+$', 'a' * 40 + 'b')"
    done, report = batch(hang, "document.text == 'fine 5'", run="jobs: 2, stall: 1.5")
    assert done.returncode == 1
    named = "annotate: warning: in.jsonl: no progress for 1.5 s, bad at work; given up after as long again"
    assert named in done.said
    assert report["d5"]["reason"] == "bad: it took longer than 3 s"
    assert [id for id, r in report.items() if r["status"] != "ok"] == ["d5"]


@pytest.mark.parametrize(
    ("what", "run", "why", "trace"),
    [
        (
            "__import__('re').match(r'(a+)+$', 'a' * 40 + 'b')",
            "timeout: 2",
            "bad: it took longer than 2 s",
            "bad.py",
        ),
        ("__import__('ctypes').string_at(0)", "jobs: 2", "bad: its process died (SIGSEGV)", "Segmentation fault"),
        ("raise ValueError('no')", "jobs: 1", "bad: ValueError: no", "Traceback (most recent call last)"),
    ],
    ids=["hangs", "crashes", "raises"],
)
def test_a_document_in_quarantine_has_all_that_is_needed_to_repeat_it(batch, tmp_path, what, run, why, trace):
    done, report = batch(what, "document.text == 'fine 2'", run=run, texts=["fine 1", "fine 2"])
    assert done.returncode == 1
    place = tmp_path / "out/.annotate/quarantine/d1"
    assert report["d1"]["quarantine"] == "out/.annotate/quarantine/d1"
    assert report["d1"]["reason"] == why
    assert trace in report["d1"]["traceback"]
    assert "in quarantine, to be looked at: 1 documents, in out/.annotate/quarantine" in done.said
    error = (place / "error.txt").read_text()
    assert f"reason: {why}" in error
    assert trace in error
    env = {**os.environ, "ANNOTATE_PLUGINS": "", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    again = subprocess.run([place / "repeat.sh", "--timeout", "2"], capture_output=True, env=env, timeout=60, text=True)
    assert again.returncode == 1, again.stderr
    assert f"partial: {why}" in again.stderr
    assert json.loads(again.stdout)["text"] == "fine 2"


def test_a_document_leaves_the_quarantine_when_it_is_done(batch, tmp_path):
    what, when = once(tmp_path, "1 / 0")
    batch(what, when, run="jobs: 1")
    assert [p.name for p in (tmp_path / "out/.annotate/quarantine").iterdir()] == ["d0"]
    done, _ = batch_again(tmp_path, "--resume")
    assert done.returncode == 0
    assert list((tmp_path / "out/.annotate/quarantine").iterdir()) == []


WAITS = """
import os, time
from annotate import Annotation, hookimpl

provides = {"bad"}

@hookimpl
def annotate_document(document):
    open(f"begun-{os.getpid()}", "w").close()
    while not os.path.exists("go"):
        time.sleep(0.01)
    yield Annotation("bad", (0, 1))
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_lets_a_job_finish_what_it_began(annotate_cli, annotate_process, batch, tmp_path, workers):
    texts = [f"fine {n}" for n in range(300)]
    batch("pass", run="jobs: 1", texts=texts)
    (tmp_path / "bad.py").write_text(WAITS)
    process = annotate_process("batch", "job.yaml", "-j", str(workers))
    wait_for(lambda: list(tmp_path.glob("begun-*")))
    os.killpg(process.pid, signal.SIGINT)
    assert process.stderr.readline() == b"\n"
    said = b"annotate: finishing the documents that were begun; Ctrl-C again stops at once\n"
    assert process.stderr.readline() == said
    (tmp_path / "go").touch()
    assert process.wait(30) == 130
    assert process.stderr.read().endswith(b"annotate: interrupted; to go on: annotate batch job.yaml --resume\n")
    report = (tmp_path / "report.jsonl").read_text("utf-8").splitlines()
    assert 1 <= len(report) < 300
    assert all(json.loads(line)["status"] == "ok" for line in report)
    done = annotate_cli("batch", "job.yaml", "--resume")
    assert done.returncode == 0
    assert f"300 documents: 300 ok ({len(report)} of them done before)" in done.said


def test_a_second_ctrl_c_stops_at_once(annotate_process, batch, tmp_path):
    batch("pass", run="jobs: 1")
    (tmp_path / "bad.py").write_text(WAITS)
    process = annotate_process("batch", "job.yaml", "-j", "2")
    wait_for(lambda: list(tmp_path.glob("begun-*")))
    os.killpg(process.pid, signal.SIGINT)
    process.stderr.readline()
    process.stderr.readline()
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == 130
    assert process.stderr.read().splitlines()[-1] == b"annotate: interrupted"


def test_workers_of_a_job_that_was_killed_do_not_live_on(annotate_process, batch, tmp_path):
    batch("pass", run="jobs: 1")
    (tmp_path / "bad.py").write_text(WAITS)
    process = annotate_process("batch", "job.yaml", "-j", "2")
    wait_for(lambda: len(list(tmp_path.glob("begun-*"))) == 2)
    pids = [int(path.name.removeprefix("begun-")) for path in tmp_path.glob("begun-*")]
    process.kill()
    wait_for(lambda: not any(Path(f"/proc/{pid}/stat").exists() and not is_zombie(pid) for pid in pids))


def is_zombie(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def wait_for(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
