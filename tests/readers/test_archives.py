"""Zip and tar archives: their files are inputs like any others."""

from __future__ import annotations

import gzip
import io
import json
import stat
import tarfile
import tracemalloc
import zipfile
from types import SimpleNamespace

import pytest

from annotate import Document, Source, Unreadable
from annotate.readers import tar as tar_reader
from annotate.source import Bounds

from .conftest import tar, told, zipped

BOTH = pytest.mark.parametrize(("pack", "name"), [(zipped, "day.zip"), (tar, "day.tar")])
MEMBERS = {
    "a.txt": b"Il neige.",
    "sub/b.txt": b"Il pleut.",
    "sub/wire.jsonl": b'{"text": "Le bac part."}\n{"id": "n2", "text": "Il revient."}\n',
}


@BOTH
def test_members_are_documents_in_the_folder_of_the_archives_name(tmp_path, read, pack, name):
    (tmp_path / name).write_bytes(pack(MEMBERS))
    documents = read(name)
    assert told(documents) == [
        (f"{name}/a", "Il neige."),
        (f"{name}/sub/b", "Il pleut."),
        (f"{name}/sub/wire-1", "Le bac part."),
        ("n2", "Il revient."),
    ]
    assert documents[1].metadata.source == f"{name}/sub/b.txt"
    assert documents[1].origin == f"{tmp_path}/{name}/sub/b.txt"


@BOTH
def test_in_a_folder_the_archive_is_mirrored_with_it(tmp_path, read, pack, name):
    (tmp_path / "in" / "2024").mkdir(parents=True)
    (tmp_path / "in" / "2024" / name).write_bytes(pack({"a.txt": b"Il neige."}))
    (document,) = read("in")
    assert (document.id, document.metadata.source) == (f"2024/{name}/a", f"2024/{name}/a.txt")


@pytest.mark.parametrize("name", ["day.tar.gz", "day.tgz", "day"])
def test_a_compressed_tar_archive_is_one(tmp_path, read, name):
    (tmp_path / name).write_bytes(gzip.compress(tar({"./a.txt": b"Il neige."})))
    assert told(read(name)) == [(f"{name}/a", "Il neige.")]


class Pipe(io.BytesIO):
    """Bytes that can be read once."""

    def seekable(self):
        return False


@pytest.mark.parametrize(
    "pack", [zipped, tar, lambda m: gzip.compress(tar(m)), lambda m: zipped({"in.zip": zipped(m)})]
)
def test_standard_input_may_be_an_archive(read, pack, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BufferedReader(Pipe(pack({"a.txt": b"Il neige."})))))
    assert [d.text for d in read("-")] == ["Il neige."]


def test_archives_may_hold_compressed_files_and_archives(tmp_path, read):
    inner = zipped({"a.txt": b"Il neige.", "b.txt.gz": gzip.compress(b"Il pleut.")})
    (tmp_path / "day.tar.gz").write_bytes(gzip.compress(tar({"in.zip": inner})))
    assert told(read("day.tar.gz")) == [("day.tar.gz/in.zip/a", "Il neige."), ("day.tar.gz/in.zip/b", "Il pleut.")]


@BOTH
def test_what_is_hidden_in_a_folder_is_hidden_in_an_archive(tmp_path, read, pack, name):
    hidden = {".git/a.txt": b"", "__MACOSX/._a.txt": b"\0", "sub/.b.txt": b"", "c.txt": b"c"}
    (tmp_path / name).write_bytes(pack(hidden))
    assert told(read(name)) == [(f"{name}/c", "c")]


@BOTH
def test_a_member_that_is_no_document_is_passed_over_with_the_reason(tmp_path, read, pack, name):
    (tmp_path / name).write_bytes(pack({"a.txt": b"a", "b.png": b"\x89PNG\r\n\x1a\n"}))
    _, bad = read(name)
    assert bad.passed_over
    assert "It is a PNG image" in bad.reason
    assert bad.where == f"{tmp_path}/{name}/b.png"


@BOTH
def test_globs_hold_for_members_too(tmp_path, read, pack, name):
    (tmp_path / name).write_bytes(pack({"a.txt": b"a", "b.md": b"b", "drafts/c.txt": b"c"}))
    assert [d.text for d in read(name, include=("*.txt",), exclude=("drafts/*",))] == ["a"]


