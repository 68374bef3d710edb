"""An input as a reader sees it."""

from __future__ import annotations

import io

import pytest

from annotate import Source
from annotate.source import HEAD, stem


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("a.txt", "a"),
        ("a.tei.xml", "a"),
        ("A.TEI.XML", "A"),
        ("wire.jsonl.gz", "wire"),
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


def test_a_file_is_opened_when_it_is_looked_at(tmp_path):
    source = Source.from_path(tmp_path / "missing.txt")
    assert (source.id, source.suffix) == ("missing", ".txt")
    with pytest.raises(FileNotFoundError):
        source.head  # noqa: B018
