"""Bad inputs among good ones in one job: each is named in the report, the rest is done, the exit status is 1."""

from __future__ import annotations

import ctypes
import gzip
import io
import json
import os
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

GOOD = ("before", "wire-a", "wire-b", "zz-after")
JOB = """
version: 1
input:
  paths: [{paths}]
  language: fr
{more}
annotators: {{nothing: }}
plugin_files: nothing.py
output: {{dir: out, formats: [jsonl]}}
report: report.jsonl
"""
NOTHING = "from annotate import hookimpl\nprovides = {'x'}\n@hookimpl\ndef annotate_document(document): ...\n"


@dataclass
class Ended:
    """What a job came to. ``bad``: the reasons of what was not done, by id."""

    returncode: int
    done: set[str]
    bad: dict[str, str] = field(default_factory=dict)
    err: str = ""


@pytest.fixture
def job(annotate_cli, tmp_path) -> Callable[..., Ended]:
    """A job over ``in``, in which good inputs lie before and behind whatever a test puts there."""
    (tmp_path / "nothing.py").write_text(NOTHING)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "before.txt").write_text("Il neige.\n")
    (tmp_path / "in" / "wire.jsonl").write_text('{"id": "wire-a", "text": "a"}\n{"id": "wire-b", "text": "b"}\n')
    (tmp_path / "in" / "zz-after.txt").write_text("Il pleut.\n")

    def run(*paths: str, more: str = "", **how: object) -> Ended:
        quoted = ", ".join(json.dumps(path) for path in paths or ("in",))
        (tmp_path / "job.yaml").write_text(JOB.format(paths=quoted, more=more))
        finished = annotate_cli("batch", "job.yaml", timeout=120, **how)
        records = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text().splitlines()]
        ended = Ended(finished.returncode, {r["id"] for r in records if r["status"] == "ok"}, err=finished.err)
        for record in records:
            if record["status"] != "ok":
                assert record["source"].startswith(("in", str(tmp_path / "in"))), record
                ended.bad[record["id"]] = record["reason"]
        assert "Traceback" not in finished.err
        assert {p.name.removesuffix(".jsonl") for p in (tmp_path / "out").rglob("*.jsonl")} >= set(GOOD)
        return ended

    return run


def named(ended: Ended, *bad: str) -> str:
    """Check that all that is good was done and nothing else is bad; give the reason of the first."""
    assert ended.returncode == 1, ended.err
    assert ended.done >= set(GOOD)
    assert set(ended.bad) == set(bad)
    return ended.bad[bad[0]]


def test_a_missing_file(job):
    assert named(job("in", "in/missing.txt"), "missing") == "No such file or directory"


def without_privileges() -> None:
    """The superuser may read anything; take that right from the process that will be run."""
    drop_from_bounding_set, override, read_search = 24, 1, 2  # linux/prctl.h, linux/capability.h
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (override, read_search):
        if os.geteuid() == 0 and libc.prctl(drop_from_bounding_set, capability, 0, 0, 0) != 0:
            os._exit(77)


def test_a_file_that_may_not_be_read(job, tmp_path):
    closed = tmp_path / "in" / "closed.txt"
    closed.write_text("Il grêle.\n")
    closed.chmod(0)
    if subprocess.run(["test", "-r", closed], check=False, preexec_fn=without_privileges).returncode != 1:
        pytest.skip("whoever runs this may read any file, and cannot give that right up")
    assert named(job(preexec_fn=without_privileges), "closed") == "Permission denied"


def test_a_file_that_cannot_be_read(job, tmp_path):
    (tmp_path / "in" / "odd.txt").symlink_to("/proc/self/mem")
    assert named(job(), "odd") == "Input/output error"


def test_a_folder_in_the_place_of_a_file(job, tmp_path):
    (tmp_path / "in" / "folder.txt").mkdir()
    (tmp_path / "list").write_text("in/folder.txt\n")
    assert named(job("in", more="  files_from: list"), "in/folder") == "it is a folder; a list names files only"


def test_a_device(job):
    assert named(job("in", "in/../../../../../../../../../dev/zero"), "zero") == "it is neither a file nor a folder"


def test_a_fifo_that_nobody_writes_to(job, tmp_path):
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    assert named(job(), "pipe") == "it is a FIFO; to read it, name it as an input of its own"


def test_a_link_to_itself(job, tmp_path):
    (tmp_path / "in" / "loop.txt").symlink_to("loop.txt")
    assert named(job(), "loop") == "Too many levels of symbolic links"


def test_a_file_of_two_gigabytes(job, tmp_path):
    with open(tmp_path / "in" / "large.txt", "wb") as file:
        file.truncate(2 << 30)
    limit = (1 << 30, 1 << 30)  # of memory; the file does not go into it

    def little_memory() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, limit)

    reason = named(job(preexec_fn=little_memory), "large")
    assert reason.startswith("it is larger than 268,435,456 bytes, the most that is read as one document")


def test_a_large_file_of_json_lines_without_an_end_of_line(job, tmp_path):
    with open(tmp_path / "in" / "large.jsonl", "wb") as file:
        file.truncate(200 << 20)
        file.seek(0, os.SEEK_END)
        file.write(b'\n{"id": "behind", "text": "c"}\n')
    ended = job(more="  limits: {document: 1M}")
    assert named(ended, "large-1") == "The line is longer than 1,048,576 bytes."
    assert "behind" in ended.done


