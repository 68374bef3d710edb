"""``annotate convert``: where results go, and what is said of losses."""

from __future__ import annotations

import csv
import io
import json

import pytest

TABLE = """
    from annotate import Format, hookimpl
    formats = {"ids": Format(".ids", stream=True, header=b"id\\n")}

    @hookimpl
    def annotate_write(document, out):
        out.write(b"id\\n" + document.id.encode() + b"\\n")

    @hookimpl
    def annotate_losses(document, format):
        return [f"spans of {format}"] * 3
"""


@pytest.fixture
def folder(annotate_cli, tmp_path):
    """Three annotated files."""
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"Texte {name}.")
    assert annotate_cli("run", "a.txt", "b.txt", "c.txt", "-o", "out/").returncode == 0
    return tmp_path / "out"


@pytest.mark.parametrize(
    "format", ["jsonl", "csv", "brat", "conllu", "web-annotation", "turtle", "markdown", "text", "tei-inline"]
)
def test_a_file_is_written_as_the_document_would_be(annotate_cli, tei, document, write, format):
    done = annotate_cli("convert", tei, "-t", format)
    assert done.returncode == 0
    assert done.stdout == write(document, format)


def test_tei_converted_to_tei_is_the_same_bytes_and_nothing_is_said(annotate_cli, tei):
    done = annotate_cli("convert", tei, "-t", "tei")
    assert done.stdout == tei.read_bytes()
    assert done.said == []


def test_each_kind_of_loss_is_one_line_with_its_number(annotate_cli, tei):
    said = annotate_cli("convert", tei, "-t", "csv").said
    assert "annotate: warning: csv has no place for links between annotations (1)" in said
    assert len(said) == len(set(said))


def test_a_table_of_several_documents_has_one_header(annotate_cli, folder):
    assert annotate_cli("convert", folder, "-t", "csv").out.count("document,layer") == 1
    assert annotate_cli("convert", folder, "-t", "csv", "-o", "all.csv").returncode == 0
    rows = list(csv.DictReader(io.StringIO((folder.parent / "all.csv").read_text(), newline="")))
    assert rows == []
    annotate_cli("convert", folder, "-t", "csv", "-o", "tables/")
    assert {p.read_text().count("document,layer") for p in (folder.parent / "tables").iterdir()} == {1}


def test_a_run_writes_one_header_too(annotate_cli, tmp_path, plugin_file):
    plugin = plugin_file("ids", TABLE)
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("Texte.")
    assert annotate_cli("run", "a.txt", "b.txt", "-t", "ids", "--plugin-file", plugin).out == "id\na\nb\n"
    annotate_cli("run", "a.txt", "b.txt", "-t", "ids", "--plugin-file", plugin, "-o", "all.ids")
    assert (tmp_path / "all.ids").read_text() == "id\na\nb\n"


def test_a_plugins_format_is_converted_to_and_says_its_losses(annotate_cli, folder, plugin_file):
    done = annotate_cli("convert", folder, "-t", "ids", "--plugin-file", plugin_file("ids", TABLE))
    assert done.out == "id\na\nb\nc\n"
    assert done.said == ["annotate: warning: ids has no place for spans of ids (9)"]


def test_several_formats_go_into_a_folder(annotate_cli, folder):
    assert annotate_cli("convert", folder, "-t", "brat", "-t", "text", "-o", "brat").returncode == 0
    names = [p.name for p in sorted((folder.parent / "brat").iterdir())]
    assert names == ["a.ann", "a.txt", "b.ann", "b.txt", "c.ann", "c.txt"]


def test_several_documents_need_a_folder_where_a_file_holds_one(annotate_cli, folder):
    done = annotate_cli("convert", folder, "-t", "web-annotation", "-o", "all.jsonld")
    assert done.returncode == 2
    assert done.said == [
        "annotate: several documents cannot stand in one web-annotation file; give a folder with -o DIR"
    ]
    assert not (folder.parent / "all.jsonld").exists()


def test_no_result_takes_the_place_of_its_source(annotate_cli, tei):
    before = tei.read_bytes()
    done = annotate_cli("convert", tei, "-t", "jsonl", "-o", tei)
    assert (done.returncode, tei.read_bytes()) == (2, before)
    assert "results never take the place of their source" in done.err


def test_a_broken_file_is_told_with_its_line_and_no_result_is_left(annotate_cli, folder):
    (folder / "b.tei.xml").write_text("<TEI>")
    done = annotate_cli("convert", folder, "-t", "jsonl", "-o", "all.jsonl")
    assert done.returncode == 2
    assert len(done.said) == 1
    assert "b.tei.xml:1" in done.err
    assert not [p for p in folder.parent.iterdir() if "jsonl" in p.name]


def test_a_writer_that_breaks_is_told_in_one_line(annotate_cli, tei, plugin_file):
    broken = plugin_file("ids", TABLE.replace("out.write", "raise ValueError('no ink')\n        out.write"))
    done = annotate_cli("convert", tei, "-t", "ids", "--plugin-file", broken)
    assert (done.returncode, done.said) == (1, ["annotate: pont: writer ids: ValueError: no ink"])


def test_a_file_without_a_line_is_written_too(annotate_cli, tmp_path):
    (tmp_path / "a.txt").write_text("Rien.")
    annotate_cli("run", "a.txt", "-o", "a.tei.xml")
    assert annotate_cli("convert", "a.tei.xml", "-t", "brat", "-o", "a.ann").returncode == 0
    assert (tmp_path / "a.ann").read_bytes() == b""


def test_sentences_of_several_documents_have_identifiers_of_their_own(annotate_cli, folder):
    lines = annotate_cli("convert", folder, "-t", "conllu").out.splitlines()
    assert [line for line in lines if "sent_id" in line] == [f"# sent_id = {name}-1" for name in "abc"]


def test_json_lines_of_a_folder_are_whole(annotate_cli, folder):
    records = annotate_cli("convert", folder, "-t", "jsonl").records
    assert [record["id"] for record in records] == ["a", "b", "c"]
    assert json.dumps(records[0]["text"]) == '"Texte a."'
