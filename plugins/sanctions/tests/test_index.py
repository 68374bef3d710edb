"""The compiled index: found again, made anew when it must be, and never in the way."""

import pytest
from annotate_sanctions.index import open_index
from annotate_sanctions.personal import read_press

EMPTY = ",-0- " * 8


@pytest.fixture
def lists(tmp_path):
    path = tmp_path / "sdn.csv"
    path.write_text(f'77,"PETROV, Ivan Sergeevich",individual,TEST{EMPTY}\n', encoding="utf-8")
    return [str(path)]


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache" / "annotate" / "sanctions"


def ids(index):
    return [index.entry(found.entry)[1].id for found in index.find_people(read_press("Ivan Petrov"))]


def test_it_is_made_once_for_the_same_files(lists, cache):
    assert ids(open_index(lists)) == ["77"]
    (file,) = cache.iterdir()
    before = file.stat().st_mtime_ns
    assert ids(open_index(lists)) == ["77"] and file.stat().st_mtime_ns == before


def test_another_content_is_another_index(lists, cache, tmp_path):
    open_index(lists)
    (tmp_path / "sdn.csv").write_text(f'78,"PETROV, Ivan",individual,TEST{EMPTY}\n', encoding="utf-8")
    assert ids(open_index(lists)) == ["78"] and len(list(cache.iterdir())) == 2


@pytest.mark.parametrize("content", [b"", b"rubbish", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_broken_one_is_made_anew(lists, cache, content):
    open_index(lists)
    (file,) = cache.iterdir()
    file.write_bytes(content)
    assert ids(open_index(lists)) == ["77"]
    assert ids(open_index(lists)) == ["77"] and len(list(cache.iterdir())) == 1


def test_where_nothing_can_be_written_it_stays_in_memory(lists, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert ids(open_index(lists)) == ["77"]


def test_it_knows_the_lists_and_their_files(lists):
    index = open_index(lists)
    (authority,), (resource,) = index.authorities(), index.resources()
    assert authority.id == "ofac" and resource.name == "ofac/sdn.csv" and resource.sha256 == authority.sha256
