"""``annotate convert``: where results go, and what is said of losses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from annotate.tei.read import read_tei

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


@pytest.mark.parametrize("format", ["brat", "web-annotation", "jsonl"])
def test_what_was_converted_comes_back_as_the_formats_own(annotate_cli, tei, tmp_path, format):
    annotate_cli("convert", tei, "-t", format, "-t", "text", "-o", "out")
    (file,) = (path for path in (tmp_path / "out").iterdir() if path.suffix != ".txt")
    done = annotate_cli("convert", file, "-t", "tei", "-o", "back.tei.xml")
    assert done.returncode == 0
    assert annotate_cli("validate", "back.tei.xml").returncode == 0
    assert {run.plugin for run in read_tei(tmp_path / "back.tei.xml").runs} == {format}


def test_who_vouches_for_what_is_imported_is_named_and_scores_go(annotate_cli, tei):
    Path(tei.parent, "a.jsonl").write_bytes(annotate_cli("convert", tei, "-t", "jsonl").stdout)
    done = annotate_cli("convert", "a.jsonl", "--by", "Anne Martin", "-t", "tei")
    assert done.said == ["annotate: warning: left out 1 scores: they are a machine's, and Anne Martin vouches"]
    assert "Anne Martin vouches for what was read from jsonl" in done.out
    assert "cert=" not in done.out
    done = annotate_cli("convert", tei, "--by", "Anne Martin", "-t", "tei")
    assert (done.returncode, len(done.said)) == (2, 1)


def test_a_folder_stands_for_its_tei_files_or_for_those_of_the_format(annotate_cli, folder):
    annotate_cli("convert", folder, "-t", "brat", "-t", "text", "-o", "brat")
    assert len(annotate_cli("convert", "brat", "--from", "brat", "-t", "jsonl").records) == 3
    done = annotate_cli("convert", "brat", "-t", "jsonl")
    assert (done.returncode, done.said) == (2, ["annotate: brat: there is no *.tei.xml in this folder"])
    done = annotate_cli("convert", "brat", "--from", "conllu", "-t", "jsonl")
    assert (done.returncode, done.said) == (2, ["annotate: brat: there is no *.conllu in this folder"])


def test_an_unknown_format_to_read_is_told_with_those_there_are(annotate_cli, tei):
    done = annotate_cli("convert", tei, "--from", "word", "-t", "jsonl")
    assert done.returncode == 2
    assert "unknown input format 'word'; there are: brat, " in done.err


def test_a_plain_text_is_a_document_too_and_standard_input_is_read(annotate_cli, tmp_path):
    (tmp_path / "a.txt").write_text("Anne dort.")
    assert annotate_cli("convert", "a.txt", "-t", "jsonl").records[0]["text"] == "Anne dort."
    line = b'{"id": "a", "text": "Anne dort."}\n'
    assert annotate_cli("convert", "-", "--from", "jsonl", "-t", "text", stdin=line).out == "Anne dort."


def test_what_a_reader_could_not_take_is_said(annotate_cli, tmp_path):
    (tmp_path / "a.txt").write_text("Anne dort.")
    (tmp_path / "a.ann").write_text("T1\tA 0 4\tAnne\nX1\t\x1b[31mx\n")
    done = annotate_cli("convert", "a.ann", "-t", "tei")
    assert done.returncode == 0
    assert done.said == ["annotate: warning: a.ann: Line 2 ('X1') is not brat standoff as it is known here."]


@pytest.mark.parametrize(
    ("format", "library", "extra"), [("parquet", "pyarrow", "parquet"), ("docbin", "spacy", "spacy")]
)
@pytest.mark.parametrize("command", ["run", "convert", "batch"])
def test_a_format_whose_library_is_not_there_is_told_before_anything_begins(
    annotate_cli, tmp_path, tei, command, format, library, extra
):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(f"import sys\nsys.modules[{library!r}] = None\n")
    (tmp_path / "job.yaml").write_text(
        f"version: 1\ninput: {{paths: [{tei}]}}\nannotators: {{dates: {{}}}}\n"
        f"output: {{dir: out, formats: [{format}]}}\n"
    )
    given = ["job.yaml"] if command == "batch" else [tei, "-t", format, "-o", "out/"]
    done = annotate_cli(command, *given, env={"PYTHONPATH": str(tmp_path / "site")}, cwd=tmp_path)
    assert done.returncode == 2
    assert f"needs a library: pip install 'annotate-tei[{extra}]'" in done.err
    assert not (tmp_path / "out").exists()
