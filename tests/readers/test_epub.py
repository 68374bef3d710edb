"""Electronic books: the chapters in their order, and what could not be read."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import Declined, Document, Source, Unreadable
from annotate.readers import epub

from .conftest import told, zipped

CONTAINER = (
    b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    b'<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
ABOUT = (
    "<dc:title>Le bac</dc:title><dc:creator>Jeanne Le Goff</dc:creator><dc:creator>Ali ben Salem</dc:creator>"
    "<dc:publisher>La Gazette</dc:publisher><dc:language>fr</dc:language><dc:date>2024-02-20</dc:date>"
)


def xhtml(body, head="<title>x</title>"):
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head>{head}</head><body>{body}</body></html>'.encode()


def packed(chapters, about=ABOUT, version="3.0", itemrefs="", **parts):
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"{extra}/>'
        for n, (name, (_, extra)) in enumerate(chapters.items())
    )
    spine = itemrefs or "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    opf = (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{about}'
        f"</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    files = {f"OEBPS/{name}": data for name, (data, _) in chapters.items() if data is not None}
    named = {name.replace("__", "/").replace("META/", "META-INF/") + ".xml": data for name, data in parts.items()}
    return zipped(
        {
            "mimetype": (zipfile.ZipInfo("mimetype"), b"application/epub+zip"),
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": opf.encode(),
        }
        | files
        | named
    )


ONE = {"a.xhtml": (xhtml("<h1>Le bac</h1><p>Il <b>part</b>.</p>"), "")}


def read(data, **options) -> Document | Unreadable:
    (record,) = epub.annotate_read(Source.from_bytes(data, **{"name": "a.epub", "id": "a", **options}))
    return record


def test_the_chapters_are_one_document_in_the_order_of_the_spine():
    chapters = {"b.xhtml": (xhtml("<p>Deux.</p>"), ""), "a.xhtml": (xhtml("<h1>Un</h1><p>Il part.</p>"), "")}
    found = read(packed(chapters, itemrefs='<itemref idref="c1"/><itemref idref="c0"/>'))
    assert found.text == "Un\nIl part.\nDeux."
    assert [block.heading for block in found.blocks] == [True, False, False]


def test_what_the_book_says_of_itself_is_kept():
    meta = read(packed(ONE)).metadata
    assert (meta.title, meta.authors, meta.publisher) == ("Le bac", ("Jeanne Le Goff", "Ali ben Salem"), "La Gazette")
    assert (meta.language, meta.date, meta.date_cert) == ("fr", "2024-02-20", None)
    assert meta.media_type == "application/epub+zip"


@pytest.mark.parametrize(
    ("dates", "date", "cert"),
    [
        (
            '<dc:date opf:event="modification">2020</dc:date><dc:date opf:event="publication">1999</dc:date>',
            "1999",
            None,
        ),
        ('<dc:date opf:event="modification">2020-01-01</dc:date>', None, None),
        ("<dc:date>2020-01</dc:date>", "2020-01", "medium"),
        ("<dc:date>hier</dc:date>", None, None),
    ],
)
def test_only_a_date_of_publication_is_one(dates, date, cert):
    meta = read(packed(ONE, about=dates, version="2.0")).metadata
    assert (meta.date, meta.date_cert) == (date, cert)


def test_the_table_of_contents_and_what_is_outside_of_the_order_are_left_out():
    chapters = {"nav.xhtml": (xhtml("<p>Table</p>"), ' properties="nav"'), **ONE, "n.xhtml": (xhtml("<p>n</p>"), "")}
    found = read(
        packed(chapters, itemrefs='<itemref idref="c0"/><itemref idref="c1"/><itemref idref="c2" linear="no"/>')
    )
    assert found.text == "Le bac\nIl part."
    assert "Chapters that were left out: OEBPS/n.xhtml (it stands outside of the order of reading)." in (
        found.metadata.notes
    )


def test_a_chapter_that_is_not_there_costs_itself():
    found = read(packed({**ONE, "b.xhtml": (None, "")}))
    assert found.text == "Le bac\nIl part."
    assert "Chapters that were left out: OEBPS/b.xhtml (its part OEBPS/b.xhtml is not there)." in found.metadata.notes


def test_chapters_of_html_that_is_no_xml_are_read():
    chapter = b"<html><head><title>x<body><p>Caf&eacute;<br>Il &copy; part.<p>Bien.</body></html>".replace(
        b"x<", b"x</title><"
    )
    assert read(packed({"a.html": (chapter, "")})).text == "Café\nIl © part.\nBien."


ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
    '<e:EncryptedData><e:CipherData><e:CipherReference URI="{}"/></e:CipherData></e:EncryptedData></encryption>'
)


def test_a_protected_book_is_unreadable_and_one_with_hidden_fonts_is_not():
    protected = packed(ONE, META__encryption=ENCRYPTED.format("OEBPS/a.xhtml").encode())
    assert read(protected).reason == (
        "none of its chapters can be read: OEBPS/a.xhtml (it is protected by encryption, DRM)"
    )
    assert isinstance(read(packed(ONE, META__encryption=ENCRYPTED.format("OEBPS/f.otf").encode())), Document)


def test_a_book_is_read_from_an_archive_and_whatever_its_name(tmp_path, read):
    data = packed(ONE)
    (tmp_path / "day.zip").write_bytes(zipped({"a.epub": data, "b": data}))
    assert told(read("day.zip")) == [("day.zip/a", "Le bac\nIl part."), ("day.zip/b", "Le bac\nIl part.")]


@pytest.mark.parametrize("name", ["a.zip", "a.odt", "a"])
def test_other_zip_archives_are_declined(name):
    with pytest.raises(Declined, match="no electronic book"):
        read(zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), name=name)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"a.txt": b"x"}), "its part META-INF/container.xml is not there"),
        (packed({}), "it holds no text"),
        (packed(ONE, META__container=b"<container"), "its part META-INF/container.xml is broken XML"),
        (packed(ONE)[:-30], "damaged"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path, data, reason, request):
    (tmp_path / "a.epub").write_bytes(data)
    (bad,) = request.getfixturevalue("read")("a.epub")
    assert reason in bad.reason


@given(st.binary(max_size=60), st.integers(0, 1500))
@settings(max_examples=100)
def test_any_bytes_are_a_text_or_a_problem(rubbish, at):
    whole = packed(ONE)
    try:
        read(whole[:at] + rubbish + whole[at + len(rubbish) :])
    except (OSError, Declined) as error:
        assert str(error)
