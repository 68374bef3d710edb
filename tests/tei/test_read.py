import io

import pytest

from annotate import Document
from annotate.errors import TeiError
from annotate.tei.read import read_tei

EMPTY = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'


def test_bytes_paths_and_streams_are_read(written, tmp_path):
    data = written(Document("Un texte.\n"))
    path = tmp_path / "a.tei.xml"
    path.write_bytes(data)
    assert (
        read_tei(data).text
        == read_tei(path).text
        == read_tei(str(path)).text
        == read_tei(io.BytesIO(data)).text
        == "Un texte.\n"
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not well-formed"),
        (b"plain text", "not well-formed"),
        (b"<a><b></a>", "not well-formed"),
        (b"<html/>", "root element is html"),
        (b"<TEI/>", "root element is TEI"),
        (EMPTY, "not one of our files"),
        ("<TEI/>".encode("utf-16"), "not well-formed"),
        (b'<?xml version="1.0" encoding="UTF-8"?><a>\xff</a>', "not well-formed"),
    ],
)
def test_what_is_not_one_of_our_files_is_declined(data, said):
    with pytest.raises(TeiError, match=said):
        read_tei(data)


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE TEI SYSTEM "http://example.org/tei.dtd">',
        b"<!-- a comment --> <?a pi?>\n<!DOCTYPE TEI>",
    ],
)
def test_a_document_type_is_refused_before_anything_is_parsed(doctype):
    data = b'<?xml version="1.0"?>\n' + doctype + EMPTY
    with pytest.raises(TeiError, match="DOCTYPE") as caught:
        read_tei(data)
    assert caught.value.line == data[: data.index(b"<!DOCTYPE")].count(b"\n") + 1


def test_an_encoding_that_hides_a_document_type_hides_nothing():
    data = b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE TEI+AD4-' + EMPTY
    with pytest.raises(TeiError):
        read_tei(data)


def test_xinclude_is_left_alone(written, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    data = written(Document("Un texte.")).replace(b"Un texte.", include.encode())
    with pytest.raises(TeiError, match="without markup"):
        read_tei(data)


def test_an_error_says_on_which_line(rich, written):
    data = written(rich).replace(b"#string-range(p1,24,10)", b"#string-range(p1,24,1000)")
    with pytest.raises(TeiError, match="beyond") as caught:
        read_tei(data)
    lines = data.splitlines()
    assert b"p1,24,1000" in lines[caught.value.line - 1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'xml:id="p2" source', b'xml:id="p7" source', "p1, p2"),
        (b"La suite\n</head>", b"La <hi>suite</hi>\n</head>", "without markup"),
        (b'resp="#resp.date"><note>', b'resp="#resp.gone"><note>', "respStmt"),
        (b'source="#list.ofac"', b'source="#list.gone"', "leads to no bibl"),
        (b"<string>U+0000</string>", b"<string>NUL</string>", "U\\+0000"),
        (b'cert="0.99"', b'cert="sure"', "could not convert"),
        (b'cert="0.99"', b'cert="1.99"', "probability"),
        (b'unit="byte" quantity="120"', b'unit="byte" quantity="many"', "whole number"),
        (b'<bibl xml:id="source">', b"<bibl>", "describes the source"),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(rich, written, old, new, said):
    data = written(rich)
    assert old in data
    with pytest.raises(TeiError, match=said):
        read_tei(data.replace(old, new))


def test_a_file_whose_text_was_changed_is_not_read(written) -> None:
    data = written(Document("Le port de Brest"))
    with pytest.raises(TeiError, match="not the one that was annotated"):
        read_tei(data.replace(b"Brest", b"Lorie"))
