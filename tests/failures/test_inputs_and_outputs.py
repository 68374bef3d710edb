"""Inputs that cannot be read and places that cannot be written: named, counted, and the rest is done."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest


@pytest.fixture
def ten(tmp_path):
    """Nine texts and a picture."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(10):
        (folder / f"{n}.txt").write_text("Bonjour.\n")
    (folder / "4.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    return folder


def written(tmp_path, folder="out"):
    return sorted(str(p.relative_to(tmp_path / folder)) for p in (tmp_path / folder).rglob("*") if p.is_file())


@pytest.mark.parametrize("options", [[], ["-j", "2"], ["--timeout", "20"]])
def test_one_unreadable_among_ten_costs_one(annotate_cli, ten, tmp_path, options):
    done = annotate_cli("run", "in", "-o", "out", "--report", "report.jsonl", *options)
    assert done.returncode == 1
    assert written(tmp_path) == [f"{n}.tei.xml" for n in range(10) if n != 4]
    assert done.said[0].startswith("annotate: in/4.txt: failed: ")
    assert "It is a PNG image, not text." in done.said[0]
    report = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text().splitlines()]
    assert [r["status"] for r in report] == ["ok"] * 4 + ["failed"] + ["ok"] * 5


def test_one_missing_among_ten_costs_one(annotate_cli, ten, tmp_path):
    names = [f"in/{n}.txt" for n in range(10)]
    names[4] = "in/missing.txt"
    done = annotate_cli("run", *names, "-o", "out")
    assert done.returncode == 1
    assert len(written(tmp_path)) == 9
    assert done.said[0] == "annotate: in/missing.txt: failed: No such file or directory"


def test_if_nothing_can_be_read_it_is_3(annotate_cli, tmp_path):
    done = annotate_cli("run", "missing.txt")
    assert (done.returncode, done.out) == (3, "")
    assert done.said == ["annotate: missing.txt: failed: No such file or directory"]


def test_a_name_that_is_too_long_is_one_line(annotate_cli):
    done = annotate_cli("run", "x" * 300 + ".txt")
    assert (done.returncode, len(done.said)) == (3, 1)
    assert done.said[0].endswith("failed: File name too long")


