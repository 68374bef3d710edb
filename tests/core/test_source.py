"""An input as a reader sees it."""

from __future__ import annotations

import io
import tracemalloc
from functools import partial

import pytest

from annotate import Metadata, Source
from annotate.source import HEAD, Bounds, TooLarge, stem


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("a.txt", "a"),
        ("a.tei.xml", "a"),
        ("A.TEI.XML", "A"),
        ("wire.jsonl.gz", "wire"),
        ("a.txt.gz", "a"),
        ("A.HTML.ZST", "A"),
        ("notes.gz", "notes"),
        ("a.tei.xml.gz", "a"),
        ("day.zip", "day.zip"),
        ("day.tar.gz", "day.tar.gz"),
        ("day.TGZ", "day.TGZ"),
        ("crawl.warc.gz", "crawl.warc.gz"),
        ("a.b.txt", "a.b"),
        ("a", "a"),
        (".hidden", ".hidden"),
        (".tei.xml", ".tei"),
        ("a.", "a"),
    ],
)
def test_an_id_is_the_name_without_what_says_the_format(name, id):
    assert stem(name) == id


@pytest.mark.parametrize("data", [b"", b"short", b"x" * (3 * HEAD)])
def test_looking_at_the_head_consumes_nothing(tmp_path, data):
    (tmp_path / "a.txt").write_bytes(data)
    for source in (
        Source.from_bytes(data),
        Source.from_path(tmp_path / "a.txt"),
        Source.from_stream(io.BufferedReader(io.BytesIO(data), HEAD)),
    ):
        assert source.head == source.head == data[:HEAD]
        assert source.read() == data
        source.close()


def test_a_source_inside_another_is_called_after_both():
    outer = Source("in/day.zip", "day.zip", io.BytesIO, format="text", encoding="cp1252", bounds=Bounds(document=5))
    inner = outer.member("sub/a.txt.gz", io.BytesIO, encoding="utf-8", metadata=Metadata(url="https://example.org"))
    assert (inner.name, inner.id) == ("in/day.zip/sub/a.txt.gz", "day.zip/sub/a")
    assert (inner.format, inner.encoding, inner.bounds) == ("text", "cp1252", Bounds(document=5))
    assert inner.metadata.url == "https://example.org"
    unpacked = inner.unpacked(io.BytesIO)
    assert (unpacked.name, unpacked.id, unpacked.metadata) == (inner.name, inner.id, inner.metadata)
    assert (inner.suffix, unpacked.suffix) == (".gz", ".txt")


@pytest.mark.parametrize(
    ("name", "suffix"), [("a.tgz", ".tar"), ("a.tar.zst", ".tar"), ("a.gz", ""), ("-", ""), ("page.html", ".html")]
)
def test_what_is_unpacked_has_the_suffix_that_the_name_says(name, suffix):
    assert Source(name, "a", io.BytesIO).unpacked(io.BytesIO).suffix == suffix


def test_an_input_that_is_too_large_for_one_document_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    for source in (
        Source("a.txt", "a", partial(open, tmp_path / "a.txt", "rb"), bounds=Bounds(document=10)),
        Source("-", "stdin", lambda: io.BytesIO(b"x" * 11), bounds=Bounds(document=10)),
    ):
        with pytest.raises(TooLarge, match="larger than 10 bytes"):
            source.read()
        source.close()
    assert Source("-", "stdin", lambda: io.BytesIO(b"x" * 10), bounds=Bounds(document=10)).read() == b"x" * 10


def test_a_file_that_is_too_large_is_not_read_into_memory(tmp_path):
    with open(tmp_path / "a.txt", "wb") as file:
        file.truncate(2 << 30)
    source = Source.from_path(tmp_path / "a.txt")
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            source.read()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        source.close()
    assert peak < 1 << 20


def test_a_file_is_opened_when_it_is_looked_at(tmp_path):
    source = Source.from_path(tmp_path / "missing.txt")
    assert (source.id, source.suffix) == ("missing", ".txt")
    with pytest.raises(FileNotFoundError):
        source.head  # noqa: B018
