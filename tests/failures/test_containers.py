"""Results in containers: all of them, once, the same bytes, through kill -9 too."""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
import time
from pathlib import Path

import pytest

PLUGIN = """
import time
from annotate import Annotation, hookimpl

provides = {"first"}

@hookimpl
def annotate_document(document):
    time.sleep(SECONDS)
    if "bad" in document.text:
        raise ValueError("bad")
    yield Annotation("first", (0, 1))
"""
DOCUMENTS = 50


@pytest.fixture
def job(tmp_path):
    """A job whose results stand in containers of a kind, 8 documents in each."""

    def write(kind, seconds=0.0, bad=(), formats="[tei, jsonl]"):
        texts = {n: "bad" if n in bad else f"Texte numéro {n}." for n in range(DOCUMENTS)}
        lines = (json.dumps({"id": f"a/d{n}", "text": text, "language": "fr"}) for n, text in texts.items())
        (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
        (tmp_path / "first.py").write_text(PLUGIN.replace("SECONDS", str(seconds)))
        (tmp_path / "job.yaml").write_text(
            "version: 1\ninput: {paths: [in.jsonl]}\nannotators: {first: {}}\nplugin_files: [first.py]\n"
            f"output: {{dir: out, formats: {formats}, container: {kind}, per_container: 8}}\n"
            "run: {on_error: skip}\nreport: report.jsonl\n"
        )
        return tmp_path / "job.yaml"

    return write


def opened(path):
    if path.suffix == ".zst":
        zstd = pytest.importorskip("backports.zstd")
        return zstd.open(path)
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def documents(folder):
    """(document, format) -> bytes, over all containers of a folder; every one only once."""
    found = {}

    def add(key, data):
        assert key not in found
        found[key] = data

    for path in sorted(folder.glob("part-*")):
        with opened(path) as stream:
            if ".jsonl" in path.name:
                for line in stream:
                    record = json.loads(line)
                    for format in record.keys() - {"id"}:
                        add((record["id"], format), record[format].encode())
            else:
                with tarfile.open(fileobj=stream, mode="r|") as tar:
                    for member in tar:
                        id, _, suffix = member.name.partition(".")
                        add((id, suffix.removesuffix(".xml")), tar.extractfile(member).read())
    return found


def digests(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.glob("part*"))}


@pytest.mark.parametrize("kind", ["tar", "tar.gz", "tar.zst", "jsonl", "jsonl.gz", "jsonl.zst"])
def test_containers_hold_what_files_would(annotate_cli, job, tmp_path, kind):
    if kind.endswith("zst"):
        pytest.importorskip("backports.zstd")
    path = job(kind)
    done = annotate_cli("batch", path)
    assert done.returncode == 0, done.err
    names = [f"part-{n:06}.{kind}" for n in range(1, 8)]
    assert sorted(p.name for p in (tmp_path / "out").glob("[!.]*")) == names
    found = documents(tmp_path / "out")
    path.write_text(path.read_text().replace("dir: out", "dir: files").replace(f", container: {kind}", ""))
    assert annotate_cli("batch", path).returncode == 0
    assert len(found) == 2 * DOCUMENTS
    for (id, format), data in found.items():
        suffix = {"tei": ".tei.xml", "jsonl": ".jsonl"}[format]
        assert data == (tmp_path / "files" / f"{id}{suffix}").read_bytes()
    report = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()]
    assert len(report) == DOCUMENTS


def test_containers_have_the_same_bytes_every_time(annotate_cli, job, tmp_path):
    path = job("tar.gz")
    annotate_cli("batch", path)
    first = digests(tmp_path / "out")
    time.sleep(1.1)  # times in archives are whole seconds
    assert annotate_cli("batch", path, "-j", "2").returncode == 0
    assert digests(tmp_path / "out") == first


def test_a_killed_job_resumes_to_the_same_containers(annotate_cli, annotate_process, job, tmp_path):
    path = job("tar.gz", seconds=0.02)
    assert annotate_cli("batch", path).returncode == 0
    expected = digests(tmp_path / "out")
    assert annotate_cli("batch", job("tar.gz", seconds=0.02), "--limit", "1").returncode == 0
    assert len(digests(tmp_path / "out")) == 1, "a job that begins anew leaves no containers of an earlier one"
    process = annotate_process("batch", path)
    deadline = time.monotonic() + 20
    while not (tmp_path / "out/part-000003.tar.gz").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert len(digests(tmp_path / "out")) < 7
    done = annotate_cli("batch", path, "--resume")
    assert done.returncode == 0, done.err
    assert "done before" in done.err
    assert digests(tmp_path / "out") == expected


@pytest.mark.parametrize("kind", ["tar.gz", "jsonl"])
def test_what_is_done_again_stands_in_one_container_only(annotate_cli, job, tmp_path, kind):
    path = job(kind)
    assert annotate_cli("batch", path).returncode == 0
    lines = (tmp_path / "in.jsonl").read_text("utf-8").replace(" 5.", " 5, corrig\\u00e9.")
    (tmp_path / "in.jsonl").write_text(lines, encoding="utf-8")
    for done_before in (DOCUMENTS - 1, DOCUMENTS):
        done = annotate_cli("batch", path, "--resume")
        assert f"{DOCUMENTS} documents: {DOCUMENTS} ok ({done_before} of them done before)" in done.said
    found = documents(tmp_path / "out")
    assert len(found) == 2 * DOCUMENTS
    assert "corrigé".encode() in found["a/d5", "tei"]


def test_a_container_that_was_changed_or_lost_is_done_again(annotate_cli, job, tmp_path):
    path = job("tar")
    assert annotate_cli("batch", path).returncode == 0
    expected = documents(tmp_path / "out")
    (tmp_path / "out/part-000002.tar").unlink()
    third = tmp_path / "out/part-000003.tar"
    third.write_bytes(third.read_bytes().replace(b"Texte", b"Textf"))
    done = annotate_cli("batch", path, "--resume")
    assert f"({DOCUMENTS - 16} of them done before)" in done.err
    assert documents(tmp_path / "out") == expected


def test_documents_that_fail_leave_no_gap(annotate_cli, job, tmp_path):
    path = job("tar.gz", bad={3, 4, 30})
    done = annotate_cli("batch", path)
    assert done.returncode == 1
    assert len(documents(tmp_path / "out")) == 2 * (DOCUMENTS - 3)
    assert len(list((tmp_path / "out").glob("part-*"))) == 6


def test_shards_have_containers_of_their_own(annotate_cli, job, tmp_path):
    path = job("tar.gz")
    for number in (1, 2):
        assert annotate_cli("batch", path, "--shard", f"{number}/2").returncode == 0
    names = {p.name.rpartition("-")[0] for p in (tmp_path / "out").glob("part-*")}
    assert names == {"part-1-of-2", "part-2-of-2"}
    assert len(documents(tmp_path / "out")) == 2 * DOCUMENTS


def test_two_documents_of_one_id_are_an_error_in_a_container_too(annotate_cli, job, tmp_path):
    path = job("jsonl.gz")
    with (tmp_path / "in.jsonl").open("a") as lines:
        lines.write('\n{"id": "a/d0", "text": "Un autre.", "language": "fr"}')
    done = annotate_cli("batch", path)
    assert done.returncode == 1
    assert len(documents(tmp_path / "out")) == 2 * DOCUMENTS
    assert Path(tmp_path / "out/part-000007.jsonl.gz").exists()