def test_files_of_one_name_in_two_folders_are_told_before_the_first_is_written(annotate_cli, tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("Bonjour.\n")
    done = annotate_cli("run", "one/a.txt", "two/a.txt", "-o", "out")
    assert done.returncode == 2
    assert len(done.said) == 1
    assert "one/a.txt and two/a.txt would both be written to a" in done.said[0]
    assert not (tmp_path / "out").exists()


def test_the_output_is_never_an_input(annotate_cli, article, tmp_path):
    (tmp_path / "link.txt").symlink_to("a.txt")
    for output in ("a.txt", "./a.txt", "link.txt"):
        done = annotate_cli("run", article, "-o", output)
        assert done.returncode == 2
        assert "is an input; results never take the place of their source" in done.said[0]
    assert (tmp_path / "a.txt").read_text() == "Bonjour.\n"


def test_output_that_is_there_is_replaced_whole(annotate_cli, article, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.tei.xml").write_text("old" * 100_000)
    (tmp_path / "b.tei.xml").write_text("old" * 100_000)
    assert annotate_cli("run", article, "-o", "out").returncode == 0
    assert annotate_cli("run", article, "-o", "b.tei.xml").returncode == 0
    assert written(tmp_path) == ["a.tei.xml"]
    one, other = (tmp_path / "out" / "a.tei.xml").read_bytes(), (tmp_path / "b.tei.xml").read_bytes()
    assert one == other
    assert one.endswith(b"</TEI>\n")


def test_a_job_that_fails_leaves_the_earlier_output_as_it_was(annotate_cli, article, fails, tmp_path):
    (tmp_path / "b.tei.xml").write_text("old")
    done = annotate_cli("run", article, "-o", "b.tei.xml", "--plugin-file", fails("1 / 0"), "--on-error", "fail")
    assert done.returncode == 3
    assert (tmp_path / "b.tei.xml").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


@pytest.mark.parametrize("output", ["a.txt/out/", "a.txt/out.tei.xml", "a.txt/", "/proc/nothing/", "/proc/nothing.xml"])
def test_a_place_that_cannot_be_written_is_3_with_one_line(annotate_cli, article, output):
    done = annotate_cli("run", article, "-o", output)
    assert (done.returncode, done.out) == (3, "")
    assert len(done.said) == 1
    assert done.said[0].startswith("annotate: stopped: cannot ")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("a disk of its own cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("output", ["disk/", "disk/all.jsonl"])
def test_a_full_disk_stops_the_job_with_one_line_and_leaves_nothing_half_written(annotate_cli, small_disk, output):
    line = json.dumps({"text": "x" * 20_000, "language": "fr"}) + "\n"
    done = annotate_cli("run", "-", "-t", "jsonl", "-o", output, stdin=line.encode() * 10)
    assert done.returncode == 3
    assert [line for line in done.said if "No space left on device" in line] == done.said[:1]
    assert done.said[0].startswith("annotate: stopped: cannot write disk")
    assert "Traceback" not in done.err
    assert "Exception ignored" not in done.err
    for path in small_disk.iterdir():
        assert path.suffix == ".jsonl", path
        assert path.read_bytes().endswith(b"}\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("format", ["tei", "jsonl"])
def test_a_full_standard_output_is_3_with_one_line(annotate_cli, article, format):
    with open("/dev/full", "wb") as full:
        done = annotate_cli("run", article, "-t", format, stdout=full)
    assert done.returncode == 3
    assert done.said == ["annotate: stopped: cannot write to standard output: No space left on device"]


def test_a_report_that_cannot_be_written_is_told_before_anything_else(annotate_cli, article, tmp_path):
    done = annotate_cli("run", article, "-o", "out", "--report", "a.txt/report.jsonl")
    assert done.returncode in (2, 3)
    assert len(done.said) == 1
    assert "cannot write the report a.txt/report.jsonl" in done.said[0]
    assert not (tmp_path / "out").exists()


def test_several_documents_cannot_stand_in_one_tei_file(annotate_cli):
    stdin = b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n'
    for output in ([], ["-o", "all.xml"]):
        done = annotate_cli("run", "-", *output, stdin=stdin)
        assert (done.returncode, done.out) == (2, "")
        assert len(done.said) == 1
        assert "give a folder with -o DIR, or use -t jsonl" in done.said[0]
    assert annotate_cli("run", "-", stdin=stdin.splitlines()[0]).returncode == 0


def test_of_two_records_with_one_id_the_second_is_failed_and_named(annotate_cli, tmp_path):
    stdin = b'{"id": "a/b", "text": "x"}\n{"id": "c", "text": "y"}\n{"id": "a/b", "text": "z"}\n'
    done = annotate_cli("run", "-", "-o", "out", stdin=stdin)
    assert done.returncode == 1
    assert written(tmp_path) == ["a/b.tei.xml", "c.tei.xml"]
    assert ">x</p>" in (tmp_path / "out/a/b.tei.xml").read_text()
    assert "a/b: failed: another document of this job has been written to out/a/b" in done.said[0]


def test_no_id_leads_out_of_the_output_folder(annotate_cli, tmp_path):
    ids = ["../../up", "/etc/passwd", "..", "a/../../b", "x" * 400, "é/\u0000", "con:aux"]
    stdin = "".join(json.dumps({"id": id, "text": "x"}) + "\n" for id in ids).encode()
    done = annotate_cli("run", "-", "-o", "deep/out", stdin=stdin)
    assert done.returncode == 0
    assert len(written(tmp_path, "deep/out")) == len(ids)
    assert [p.name for p in tmp_path.iterdir()] == ["deep"]
    assert annotate_cli("validate", "deep/out").returncode == 0


def test_a_bad_line_in_a_stream_costs_that_line_and_is_named_by_number(annotate_cli):
    lines = [
        b'{"id": "a", "text": "x"}',
        b'{"id": "b", "text": ',
        b'{"id": "c", "text": 5}',
        b'{"id": "d"}',
        b"[1]",
        b'{"id": "e", "text": "\xff"}',
        b"",
        b'{"id": "f", "text": "y"}',
    ]
    done = annotate_cli("run", "-", "-t", "jsonl", stdin=b"\n".join(lines))
    assert done.returncode == 1
    assert [r["id"] for r in done.records] == ["a", "f"]
    failed = [line for line in done.said if ": failed: " in line]
    assert len(failed) == 5
    for number, line in zip((2, 3, 4, 5, 6), failed, strict=True):
        assert line.startswith(f"annotate: -:{number}")


def test_a_link_that_leads_to_itself_is_named(annotate_cli, article, tmp_path):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    done = annotate_cli("run", "loop.txt", article, "-o", "out", timeout=20)
    assert done.returncode == 1
    assert done.said[0] == "annotate: loop.txt: failed: Too many levels of symbolic links"
    assert written(tmp_path) == ["a.tei.xml"]


@pytest.mark.parametrize("given", ["in", "in/**/*.txt"])
def test_links_round_in_a_circle_inside_a_folder_end(annotate_cli, tmp_path, given):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "sub" / "a.txt").write_text("Bonjour.\n")
    (tmp_path / "in" / "sub" / "up").symlink_to("..")
    (tmp_path / "in" / "sub" / "again").symlink_to("..")
    done = annotate_cli("run", given, "-o", "out", timeout=20)
    assert done.returncode == 0
    assert written(tmp_path) == ["sub/a.tei.xml"]


def test_results_in_the_input_folder_are_not_read_the_second_time(annotate_cli, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Bonjour.\n")
    for _ in range(3):
        done = annotate_cli("run", "../in", "-o", "../in/out", cwd=tmp_path / "in")
        assert (done.returncode, done.err) == (0, "")
    assert written(tmp_path, "in") == ["a.txt", "out/a.tei.xml"]


def test_a_name_that_is_not_utf_8_is_a_name(annotate_cli, tmp_path):
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (tmp_path / name).write_text("Bonjour.\n")
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    missing = os.fsdecode(b"th\xe9.txt")
    done = annotate_cli("run", name, missing, "-o", "out", "--report", "report.jsonl")
    assert done.returncode == 1
    assert done.said[0] == "annotate: th\\udce9.txt: failed: No such file or directory"
    assert written(tmp_path) == ["caf%ED%B3%A9.tei.xml"]
    assert annotate_cli("validate", "out").returncode == 0
    assert annotate_cli("run", name, "-t", "jsonl").records[0]["id"] == "caf\udce9"
    (tmp_path / "job.yaml").write_text("version: 1\ninput: {paths: '*.txt'}\nannotators: {x: }\noutput: {dir: out}\n")
    (tmp_path / "job.yaml").write_text((tmp_path / "job.yaml").read_text() + "plugin_files: x.py\n")
    (tmp_path / "x.py").write_text(
        "from annotate import hookimpl\nprovides = {'x'}\n@hookimpl\ndef annotate_document(document): ...\n"
    )
    listed = annotate_cli("batch", "job.yaml", "-n", env={"PYTHONIOENCODING": "utf-8:strict"})
    assert (listed.returncode, listed.stdout) == (0, b"caf\xe9.txt\n")


def test_an_empty_input_is_a_document(annotate_cli, tmp_path):
    (tmp_path / "a.txt").touch()
    done = annotate_cli("run", "a.txt", "-o", "out")
    assert (done.returncode, done.err) == (0, "")
    assert annotate_cli("validate", "out").returncode == 0
    assert annotate_cli("extract", "out/a.tei.xml").stdout == b""


@pytest.mark.parametrize("closed", [0, 1])
def test_a_closed_stream_is_one_line(annotate_cli, article, closed):
    done = annotate_cli("run", *([article] if closed else []), preexec_fn=lambda: os.close(closed))
    assert done.returncode in (2, 3)
    assert len(done.said) == 1
    assert "Traceback" not in done.err


@pytest.mark.slow
def test_a_line_of_a_hundred_megabytes(annotate_cli, tmp_path):
    text = "Un mot suit l'autre. " * 5_000_000
    (tmp_path / "a.txt").write_text(text)
    done = annotate_cli("run", "a.txt", "--language", "fr", "-o", "a.tei.xml", timeout=120)
    assert (done.returncode, done.err) == (0, "")
    assert annotate_cli("extract", "a.tei.xml", timeout=120).stdout == text.encode()


@pytest.mark.slow
def test_a_record_of_a_hundred_megabytes(annotate_cli):
    text = "Un mot suit l'autre. " * 5_000_000
    stdin = json.dumps({"id": "a", "text": text, "language": "fr"}).encode() + b'\n{"id": "b", "text": "x"}\n'
    done = annotate_cli("run", "-", "-t", "jsonl", stdin=stdin, timeout=120)
    assert (done.returncode, done.err) == (0, "")
    assert [(r["id"], len(r["text"])) for r in done.records] == [("a", len(text)), ("b", 1)]