@BOTH
@pytest.mark.parametrize(
    ("member", "why"),
    [
        ("../evil.txt", "leads out of the archive"),
        ("a/../../evil.txt", "leads out of the archive"),
        ("..\\evil.txt", "leads out of the archive"),
        ("/etc/passwd", "an absolute path"),
        ("C:\\evil.txt", "an absolute path"),
        ("C:/evil.txt", "an absolute path"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_and_the_rest_is_read(tmp_path, read, pack, name, member, why):
    (tmp_path / name).write_bytes(pack({"a.txt": b"a", member: b"evil", "b.txt": b"b"}))
    one, bad, other = read(name)
    assert (one.text, other.text) == ("a", "b")
    assert bad.reason.startswith("refused: ")
    assert why in bad.reason
    assert bad.where == f"{tmp_path}/{name}/{member}"
    assert not bad.passed_over
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_member_without_a_name_is_refused(tmp_path, read):
    (tmp_path / "day.tar").write_bytes(tar({".": b"evil", "a.txt": b"a"}))
    assert told(read("day.tar")) == [("day.tar/.", "refused: it has no name"), ("day.tar/a", "a")]


@pytest.mark.parametrize(
    ("type", "why"),
    [
        (tarfile.SYMTYPE, "it is a link, to /etc/passwd"),
        (tarfile.LNKTYPE, "it is a link, to /etc/passwd"),
        (tarfile.CHRTYPE, "it is neither a file nor a folder"),
        (tarfile.BLKTYPE, "it is neither a file nor a folder"),
        (tarfile.FIFOTYPE, "it is neither a file nor a folder"),
        (tarfile.GNUTYPE_SPARSE, "it is a sparse file"),
    ],
)
def test_links_devices_and_sparse_files_of_a_tar_archive_are_refused(tmp_path, read, type, why):
    header = tarfile.TarInfo()
    header.type = type
    header.linkname = "/etc/passwd"
    (tmp_path / "day.tar").write_bytes(tar({"odd.txt": header, "a.txt": b"a"}))
    assert told(read("day.tar")) == [("day.tar/odd.txt", f"refused: {why}"), ("day.tar/a", "a")]


@pytest.mark.parametrize(
    ("mode", "why"), [(stat.S_IFLNK, "it is a link"), (stat.S_IFCHR, "it is neither a file nor a folder")]
)
def test_links_and_devices_of_a_zip_archive_are_refused(tmp_path, read, mode, why):
    header = zipfile.ZipInfo("odd.txt")
    header.create_system = 3
    header.external_attr = (mode | 0o777) << 16
    (tmp_path / "day.zip").write_bytes(zipped({"odd": (header, b"/etc/passwd"), "a.txt": b"a"}))
    assert told(read("day.zip")) == [("day.zip/odd.txt", f"refused: {why}"), ("day.zip/a", "a")]


def test_an_encrypted_member_is_refused(tmp_path, read):
    data = bytearray(zipped({"a.txt": b"a", "b.txt": b"b"}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # the flags in the directory
    (tmp_path / "day.zip").write_bytes(data)
    assert told(read("day.zip")) == [("day.zip/a.txt", "refused: it is encrypted"), ("day.zip/b", "b")]


def test_a_bomb_in_a_zip_archive_is_refused_unread(tmp_path, read):
    (tmp_path / "day.zip").write_bytes(zipped({"bomb.txt": bytes(100 << 20), "a.txt": b"a"}))
    tracemalloc.start()
    try:
        bad, good = read("day.zip")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "a decompression bomb" in bad.reason
    assert good.text == "a"
    assert peak < 10 << 20


def test_a_zip_archive_whose_members_overlap_is_refused(tmp_path, read):
    data = bytearray(zipped({f"{n}.txt": b"Il neige. " * 100 for n in range(5)}))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]  # both say that they begin at the same place
    (tmp_path / "day.zip").write_bytes(data)
    assert told(read("day.zip")) == [("day.zip", "its members 0.txt and 1.txt overlap: a decompression bomb")]


def test_a_damaged_member_costs_itself(tmp_path, read):
    data = bytearray(zipped({"a.txt": b"Il neige.", "b.txt": b"Il pleut."}))
    data[35] ^= 0xFF  # in the data of the first
    (tmp_path / "day.zip").write_bytes(data)
    bad, good = read("day.zip")
    assert (bad.id, good.text) == ("day.zip/a", "Il pleut.")
    assert "damaged here" in bad.reason


@pytest.mark.parametrize("keep", [10, 200, -30])
def test_a_zip_archive_without_its_directory_is_told(tmp_path, read, keep):
    (tmp_path / "day.zip").write_bytes(zipped(MEMBERS)[:keep])
    (bad,) = read("day.zip")
    assert isinstance(bad, Unreadable)
    assert "damaged here" in bad.reason
    assert not bad.passed_over


def test_a_tar_archive_that_breaks_off_in_a_member_is_told_twice(tmp_path, read):
    whole = tar({"a.txt": b"a", "b.txt": b"b" * 5000})
    (tmp_path / "day.tar").write_bytes(whole[:3000])
    good, member, archive = read("day.tar")
    assert (good.text, member.id, archive.id) == ("a", "day.tar/b", "day.tar")
    assert "breaks off" in member.reason
    assert "breaks off" in archive.reason


def test_a_tar_archive_that_breaks_off_between_members_is_told(tmp_path, read):
    (tmp_path / "day.tar").write_bytes(tar({"a.txt": b"a", "b.txt": b"b"})[:1024])
    good, bad = read("day.tar")
    assert good.text == "a"
    assert bad.reason.startswith("the archive breaks off")


def test_a_broken_header_is_not_taken_for_the_end_of_a_tar_archive(tmp_path, read):
    data = bytearray(tar({"a.txt": b"a", "b.txt": b"b"}))
    data[1024 + 10] ^= 0xFF
    (tmp_path / "day.tar").write_bytes(data)
    good, bad = read("day.tar")
    assert good.text == "a"
    assert "bad checksum" in bad.reason


def test_a_compressed_tar_archive_that_breaks_off_is_told_after_what_could_be_read(tmp_path, read):
    lines = b"".join(json.dumps({"text": str(n * n)}).encode() + b"\n" for n in range(20_000))
    packed = gzip.compress(tar({"a.txt": b"a", "wire.jsonl": lines, "z.txt": b"z"}))
    (tmp_path / "day.tar.gz").write_bytes(packed[: len(packed) // 2])
    records = read("day.tar.gz")
    documents = [r for r in records if isinstance(r, Document)]
    assert documents[0].text == "a"
    assert [d.text for d in documents[1:]] == [str(n * n) for n in range(len(documents) - 1)]
    assert len(documents) > 5_000
    assert [r.where for r in records[len(documents) :]] == [
        f"{tmp_path}/day.tar.gz/wire.jsonl:{len(documents)}",
        f"{tmp_path}/day.tar.gz",
    ]


@BOTH
def test_an_empty_archive_holds_no_document(tmp_path, read, pack, name):
    (tmp_path / name).write_bytes(pack({}))
    (empty,) = read(name)
    assert (empty.reason, empty.passed_over) == ("it holds no document", True)


@pytest.mark.parametrize("first", ["mimetype", "[Content_Types].xml"])
@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a"])
def test_formats_made_of_zip_archives_are_none(tmp_path, read, name, first):
    (tmp_path / name).write_bytes(zipped({first: b"x", "word.txt": b"x"}))
    (bad,) = read(name)
    assert "It is a ZIP archive (DOCX, ODT, EPUB and XLSX files are such), not text." in bad.reason


def test_a_member_too_large_for_one_document_costs_itself(tmp_path, read):
    (tmp_path / "day.zip").write_bytes(
        zipped({"a.txt": b"a" * 2000, "b.txt": b"b", "c.jsonl": b'{"text": "c"}\n' * 200})
    )
    bad, *good = read("day.zip", bounds=Bounds(document=1000))
    assert bad.reason.startswith("it is larger than 1,000 bytes")
    assert [d.text for d in good] == ["b", *"c" * 200]


@BOTH
@pytest.mark.parametrize("of", [1, 3])
def test_shards_share_out_the_members(tmp_path, read, pack, name, of):
    (tmp_path / name).write_bytes(pack({f"{n}.txt": b"" for n in range(30)} | {"../x": b""}))
    ids = [r.id for number in range(of) for r in read(name, shard=(number + 1, of))]
    assert sorted(ids) == sorted([*(f"{name}/{n}" for n in range(30)), f"{name}/../x"])


def test_a_tar_archive_is_read_in_constant_memory():
    class Members(io.RawIOBase):
        """A tar archive of four thousand members, made as it is read."""

        def __init__(self):
            self.left = 4_000
            self.piece = b""

        def readable(self):
            return True

        def readinto(self, buffer):
            if not self.piece and self.left >= 0:
                self.left -= 1
                header = tarfile.TarInfo(f"{self.left}.txt")
                header.size = 1000
                self.piece = header.tobuf() + b"a" * 1000 + bytes(24) if self.left >= 0 else bytes(1024)
            part = self.piece[: len(buffer)]
            self.piece = self.piece[len(part) :]
            buffer[: len(part)] = part
            return len(part)

    tracemalloc.start()
    try:
        count = sum(len(m.read()) == 1000 for m in tar_reader.annotate_read(Source("a.tar", "a", Members)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 4_000
    assert peak < 2_000_000  # headers that are kept would take more