def test_invalid_lines(job, tmp_path):
    lines = ['{"id": "c", "text": "c"}', "{broken", "[1]", '{"id": "d", "text": 5}', '{"id": "e", "text": "e"}']
    (tmp_path / "in" / "lines.jsonl").write_text("\n".join(lines))
    ended = job()
    assert "The line is not JSON" in named(ended, "lines-2", "lines-3", "d")
    assert ended.done >= {"c", "e"}


def test_two_documents_of_one_id(job, tmp_path):
    (tmp_path / "in" / "z.jsonl").write_text('{"id": "wire-a", "text": "other"}\n{"id": "e", "text": "e"}\n')
    ended = job()
    assert ended.returncode == 1
    assert ended.done == {*GOOD, "e"}
    assert "ids must differ" in ended.bad["wire-a"]
    assert json.loads((tmp_path / "out" / "wire-a.jsonl").read_text())["text"] == "a"


def test_gzip_that_breaks_off(job, tmp_path):
    lines = b"".join(b'{"id": "n%d", "text": "%d"}\n' % (n, n * n) for n in range(300))
    packed = gzip.compress(lines)
    (tmp_path / "in" / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    ended = job()
    read = len(ended.done) - len(GOOD)
    assert read > 50
    assert ended.done == {*GOOD, *(f"n{n}" for n in range(read))}
    assert named(ended, f"cut-{read + 1}") == "The compressed data breaks off here."


def test_a_warc_file_that_breaks_off(job, tmp_path):
    pytest.importorskip("warcio", reason="needs the extra 'warc'")
    page = (
        b"<html><body><article><p>" + b"Le bac est parti ce matin vers Groix. " * 10 + b"</p></article></body></html>"
    )
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%d>\r\n"
        b"WARC-Target-URI: https://gazette.example/%d\r\nContent-Length: %d\r\n\r\n"
    )
    records = [gzip.compress(record % (n, n, len(block)) + block + b"\r\n\r\n") for n in (1, 2)]
    (tmp_path / "in" / "crawl.warc.gz").write_bytes(records[0] + records[1][:-30])
    ended = job()
    assert "breaks off" in named(ended, "crawl.warc.gz", "crawl.warc.gz/2")
    assert "crawl.warc.gz/1" in ended.done


def test_a_zip_bomb(job, tmp_path):
    with zipfile.ZipFile(tmp_path / "in" / "day.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", bytes(200 << 20))
        archive.writestr("good.txt", "Il neige.")
    ended = job()
    assert "a decompression bomb" in named(ended, "day.zip/bomb.txt")
    assert "day.zip/good" in ended.done


def test_a_zip_bomb_of_zip_archives(job, tmp_path):
    data = b"Il neige."
    for level in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{level}.zip" if level else "a.txt", data)
        data = out.getvalue()
    (tmp_path / "in" / "day.zip").write_bytes(data)
    ended = job()
    (bad,) = ended.bad
    assert named(ended, bad).startswith("refused: containers stand more than 4 deep in it")


def test_a_gzip_bomb(job, tmp_path):
    (tmp_path / "in" / "bomb.txt.gz").write_bytes(gzip.compress(bytes(200 << 20)))
    assert "a decompression bomb" in named(job(), "bomb")


def test_a_tar_archive_that_leads_out_of_itself(job, tmp_path):
    def header(name: str, **of: object) -> tarfile.TarInfo:
        found = tarfile.TarInfo(name)
        for key, value in of.items():
            setattr(found, key, value)
        return found

    with tarfile.open(tmp_path / "in" / "day.tar.gz", "w:gz") as archive:
        archive.addfile(header("../../evil.txt", size=4), io.BytesIO(b"evil"))
        archive.addfile(header("/tmp/evil.txt", size=4), io.BytesIO(b"evil"))
        archive.addfile(header("link.txt", type=tarfile.SYMTYPE, linkname="/etc/passwd"))
        archive.addfile(header("zero", type=tarfile.CHRTYPE, devmajor=1, devminor=5))
        archive.addfile(header("good.txt", size=9), io.BytesIO(b"Il neige."))
    ended = job()
    names = ("../../evil.txt", "/tmp/evil.txt", "link.txt", "zero")
    assert named(ended, *(f"day.tar.gz/{name}" for name in names)) == "refused: its name leads out of the archive"
    assert "day.tar.gz/good" in ended.done
    assert not list(tmp_path.rglob("evil*"))


def test_all_of_them_at_once_on_two_workers(job, tmp_path):
    folder = tmp_path / "in"
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"id": "n", "text": "n"}\n' * 9)[:-12])
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "lines.jsonl").write_text("{broken\n")
    (folder / "not.zip").write_bytes(b"PK\x03\x04 and no more")
    os.mkfifo(folder / "pipe.txt")
    ended = job("in", "in/missing.txt", more="run: {jobs: 2}")
    assert ended.returncode == 1
    assert ended.done >= set(GOOD)
    assert set(ended.bad) >= {"loop", "lines-1", "not.zip", "pipe", "missing"}
