"""``annotate show``, in the terminal and as pages on disk."""

from __future__ import annotations

import json

import click
import pytest

from annotate.tei.write import write_tei
from annotate.testing import annotate_document, make_document
from annotate.views.terminal import terminal


@pytest.fixture
def file(document, tmp_path):
    path = tmp_path / "a.tei.xml"
    with path.open("wb") as out:
        write_tei(document, out)
    return path


def plain(document, *layers):
    return [click.unstyle(line) for line in terminal(document, layers)]


def test_the_text_carries_labels_and_brackets_close_the_inner_first(document):
    text = plain(document)[3:6]
    assert text[0] == (
        "[« Le [pont ferme [lundi:2024-03-04]:mixed, Anne Kervella] »:direct, Anne Kervella], "
        "a dit [Anne Kervella:person] à [Brest:place?]."
    )
    assert text[2] == "Elle [« regrette »:scare] [ce 3 mars:2024-03?]."


def test_what_was_found_is_listed(document):
    lines = "\n".join(plain(document))
    for expected in (
        "person       Anne Kervella (Kervella)",
        "Anne Kervella (mixed): pont ferme lundi",
        "2024-03: ce 3 mars  ? The year is a guess.; or 2023-03-03",
        "Anne Kervella: KERVELLA (A list, e1)  grade A; reason same name",
    ):
        assert expected in lines


def test_one_layer_can_be_shown_alone(document):
    lines = plain(document, "date")
    assert "a dit Anne Kervella à Brest." in lines[3]
    assert "[lundi:2024-03-04]" in lines[3]
    assert "  quote (not shown): direct 1, mixed 1, scare 1" in lines


def test_a_document_that_no_plugin_saw_says_so():
    assert "  none: no plugin ran on this document" in plain(make_document("Rien."))


def test_a_terminal_is_never_told_anything_by_a_document():
    hostile = "\x1b]0;title\x07 \x9b31m \u202etxet\u202c"
    lines = plain(make_document(f"Un {hostile} deux."))
    assert not any(c in line for line in lines for c in "\x1b\x07\x9b\u202e")
    assert "\\u001b]0;title\\u0007" in "\n".join(lines)


def test_no_colours_go_into_a_pipe_unless_asked_for(annotate_cli, file):
    assert b"\x1b[" not in annotate_cli("show", file).stdout
    assert b"\x1b[" in annotate_cli("show", file, "--color", "always").stdout


def test_an_unknown_layer_is_told(annotate_cli, file):
    done = annotate_cli("show", file, "-l", "dates")
    assert done.said == ["annotate: warning: document: there is no layer 'dates'; there are: date, listed, name, quote"]


def test_one_document_is_one_page_and_several_a_folder_with_an_index(annotate_cli, file, tmp_path):
    assert annotate_cli("show", file, "--html", "page.html").returncode == 0
    assert (tmp_path / "page.html").read_text().startswith("<!DOCTYPE html>")
    other = annotate_document(make_document("Un 100 % autre."))
    other._id = "sous/b 50%"
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.tei.xml").write_bytes(file.read_bytes())
    with (folder / "b.tei.xml").open("wb") as out:
        write_tei(other, out)
    done = annotate_cli("show", folder, "--html", "site/")
    assert done.returncode == 0, done.err
    assert done.said == ["2 pages in site"]
    index = (tmp_path / "site/index.html").read_text()
    assert 'href="sous/b%2050%2525.html"' in index
    assert (tmp_path / "site/sous/b 50%25.html").exists()


def test_several_documents_do_not_go_into_one_page(annotate_cli, file, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.tei.xml").write_bytes(file.read_bytes())
    done = annotate_cli("show", "in", "--html", "page.html")
    assert done.returncode == 2
    assert "several documents need a folder; write --html page/" in done.err
    assert not (tmp_path / "page.html").exists()


def test_what_is_no_file_of_ours_is_told_in_a_line(annotate_cli, tmp_path):
    (tmp_path / "x.tei.xml").write_text("<TEI/>")
    done = annotate_cli("show", "x.tei.xml")
    assert (done.returncode, len(done.said)) == (2, 1)
    assert "x.tei.xml" in done.err


def test_a_run_writes_pages_too(annotate_cli, plugin_file, tmp_path):
    source = """
        from annotate import Annotation, hookimpl
        provides = {"first"}

        @hookimpl
        def annotate_document(document):
            yield Annotation("first", (0, 1))
    """
    first = plugin_file("first", source)
    lines = "".join(json.dumps({"id": id, "text": "Bonjour.", "language": "fr"}) + "\n" for id in "ab")
    done = annotate_cli("run", "-", "-t", "html", "-o", "out/", "--plugin-file", first, stdin=lines.encode())
    assert done.returncode == 0, done.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.html", "b.html"]
