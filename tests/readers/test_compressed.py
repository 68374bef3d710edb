"""Compressed files: what is in them is read as if it lay there itself."""

from __future__ import annotations

import gzip
import io
import sys
from types import SimpleNamespace

import pytest

import annotate.zstd
from annotate import Unreadable
from annotate.readers import zstd as zstd_reader
from annotate.source import Bounds

from .conftest import told

LINES = b'{"text": "Il neige."}\n{"text": "Il pleut."}\n'


def zstd(data):
    pytest.importorskip("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    return annotate.zstd.zstd().compress(data)


PACKERS = pytest.mark.parametrize(("pack", "suffix"), [(gzip.compress, ".gz"), (zstd, ".zst")])


@PACKERS
def test_the_name_inside_decides_what_it_is(tmp_path, read, pack, suffix):
    (tmp_path / f"wire.jsonl{suffix}").write_bytes(pack(LINES))
    (tmp_path / f"a.txt{suffix}").write_bytes(pack("Café.\r\n".encode()))
    page = b"<p>Le bac part " + b"et il revient " * 20 + b"demain.</p>"
    (tmp_path / f"page.html{suffix}").write_bytes(pack(page))
    assert told(read(f"wire.jsonl{suffix}", f"a.txt{suffix}")) == [
        ("wire-1", "Il neige."),
        ("wire-2", "Il pleut."),
        ("a", "Café.\r\n"),
    ]
    (document,) = read(f"page.html{suffix}")
    assert (document.id, document.metadata.media_type, document.origin) == (
        "page",
        "text/html",
        f"{tmp_path}/page.html{suffix}",
    )


@PACKERS
def test_without_a_name_its_first_bytes_do(read, pack, suffix, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(pack(LINES)))))
    assert told(read("-")) == [("stdin-1", "Il neige."), ("stdin-2", "Il pleut.")]


@PACKERS
def test_a_reader_named_by_the_user_reads_what_is_inside(tmp_path, read, pack, suffix):
    (tmp_path / "a").write_bytes(pack(LINES))
    assert len(read("a", format="jsonl")) == 2
    assert told(read("a", format="text")) == [("a", LINES.decode())]
    assert len(read("a", format="gzip" if suffix == ".gz" else "zstd")) == 2


@PACKERS
def test_several_compressed_parts_one_after_the_other_are_one_stream(tmp_path, read, pack, suffix):
    (tmp_path / f"wire.jsonl{suffix}").write_bytes(pack(LINES) + pack(LINES))
    assert [d.text for d in read(f"wire.jsonl{suffix}")] == ["Il neige.", "Il pleut."] * 2


@PACKERS
@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_where_it_breaks_off_is_told_after_what_could_be_read(tmp_path, read, pack, suffix, share):
    packed = pack(b"".join(b'{"text": "%d"}\n' % (n * n) for n in range(20_000)))
    (tmp_path / f"wire.jsonl{suffix}").write_bytes(packed[: int(len(packed) * share)])
    *documents, bad = read(f"wire.jsonl{suffix}")
    assert [d.text for d in documents] == [str(n * n) for n in range(len(documents))]
    assert len(documents) > 20_000 * share * 0.5
    assert isinstance(bad, Unreadable)
    assert bad.where == f"{tmp_path}/wire.jsonl{suffix}:{len(documents) + 1}"
    assert bad.reason == "The compressed data breaks off here."


