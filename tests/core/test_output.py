"""Where results go."""

from __future__ import annotations

import errno
import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import OutputError
from annotate.filenames import DuplicateOutput, clashes, file_name
from annotate.job import Outputs
from annotate.output import open_sink, write_atomically
from annotate.writers import FORMATS

TEI = {"tei": b"<TEI/>"}


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("a", "a"),
        ("2024/02/a b", "2024/02/a b"),
        ("l'été à 東京", "l'été à 東京"),
        ("..", "%2E%2E"),
        ("a/../../b", "a/%2E%2E/%2E%2E/b"),
        ("./a", "%2E/a"),
        ("...", "%2E%2E%2E"),
        ("/etc/passwd", "etc/passwd"),
        ("a//b/", "a/b"),
        ("", "_"),
        ("///", "_"),
        ("a\\b:c*?", "a%5Cb%3Ac%2A%3F"),
        ("a\0\n", "a%00%0A"),
        ("100%", "100%25"),
        ("\ud800", "%ED%A0%80"),
    ],
)
def test_an_id_becomes_a_name_inside_the_folder(id, name):
    assert file_name(id) == name


names = st.text(st.characters() | st.sampled_from("./\\%\0 é"), max_size=300)


@given(names)
def test_no_id_leads_out_of_the_folder_or_is_too_long(id):
    name = file_name(id)
    parts = name.split("/")
    assert not name.startswith("/")
    assert all(part and part not in (".", "..") and "\0" not in part for part in parts)
    assert all(len(part.encode()) <= 190 for part in parts)


@given(names, names)
def test_different_ids_have_different_names(a, b):
    def meant(id):
        return [part for part in id.split("/") if part] or ["_"]

    assert (file_name(a) == file_name(b)) == (meant(a) == meant(b))


def test_long_ids_that_begin_alike_have_different_names():
    assert file_name("x" * 1000) != file_name("x" * 1001)
    assert file_name("x" * 1000).startswith("xxxx")


def test_a_folder_gets_a_file_for_each_document_and_format(tmp_path):
    sink = open_sink(Outputs(folder=tmp_path / "out" / "deep", formats=("tei", "jsonl")), FORMATS)
    places = sink.store("a/b", {"tei": b"<TEI/>", "jsonl": b"{}\n"})
    assert places == (str(tmp_path / "out/deep/a/b.tei.xml"), str(tmp_path / "out/deep/a/b.jsonl"))
    assert (tmp_path / "out/deep/a/b.tei.xml").read_bytes() == b"<TEI/>"


def test_a_second_document_of_one_name_is_refused_and_the_first_stays(tmp_path):
    sink = open_sink(Outputs(folder=tmp_path), FORMATS)
    sink.store("a//b", TEI)
    with pytest.raises(DuplicateOutput, match="ids must differ"):
        sink.store("a/b", {"tei": b"other"})
    assert (tmp_path / "a/b.tei.xml").read_bytes() == b"<TEI/>"


def test_a_file_that_was_there_before_the_job_is_replaced(tmp_path):
    (tmp_path / "a.tei.xml").write_text("old")
    open_sink(Outputs(folder=tmp_path), FORMATS).store("a", TEI)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.tei.xml", b"<TEI/>")]


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_text("old")

    def full(self, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_atomically(path, b"new")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a", "old")]


def test_one_file_takes_its_place_when_the_job_ends(tmp_path):
    path = tmp_path / "all.jsonl"
    path.write_text("old")
    sink = open_sink(Outputs(file=path, formats=("jsonl",)), FORMATS)
    sink.store("a", {"jsonl": b"1\n"})
    sink.store("b", {"jsonl": b"2\n"})
    assert path.read_text() == "old"
    sink.close()
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("all.jsonl", "1\n2\n")]


def test_if_there_was_nothing_to_write_an_earlier_file_stays(tmp_path):
    path = tmp_path / "all.jsonl"
    path.write_text("old")
    open_sink(Outputs(file=path), FORMATS).close()
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("all.jsonl", "old")]


@pytest.mark.parametrize("mask", [0o022, 0o077])
@pytest.mark.parametrize("target", ["out/", "one.tei.xml"])
def test_results_have_the_permissions_that_the_umask_gives(annotate_cli, tmp_path, mask, target):
    (tmp_path / "a.txt").write_text("Bonjour.\n")
    assert annotate_cli("run", "a.txt", "-o", target, preexec_fn=lambda: os.umask(mask)).returncode == 0
    (written,) = tmp_path.rglob("*.tei.xml")
    assert stat.S_IMODE(written.stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize("outputs", [{"folder": "file/out"}, {"file": "file/a.xml"}, {"folder": "file"}])
def test_a_place_that_cannot_be_had_is_one_line(tmp_path, outputs):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot ") as caught:
        open_sink(Outputs(**{k: tmp_path / v for k, v in outputs.items()}), FORMATS)
    assert "\n" not in str(caught.value)


def test_every_two_inputs_that_would_write_one_file_are_told():
    found = clashes([("a", "x/a.txt"), ("b", "b.txt"), ("a", "y/a.txt"), ("a", "z/a.html")])
    assert len(found) == 2
    assert found[0].startswith("x/a.txt and y/a.txt would both be written to a;")
    assert clashes([("a", "a.txt"), ("b", "b.txt")]) == []
