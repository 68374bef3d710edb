"""From what the user names to documents."""

from __future__ import annotations

import os

import pytest

from annotate.errors import UsageError
from annotate.inputs import find
from annotate.job import Inputs
from annotate.plugins import load_registry
from annotate.reading import Reading
from annotate.source import Unreadable


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.setenv("ANNOTATE_PLUGINS", "")

    def read_(*paths, **options):
        inputs = Inputs(paths=tuple(map(str, paths)), base=tmp_path, **options)
        return list(Reading(load_registry(), inputs).documents(find(inputs)))

    return read_


def test_a_folder_is_read_by_name_with_its_sub_folders_mirrored_and_hidden_files_left_out(corpus, found):
    assert found("corpus") == [
        ("corpus/a.txt", "a", ""),
        ("corpus/b.txt", "b", ""),
        ("corpus/sub/c.txt", "sub/c", ""),
        ("corpus/sub/notes.bak", "sub/notes", ""),
        ("corpus/sub/deep/d.txt", "sub/deep/d", ""),
    ]


def test_a_hidden_file_that_is_named_is_read(corpus, found):
    assert found("corpus/.hidden.txt") == [("corpus/.hidden.txt", ".hidden", "")]


def test_inputs_come_in_the_order_given(corpus, found):
    assert [name for name, _, _ in found("corpus/b.txt", "corpus/a.txt")] == ["corpus/b.txt", "corpus/a.txt"]


def test_a_glob_mirrors_what_its_wildcards_stand_for(corpus, found):
    assert found("corpus/**/*.txt") == [
        ("corpus/a.txt", "a", ""),
        ("corpus/b.txt", "b", ""),
        ("corpus/sub/c.txt", "sub/c", ""),
        ("corpus/sub/deep/d.txt", "sub/deep/d", ""),
    ]
    assert [id for _, id, _ in found("corpus/s*/*.txt")] == ["sub/c"]
    assert [id for _, id, _ in found("corpus/[ab].txt")] == ["a", "b"]


def test_a_glob_may_lead_upwards_or_be_absolute(corpus, found):
    assert [id for _, id, _ in found("corpus/../corpus/*.txt")] == ["a", "b"]
    assert [id for _, id, _ in found(f"{corpus}/*.txt")] == ["a", "b"]


def test_two_stars_at_the_end_stand_for_all_files(corpus, found):
    assert [id for _, id, _ in found("corpus/sub/**")] == ["c", "deep/d", "notes"]


def test_a_glob_that_matches_nothing_is_told(found):
    assert found("*.txt") == [("*.txt", "*.txt", "no file matches")]


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path, found):
    (tmp_path / "a[1].txt").touch()
    assert found("a[1].txt") == [("a[1].txt", "a[1]", "")]


def test_excluded_files_are_left_out(corpus, found):
    ids = [id for _, id, _ in found("corpus", exclude=("*.bak", "corpus/sub/deep/*", "b.*"))]
    assert ids == ["a", "sub/c", "sub/deep/d"]
    assert [id for _, id, _ in found("corpus", exclude=("*/sub/*",))] == ["a", "b"]


def test_only_included_files_are_read_and_excluded_ones_are_not(corpus, found):
    def ids(**globs):
        return [id for _, id, _ in found("corpus", **globs)]

    assert ids(include=("*.bak",)) == ["sub/notes"]
    assert ids(include=("sub/*.txt",)) == ["sub/c", "sub/deep/d"]
    assert ids(include=("*.txt",), exclude=("sub/deep/*",)) == ["a", "b", "sub/c"]
    assert [id for _, id, _ in found("corpus/**", include=("c.*", "d.*"))] == ["sub/c", "sub/deep/d"]


def test_a_file_that_is_named_is_read_whatever_the_globs_are(corpus, found):
    assert found("corpus/a.txt", include=("*.html",), exclude=("*.txt",)) == [("corpus/a.txt", "a", "")]


def test_a_fifo_is_read_if_it_is_named_and_not_if_it_is_met(corpus, found):
    os.mkfifo(corpus / "pipe.txt")
    assert found("corpus/pipe.txt") == [("corpus/pipe.txt", "pipe", "")]
    for given in ("corpus", "corpus/*.txt"):
        problems = [problem for name, _, problem in found(given) if name == "corpus/pipe.txt"]
        assert problems == ["it is a FIFO; to read it, name it as an input of its own"]


@pytest.mark.parametrize("given", ["corpus", "corpus/../corpus", "corpus/**/*.txt", "corpus/**"])
@pytest.mark.parametrize("output", ["corpus/sub", "corpus/../corpus/sub", "corpus/sub/"])
def test_results_inside_the_input_folder_are_not_read_again(corpus, found, tmp_path, given, output):
    assert [id for _, id, _ in found(given, leave_out=[tmp_path / output])] == ["a", "b"]


def test_nor_through_a_link(corpus, found, tmp_path):
    (tmp_path / "link").symlink_to(corpus)
    assert [id for _, id, _ in found("link", leave_out=[corpus / "sub"])] == ["a", "b"]
    assert [id for _, id, _ in found("corpus", leave_out=[tmp_path / "link" / "sub"])] == ["a", "b"]


def test_what_is_not_there_is_told_by_name(found):
    ((name, _, problem),) = found("missing.txt")
    assert (name, problem) == ("missing.txt", "No such file or directory")


def test_a_name_that_no_file_can_have_is_told(found):
    ((_, _, problem),) = found("x" * 300 + ".txt")
    assert problem == "File name too long"


