"""WARC files: the pages that a crawl has fetched."""

from __future__ import annotations

import gzip
import sys

import pytest

from annotate import Document, Unreadable

from .conftest import told

warcio = pytest.importorskip("warcio", reason="needs the extra 'warc'")

PAGE = (  # of more than one sentence: trafilatura wants something to read
    "<html><head><title>Le bac</title></head><body><article><h1>Le bac</h1><p>{text}</p>"
    "<p>La mairie de Lorient l’a annoncé hier soir, après une réunion avec les pêcheurs du port.</p>"
    "</article></body></html>"
)
URL = "https://gazette.example/bac"
CAPTURED = "2024-02-20T10:11:12Z"


def page(text="Le bac partira demain matin à huit heures, et il reviendra le soir par la même route."):
    return PAGE.format(text=text).encode()


def record(
    body=None, *, kind="response", type="text/html; charset=utf-8", status="200 OK", uid=1, url=URL, http=(), **headers
):
    """One record, as a crawler writes it."""
    block = page() if body is None else body
    if kind in ("response", "request", "revisit"):
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {type}", *(f"{name}: {value}" for name, value in http)]
        block = "\r\n".join([*lines, "", ""]).encode() + block
    stated = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{uid:012}>",
        "WARC-Target-URI": url,
        "WARC-Date": CAPTURED,
        "Content-Type": type if kind in ("resource", "conversion") else "application/http",
        **{name.replace("_", "-"): value for name, value in headers.items()},
        "Content-Length": len(block),
    }
    head = "\r\n".join(["WARC/1.1", *(f"{name}: {value}" for name, value in stated.items()), "", ""])
    return head.encode() + block + b"\r\n\r\n"


def uid(number):
    return f"crawl.warc/00000000-0000-0000-0000-{number:012}"


@pytest.fixture
def crawl(tmp_path, read):
    """The records that come out of WARC records."""

    def crawl(*records, name="crawl.warc", **options):
        (tmp_path / name).write_bytes(b"".join(records))
        return read(name, **options)

    return crawl


def test_a_page_is_a_document_with_its_address_and_when_it_was_captured(crawl, tmp_path):
    (document,) = crawl(record())
    assert document.text.startswith("Le bac\nLe bac partira demain matin")
    assert (document.id, document.origin) == (uid(1), f"{tmp_path}/{uid(1)}.html")
    found = document.metadata
    assert (found.title, found.url, found.source) == ("Le bac", URL, f"{uid(1)}.html")
    assert f"Captured at {CAPTURED}." in found.notes


def test_the_time_of_capture_is_no_date_of_publication_unless_the_job_says_so(crawl):
    (document,) = crawl(record())
    assert document.date is None
    (document,) = crawl(record(), date_from=("option", "metadata", "capture"))
    found = document.metadata
    assert (found.date, found.date_from, found.date_cert) == ("2024-02-20", "capture", "low")


def test_what_the_page_says_of_itself_counts_first(crawl):
    head = b"<head><link rel='canonical' href='https://gazette.example/le-bac'>"
    head += b"<meta property='article:published_time' content='2024-02-19T08:00:00+01:00'>"
    (document,) = crawl(record(page().replace(b"<head>", head)), date_from=("metadata", "capture"))
    assert (document.date, document.metadata.url) == ("2024-02-19", "https://gazette.example/le-bac")


@pytest.mark.parametrize(
    ("label", "codec"), [("iso-8859-1", "cp1252"), ("UTF-8", "utf-8"), ("windows-1252", "cp1252"), ("no-such", "utf-8")]
)
def test_the_server_says_the_encoding(crawl, label, codec):
    body = PAGE.format(text="«C’est décidé», dit-elle, et le bac s’en va vers Groix par grand beau temps.").encode(
        codec
    )
    (document,) = crawl(record(body, type=f"text/html; charset={label}"))
    assert "«C’est décidé»" in document.text


def test_each_record_of_a_compressed_file_is_read(crawl):
    parts = [gzip.compress(record(uid=n)) for n in range(3)]
    assert [r.id for r in crawl(*parts, name="crawl.warc.gz")] == [
        uid(n).replace(".warc", ".warc.gz") for n in range(3)
    ]


