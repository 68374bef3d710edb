"""Lists of files to read, as find and tar know them."""

from __future__ import annotations

import os

import pytest

from annotate.errors import UsageError
from annotate.job import FileList


@pytest.fixture
def listed(tmp_path, found):
    """What is found of a list of files."""

    def listed_(content, *paths, **options):
        (tmp_path / "list").write_bytes(content)
        return found(*paths, lists=(FileList("list", tmp_path, **options),))

    return listed_


def test_a_list_names_files_and_is_mirrored_by_their_paths(corpus, listed):
    names = b"corpus/sub/c.txt\ncorpus/a.txt\n\ncorpus/sub/../b.txt"
    assert listed(names) == [
        ("corpus/sub/c.txt", "corpus/sub/c", ""),
        ("corpus/a.txt", "corpus/a", ""),
        ("corpus/sub/../b.txt", "corpus/b", ""),
    ]
    assert [id for _, id, _ in listed(names, "corpus/a.txt")] == ["a", "corpus/sub/c", "corpus/a", "corpus/b"]


def test_absolute_names_and_those_that_lead_upwards_stay_within_the_output(corpus, listed, tmp_path):
    ids = [id for _, id, _ in listed(f"{corpus}/a.txt\n../../x/b.txt\n".encode())]
    assert ids == [f"{corpus}/a".removeprefix("/"), "x/b"]


@pytest.mark.parametrize("null", [True, False])
def test_names_may_end_with_nul_and_then_hold_line_ends(tmp_path, listed, null):
    for name in ("a\nb.txt", " c.txt", "d[1].txt"):
        (tmp_path / name).touch()
    assert listed(b"a\nb.txt\0 c.txt\0d[1].txt\0", null=null) == [
        ("a\nb.txt", "a\nb", ""),
        (" c.txt", " c", ""),
        ("d[1].txt", "d[1]", ""),
    ]


def test_one_name_that_does_not_end_with_nul_is_taken_whole_if_the_user_says_so(tmp_path, listed):
    (tmp_path / "a\nb.txt").touch()
    assert listed(b"a\nb.txt", null=True) == [("a\nb.txt", "a\nb", "")]


def test_a_list_with_the_line_ends_of_windows_is_one(corpus, listed):
    assert [id for _, id, _ in listed(b"corpus/a.txt\r\ncorpus/b.txt\r\n")] == ["corpus/a", "corpus/b"]


def test_names_in_a_list_may_be_of_any_bytes_and_number(tmp_path, listed):
    names = [b"caf\xe9.txt", *(b"%d.txt" % n for n in range(20_000))]
    assert [os.fsencode(name) for name, _, _ in listed(b"\n".join(names))] == names


def test_what_a_list_names_wrongly_is_told_by_name(corpus, listed, tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert listed(b"missing.txt\ncorpus\ncorpus/a.txt\npipe.txt\n/dev/null\n*.txt\n") == [
        ("missing.txt", "missing", "No such file or directory"),
        ("corpus", "corpus", "it is a folder; a list names files only"),
        ("corpus/a.txt", "corpus/a", ""),
        ("pipe.txt", "pipe", "it is a FIFO; to read it, name it as an input of its own"),
        ("/dev/null", "dev/null", "it is neither a file nor a folder"),
        ("*.txt", "*", "No such file or directory"),
    ]


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_a_list_that_cannot_be_read_is_a_mistake_of_the_command(tmp_path, found, make):
    make(tmp_path / "list")
    with pytest.raises(UsageError, match=r"list: the list of files cannot be read: (No such file|Is a directory)"):
        found(lists=(FileList("list", tmp_path),))


JOB = """
version: 1
input: {paths: [a.txt], language: fr}
annotators: {nothing: }
plugin_files: nothing.py
output: {dir: out, formats: jsonl}
"""


@pytest.fixture
def job(tmp_path, plugin_file):
    """A job beside four texts, in a folder of its own."""
    plugin_file(
        "nothing", "from annotate import hookimpl\nprovides = {'x'}\n@hookimpl\ndef annotate_document(document): ..."
    )
    (tmp_path / "job.yaml").write_text(JOB)
    for name in ("a", "b", "c", "d"):
        (tmp_path / f"{name}.txt").write_text(f"{name}\n")
    return "job.yaml"


@pytest.mark.parametrize(
    ("options", "list"), [([], b"b.txt\nc.txt\n"), (["-0"], b"b.txt\0c.txt\0"), (["--null"], b"b.txt\0c.txt\0")]
)
def test_run_reads_the_listed_files_in_their_order(annotate_cli, job, options, list):
    done = annotate_cli("run", "--files-from", "-", *options, "-t", "jsonl", stdin=list)
    assert (done.returncode, [r["id"] for r in done.records]) == (0, ["b", "c"])


def test_listed_files_come_after_those_that_are_named(annotate_cli, job, tmp_path):
    (tmp_path / "list").write_text("b.txt\n")
    done = annotate_cli("run", "d.txt", "--files-from", "list", "-t", "jsonl")
    assert [r["id"] for r in done.records] == ["d", "b"]


def test_for_batch_the_list_stands_in_for_the_jobs_inputs(annotate_cli, job, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "e.txt").write_text("e\n")
    listed = ("batch", "../job.yaml", "--files-from", "-")
    done = annotate_cli(*listed, stdin=b"../b.txt\ne.txt\n", cwd=tmp_path / "elsewhere")
    assert (done.returncode, done.said[0]) == (0, "2 documents: 2 ok")
    assert sorted(p.name for p in (tmp_path / "out").glob("*.jsonl")) == ["b.jsonl", "e.jsonl"]


def test_a_job_may_name_lists_beside_itself(annotate_cli, job, tmp_path):
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "list").write_text("../c.txt\n")
    text = JOB.replace("paths: [a.txt]", "files_from: list, paths: ../d.txt").replace("nothing.py", "../nothing.py")
    (tmp_path / "jobs" / "job.yaml").write_text(text)
    done = annotate_cli("batch", "jobs/job.yaml", "-n")
    assert done.out.splitlines() == ["jobs/../d.txt", "jobs/../c.txt"]
    replaced = annotate_cli("run", "-c", "jobs/job.yaml", "a.txt", "-t", "jsonl")
    assert [r["id"] for r in replaced.records] == ["a"]


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["-", "--files-from", "-"], "standard input (-) can be read once only"),
        (["a.txt", "-0"], "-0 is about the list of --files-from FILE"),
        (["--files-from", "missing"], "missing: the list of files cannot be read: No such file or directory"),
    ],
)
def test_a_wrong_use_of_lists_is_2(annotate_cli, job, args, why):
    done = annotate_cli("run", *args)
    assert (done.returncode, done.said) == (2, [f"annotate: {why}"])