def test_damage_in_the_middle_is_told(tmp_path, read):
    packed = bytearray(gzip.compress(b"".join(b'{"text": "%d"}\n' % (n * n) for n in range(20_000))))
    packed[len(packed) // 2] ^= 0xFF
    (tmp_path / "wire.jsonl.gz").write_bytes(packed)
    first, *_, last = read("wire.jsonl.gz")
    assert first.text == "0"
    assert "damaged here" in last.reason


def test_what_follows_the_compressed_data_is_told(tmp_path, read):
    (tmp_path / "wire.jsonl.gz").write_bytes(gzip.compress(LINES) + b"and more")
    assert "damaged here" in read("wire.jsonl.gz")[-1].reason


@pytest.mark.parametrize("name", ["a.gz", "a.txt.gz", "a.zst", "a.zip"])
@pytest.mark.parametrize("content", [b"", b"Il neige.\n"])
def test_what_only_bears_the_name_is_refused(tmp_path, read, name, content):
    (tmp_path / name).write_bytes(content)
    (bad,) = read(name)
    assert isinstance(bad, Unreadable)
    assert "by its name" in bad.reason


def test_json_lines_that_were_unpacked_under_their_old_name_are_read(tmp_path, read):
    (tmp_path / "wire.jsonl.gz").write_bytes(LINES)
    assert [d.id for d in read("wire.jsonl.gz")] == ["wire-1", "wire-2"]


@PACKERS
def test_a_bomb_is_refused_when_it_shows(tmp_path, read, pack, suffix):
    (tmp_path / f"a.txt{suffix}").write_bytes(pack(bytes(100 << 20)))
    (tmp_path / "b.txt").write_bytes(b"Il neige.")
    bad, good = read(f"a.txt{suffix}", "b.txt")
    assert isinstance(bad, Unreadable)
    assert "a decompression bomb" in bad.reason
    assert good.text == "Il neige."


def test_the_ratio_is_a_setting(tmp_path, read):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b" " * (20 << 20)))
    assert isinstance(read("a.txt.gz")[0], Unreadable)
    assert len(read("a.txt.gz", bounds=Bounds(ratio=2000))[0].text) == 20 << 20


def test_compression_upon_compression_ends(tmp_path, read):
    packed = b"Il neige."
    for _ in range(4):
        packed = gzip.compress(packed)
    (tmp_path / "a.gz").write_bytes(packed)
    assert told(read("a.gz")) == [("a", "Il neige.")]
    (tmp_path / "a.gz").write_bytes(gzip.compress(packed))
    [(id, said)] = told(read("a.gz"))
    assert (id, said.partition(" (")[0]) == ("a", "refused: containers stand more than 4 deep in it")
    assert said.endswith("(input.limits.depth in a job file, --input-limit depth=N)")


def test_without_the_library_it_is_said_what_to_install(tmp_path, read, monkeypatch):
    for module in ("compression", "compression.zstd", "backports", "backports.zstd"):
        monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / "a.txt.zst").write_bytes(zstd_reader.MAGIC + b"...")
    (bad,) = read("a.txt.zst")
    assert bad.reason == "it is compressed; Zstandard needs a library: pip install 'annotate-tei[zstd]'"


def test_a_document_says_the_name_of_its_file(tmp_path, read):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt.gz").write_bytes(gzip.compress(b"Il neige."))
    (document,) = read("in")
    assert document.metadata.source == "a.txt.gz"


def test_limits_are_options_of_the_command_line_too(annotate_cli, plugin_file, tmp_path):
    plugin = plugin_file(
        "none",
        'from annotate import hookimpl\nprovides = {"none"}\n@hookimpl\ndef '
        "annotate_document(document):\n    return ()\n",
    )
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"Il neige. " * 100))

    def run(*limits):
        options = [part for limit in limits for part in ("--input-limit", limit)]
        return annotate_cli("run", "a.txt.gz", "--plugin-file", plugin, "-t", "jsonl", *options)

    assert run().returncode == 0
    refused = run("document=0.5K", "depth=3")
    assert refused.returncode == 3
    assert "larger than 512 bytes" in refused.err
    assert "--input-limit document=SIZE" in refused.err
    assert "containers stand more than 0 deep" in run("depth=0").err
    for wrong, said in (
        ("size=3", "size=3: there is no such limit; there are: document, ratio, depth"),
        ("ratio", "ratio=: input should be a valid integer"),
        ("ratio=0", "ratio=0: input should be greater than 0"),
        ("document=much", "document=much: 'much' is not a size such as 800M or 2G"),
    ):
        done = run(wrong)
        assert done.returncode == 2
        assert done.said[0].startswith(f"annotate: --input-limit {said}")