def test_what_the_server_sent_compressed_and_in_chunks_is_read(crawl):
    packed = gzip.compress(page())
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (50, packed[:50], len(packed) - 50, packed[50:])
    (document,) = crawl(record(chunks, http=[("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]))
    assert "demain matin" in document.text


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        ({"type": "image/jpeg"}, f"it is image/jpeg, not HTML ({URL})"),
        ({"type": "text/plain"}, f"it is text/plain, not HTML ({URL})"),
        ({"type": ""}, f"it is of no stated type, not HTML ({URL})"),
        ({"status": "404 Not Found"}, f"its HTTP status is 404 ({URL})"),
        ({"status": "301 Moved"}, f"its HTTP status is 301 ({URL})"),
        ({"http": [("Content-Encoding", "zstd")]}, f"its content is encoded as zstd ({URL})"),
        ({"url": "dns:gazette.example"}, "it is not of HTTP (dns:gazette.example)"),
        ({"kind": "resource", "type": "application/pdf"}, f"it is application/pdf, not HTML ({URL})"),
    ],
)
def test_what_is_no_page_is_passed_over_with_the_reason(crawl, odd, why):
    passed, good = crawl(record(uid=1, **odd), record(uid=2))
    assert (passed.id, passed.reason, passed.passed_over) == (uid(1), why, True)
    assert good.id == uid(2)


def test_what_is_no_capture_is_counted(crawl):
    records = crawl(
        record(b"software: x", kind="warcinfo"),
        record(b"", kind="request", status="GET / HTTP/1.1"),
        record(uid=7),
        record(b"", kind="request", status="GET / HTTP/1.1"),
        record(b"", kind="revisit"),
    )
    assert told(records[1:]) == [
        ("crawl.warc/request", "2 records of type request: not documents"),
        ("crawl.warc/revisit", "1 record of type revisit: not documents"),
        ("crawl.warc/warcinfo", "1 record of type warcinfo: not documents"),
    ]
    assert all(r.passed_over for r in records[1:])


def test_records_that_hold_the_page_or_its_text_alone_are_read(crawl):
    html, text = crawl(
        record(kind="resource", uid=1), record(b"Le bac part.", kind="conversion", type="text/plain", uid=2)
    )
    assert html.metadata.title == "Le bac"
    assert (text.text, text.id, text.metadata.url) == ("Le bac part.", uid(2), URL)


def test_a_page_without_an_article_is_a_failure_of_its_own(crawl):
    bad, good = crawl(record(b"<html><body></body></html>", uid=1), record(uid=2))
    assert isinstance(bad, Unreadable)
    assert not bad.passed_over
    assert isinstance(good, Document)


def test_a_page_that_the_crawler_cut_off_says_so(crawl):
    (document,) = crawl(record(WARC_Truncated="length"))
    assert "The crawler cut the page off (length)." in document.metadata.notes


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.8])
def test_where_it_breaks_off_is_told_after_what_could_be_read(crawl, pack, share):
    first, second = pack(record(uid=1)), pack(record(uid=2))
    good, *bad = crawl(first, second[: int(len(second) * share)])
    assert good.id == uid(1)
    assert bad
    assert all(isinstance(b, Unreadable) and not b.passed_over for b in bad)
    assert bad[-1].id == "crawl.warc"
    assert "breaks off" in bad[-1].reason


@pytest.mark.parametrize(
    "second",
    [
        b"Il neige.\r\n",
        record(uid=2).replace(b"Content-Length: ", b"Content-Lengte: "),
        record(uid=2).replace(b"\r\nContent-Length: ", b"\r\nContent-Length: 1"),
    ],
)
def test_a_broken_record_is_told_after_what_could_be_read(crawl, second):
    good, *_, bad = crawl(record(uid=1), second)
    assert good.id == uid(1)
    assert (bad.id, bad.passed_over) == ("crawl.warc", False)


def test_a_wrong_length_is_told_and_nothing_else_is_said(crawl, capsys):
    broken = record(uid=1)
    at = broken.index(b"Content-Length: ") + 16
    length = int(broken[at : broken.index(b"\r", at)])
    shorter = broken.replace(b"Content-Length: %d" % length, b"Content-Length: %d" % (length - 50), 1)
    *_, bad = crawl(shorter, record(uid=2))
    assert bad.reason == "the data is damaged here: a record is longer than its Content-Length says"
    assert capsys.readouterr() == ("", "")


def test_an_id_never_leads_elsewhere(crawl):
    (document,) = crawl(record(WARC_Record_ID="<../../evil>"))
    assert document.id == "crawl.warc/.._.._evil"


def test_shards_share_out_the_pages(crawl):
    records = [record(uid=n) for n in range(12)]
    ids = [r.id for number in (1, 2, 3) for r in crawl(*records, shard=(number, 3))]
    assert sorted(ids) == [uid(n) for n in range(12)]


def test_without_the_library_it_is_said_what_to_install(crawl, monkeypatch):
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    (bad,) = crawl(b"WARC/1.0\r\n")
    assert bad.reason == "it is a WARC file; to read it: pip install 'annotate-tei[warc]'"


def test_the_command_says_once_for_each_reason_how_many_records_it_passed_over(annotate_cli, tmp_path):
    gone = [record(status="404 Not Found", uid=n, url=f"{URL}/{n}") for n in (1, 2, 3)]
    image = record(type="image/png", uid=4)
    (tmp_path / "a.warc").write_bytes(b"".join([gone[0], record(uid=9), *gone[1:], image]))
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(b"".join([*gone[:2], record(uid=9)])))
    done = annotate_cli("run", "a.warc", "b.warc.gz", "-t", "jsonl", "--language", "fr", "--report", "report.jsonl")
    assert done.returncode == 0
    assert done.said == [
        "annotate: a.warc: 3 records skipped: its HTTP status is 404",
        f"annotate: a.warc/{uid(4).partition('/')[2]}: skipped: it is image/png, not HTML ({URL})",
        "annotate: b.warc.gz: 2 records skipped: its HTTP status is 404",
    ]
    assert len((tmp_path / "report.jsonl").read_text().splitlines()) == 8
    verbose = annotate_cli("-v", "run", "a.warc", "-t", "jsonl", "--language", "fr")
    assert len([line for line in verbose.said if "HTTP status is 404" in line]) == 3
