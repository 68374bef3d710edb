"""A job on a Dask cluster leaves the tree of a local one, whatever happens to the workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed", reason="needs the extra dask")

PLUGIN = """
import os, pathlib, re, time
from annotate import Annotation, hookimpl

provides = {"tag"}

@hookimpl
def annotate_document(document):
    if "SLOW" in document.text:
        time.sleep(0.05)
    if "KILL" in document.text:
        os.kill(os.getpid(), 9)
    for found in re.finditer(r"#\\w+", document.text):
        yield Annotation("tag", found.span(), "tag")
"""
DOCUMENTS = 100


def make_job(folder: Path, texts: list[str]) -> Path:
    lines = [json.dumps({"id": f"d{n}", "text": text, "language": "fr"}) for n, text in enumerate(texts)]
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "tags.py").write_text(PLUGIN)
    job = folder / "job.yaml"
    job.write_text(
        "version: 1\ninput: {paths: [in.jsonl]}\nannotators: {tags: {}}\nplugin_files: [tags.py]\n"
        "output: {dir: out, formats: [tei, jsonl]}\nreport: report.jsonl\n"
    )
    return job


def tree(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


def workers_below(pid: int) -> list[int]:
    """Processes with the plugin's cluster in them: children of children."""
    found = subprocess.run(["ps", "-ewwo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [row.split(None, 2) for row in found.splitlines()]
    below = {pid}
    for _ in range(4):
        below |= {int(p) for p, parent, _ in rows if int(parent) in below}
    return [int(p) for p, _, args in rows if int(p) in below and "spawn_main" in args]


@pytest.fixture
def undisturbed(annotate_cli: Any, tmp_path: Path) -> Any:
    def run(texts: list[str]) -> dict[str, bytes]:
        job = make_job(tmp_path, texts)
        done = annotate_cli("batch", job, "-j", "1")
        found = tree(tmp_path / "out")
        for path in (tmp_path / "out").rglob("*"):
            if path.is_file():
                path.unlink()
        assert done.returncode == 0, done.err
        return found

    return run


def test_the_tree_is_that_of_a_local_run_and_the_journal_has_every_document(annotate_cli, tmp_path, undisturbed):
    wanted = undisturbed([f"Un #pont numéro {n}." for n in range(40)])
    done = annotate_cli("batch", "job.yaml", "--engine", "dask", "-j", "2", timeout=300)
    assert done.returncode == 0, done.err
    assert tree(tmp_path / "out") == wanted
    assert not (tmp_path / "out/.annotate/parts").exists()
    again = annotate_cli("batch", "job.yaml", "--resume")
    assert again.returncode == 0, again.err
    assert tree(tmp_path / "out") == wanted
    reasons = [json.loads(line)["reason"] for line in (tmp_path / "report.jsonl").read_text().splitlines()]
    assert set(reasons) == {"done before"} or len(set(reasons)) == 1


def test_a_worker_that_is_killed_costs_nothing(annotate_process, tmp_path, undisturbed):
    wanted = undisturbed([f"Un #pont SLOW numéro {n}." for n in range(DOCUMENTS)])
    process = annotate_process("batch", "job.yaml", "--engine", "dask", "-j", "2")
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not list((tmp_path / "out").glob("d*.tei.xml")):
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.05)
    victims = workers_below(process.pid)
    assert victims
    os.kill(max(victims), signal.SIGKILL)
    assert process.wait(300) == 0, process.stderr.read()
    assert tree(tmp_path / "out") == wanted


def test_a_document_that_kills_every_worker_fails_alone(annotate_cli, tmp_path):
    make_job(tmp_path, [*(f"Un #pont numéro {n}." for n in range(5)), "KILL"])
    done = annotate_cli("batch", "job.yaml", "--engine", "dask", "-j", "2", timeout=300)
    assert done.returncode == 1, done.err
    report = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text().splitlines()]
    assert [entry["status"] for entry in report] == ["ok"] * 5 + ["failed"]
    assert report[-1]["reason"] == "every worker that had it in hand was lost"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--scheduler", "tcp://127.0.0.1:9"], "no Dask scheduler answers at tcp://127.0.0.1:9"),
        (["--max-worker-memory", "1G"], "has neither timeout nor max_worker_memory"),
    ],
)
def test_what_a_cluster_cannot_do_is_told_at_once(annotate_cli, tmp_path, options, message):
    make_job(tmp_path, ["Un."])
    done = annotate_cli("batch", "job.yaml", "--engine", "dask", *options)
    assert done.returncode == 2
    assert message in done.err