def test_a_device_is_not_an_input(found):
    ((_, _, problem),) = found("/dev/null")
    assert problem == "it is neither a file nor a folder"


def test_links_in_a_folder_never_lead_round_in_a_circle(corpus, found):
    (corpus / "sub" / "up").symlink_to(corpus)
    (corpus / "sub" / "same").symlink_to("same")
    (corpus / "sub" / "gone.txt").symlink_to("nowhere.txt")
    problems = {name: problem for name, _, problem in found("corpus") if problem}
    assert problems == {
        "corpus/sub/up": "a symbolic link to a folder is not followed",
        "corpus/sub/same": "Too many levels of symbolic links",
        "corpus/sub/gone.txt": "No such file or directory",
    }


@pytest.mark.parametrize("pattern", ["corpus/**/*.txt", "corpus/**"])
def test_nor_does_a_glob(corpus, found, pattern):
    for name in ("one", "two", "three"):
        (corpus / "sub" / name).symlink_to(corpus)
    assert [id for _, id, _ in found(pattern, exclude=("*.bak",))] in (
        ["a", "b", "sub/c", "sub/deep/d"],
        ["a", "b", "sub/c", "sub/deep/d", "sub/one", "sub/three", "sub/two"],
    )


def test_a_link_to_a_file_is_that_file(corpus, found):
    (corpus / "z.txt").symlink_to(corpus / "a.txt")
    assert ("corpus/z.txt", "z", "") in found("corpus")


def test_the_option_wins_over_what_the_input_says(tmp_path, read):
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "Bonjour.", "language": "de", "date": "2020-01-01"}\n')
    (stated,) = read("a.jsonl")
    assert (stated.language, stated.date, stated.metadata.date_from) == ("de", "2020-01-01", "metadata")
    (told,) = read("a.jsonl", language="fr", date="2024-02-20")
    assert (told.language, told.date, told.metadata.date_from) == ("fr", "2024-02-20", "option")
    assert told.metadata.language_from == "option"


def test_the_first_that_gives_a_date_has_it(tmp_path, read):
    (tmp_path / "2023-05-06_a.jsonl").write_text('{"id": "1", "text": "a", "date": "2020-01-01"}\n')
    for order, date in ((("filename", "metadata"), "2023-05-06"), (("metadata", "filename"), "2020-01-01")):
        (document,) = read("2023-05-06_a.jsonl", date_from=order)
        assert document.date == date
    (document,) = read("2023-05-06_a.jsonl", date_from=("filename",))
    assert (document.metadata.date_from, document.metadata.date_cert) == ("filename", "medium")


def test_no_date_is_taken_from_a_name_unasked(tmp_path, read):
    (tmp_path / "2023-05-06.txt").write_text("Bonjour.\n")
    assert read("2023-05-06.txt")[0].date is None
    assert read("2023-05-06.txt", date_from=("filename",))[0].date == "2023-05-06"


@pytest.mark.parametrize("name", ["2024-13-06.txt", "20240101_20240202.txt", "120240101.txt", "a.txt"])
def test_a_name_without_one_clear_date_gives_none(tmp_path, read, name):
    (tmp_path / name).write_text("Bonjour.\n")
    assert read(name, date_from=("filename",))[0].date is None


def test_of_what_no_reader_takes_is_said_what_it_is_and_who_was_asked(tmp_path, read):
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\xde\xad")
    (unreadable,) = read("a.txt")
    assert isinstance(unreadable, Unreadable)
    for reader in ("tei, ", "html, ", "jsonl.", "text: It is a PNG image"):
        assert reader in unreadable.reason
    assert not unreadable.passed_over


def test_what_is_met_in_a_folder_and_is_no_document_is_passed_over(tmp_path, read):
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert [u.passed_over for u in read("f")] == [True]
    assert [u.passed_over for u in read("f/picture.png")] == [False]


def test_a_reader_by_name_is_the_only_one_asked(tmp_path, read):
    (tmp_path / "a.html").write_text("<html><body><p>Bonjour.</p></body></html>")
    assert read("a.html", format="text")[0].text.startswith("<html>")
    with pytest.raises(UsageError, match=r"unknown input format 'txt'; there are: .*html, jsonl, .*tar, tei, text, "):
        read("a.html", format="txt")


def test_a_plugins_reader_that_breaks_costs_its_input_only(annotate_cli, plugin_file, tmp_path):
    reader = plugin_file(
        "odd",
        """
        from annotate import Declined, hookimpl
        @hookimpl
        def annotate_read(source):
            if not source.name.endswith("bad.txt"):
                raise Declined("It is not bad.")
            raise ValueError("oh")
        """,
    )
    for name in ("good.txt", "bad.txt"):
        (tmp_path / name).write_text("Bonjour.\n")
    done = annotate_cli("run", "bad.txt", "good.txt", "-t", "jsonl", "--plugin-file", reader)
    assert done.returncode == 1
    assert [r["id"] for r in done.records] == ["good"]
    assert "annotate: bad.txt: failed: reader odd: ValueError: oh" in done.said


def test_a_document_says_where_it_came_from_but_not_where_that_lies(corpus, read):
    assert [d.metadata.source for d in read("corpus", exclude=("*.bak",))] == [
        "a.txt",
        "b.txt",
        "sub/c.txt",
        "sub/deep/d.txt",
    ]
    assert read(corpus / "sub" / "c.txt")[0].metadata.source == "c.txt"
