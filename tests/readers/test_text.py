import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import Declined, Document, Source
from annotate.readers import text
from annotate.tei.characters import original_bytes


def read(data: bytes, **options) -> Document:
    (document,) = text.annotate_read(Source.from_bytes(data, **options))
    return document


def test_utf8_is_read_as_it_stands():
    document = read("Un café.\r\nDeux\rTrois \u2028\n".encode(), id="a/b")
    assert document.text == "Un café.\r\nDeux\rTrois \u2028\n"
    assert document.id == "a/b"
    assert document.metadata.encoding == "utf-8"
    assert document.metadata.size == 26
    assert document.metadata.notes == ()


def test_nothing_is_an_empty_document():
    assert read(b"").text == ""


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides_and_stays_as_the_first_character(codec):
    data = "\ufeffÀ 🚢".encode(codec)
    document = read(data)
    assert document.text == "\ufeffÀ 🚢"
    assert document.metadata.encoding == codec
    assert original_bytes(document) == data


@pytest.mark.parametrize(
    ("declared", "codec", "name"),
    [
        ("latin-1", "latin-1", "iso8859-1"),
        ("cp1252", "cp1252", "cp1252"),
        ("mac_roman", "mac_roman", "mac-roman"),
        ("utf-8-sig", "utf-8", "utf-8"),
        ("utf-16", "utf-16-le", "utf-16-le"),
        ("UTF-16", "utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-be", "utf-32-be"),
    ],
)
def test_a_declared_encoding_is_used_and_named_without_its_mark(declared, codec, name):
    data = "Il a neigé à Ifs".encode(codec)
    document = read(data, encoding=declared)
    assert document.text == "Il a neigé à Ifs"
    assert document.metadata.encoding == name
    assert original_bytes(document) == data


def test_a_declared_encoding_counts_more_than_a_mark():
    assert read(codecs.BOM_UTF8 + b"a", encoding="cp1252").text == "ï»¿a"


def test_bytes_that_are_not_utf8_are_kept_one_code_point_each_and_said():
    document = read(b"caf\xe9 \xff\xfe!")
    assert document.text == "caf\udce9 \udcff\udcfe!"
    assert document.undecodable == {3: b"\xe9", 5: b"\xff", 6: b"\xfe"}
    assert document.metadata.notes == (
        "3 bytes are not UTF-8 and kept as they were; --encoding names another encoding.",
    )


def test_half_a_utf16_unit_and_lone_surrogates_are_kept():
    data = codecs.BOM_UTF16_LE + "a\ud800b\udfff".encode("utf-16-le", "surrogatepass") + b"c"
    document = read(data)
    assert document.text == "\ufeffa\ud800b\udfff\udc63"
    assert document.undecodable == {2: b"\x00\xd8", 4: b"\xff\xdf", 5: b"c"}
    assert original_bytes(document) == data


@given(st.binary())
def test_any_bytes_come_back(data):
    assert original_bytes(read(data, format="text")) == data


@given(
    st.binary(),
    st.sampled_from(["utf-16", "utf-16-be", "utf-32", "cp1252", "ascii", "shift_jis", "gb18030", "big5", "cp424"]),
)
def test_any_bytes_come_back_from_a_declared_encoding_or_are_declined(data, encoding):
    try:
        document = read(data, format="text", encoding=encoding)
    except Declined as declined:
        assert encoding in str(declined)
    else:
        assert original_bytes(document) == data


@given(st.text())
def test_any_text_comes_back(written):
    assert read(written.encode(), format="text").text == written


def test_an_unknown_encoding_is_declined():
    with pytest.raises(Declined, match="'utf-9' is unknown"):
        read(b"a", encoding="utf-9")


@pytest.mark.parametrize(
    ("data", "encoding"), [(b"+AOk- +AOk-", "utf-7"), (b"abc", "rot13"), (b"a\x1b$B$", "iso2022_jp")]
)
def test_an_encoding_that_does_not_give_the_bytes_back_is_declined(data, encoding):
    with pytest.raises(Declined, match="does not survive"):
        read(data, encoding=encoding)


def test_utf16_without_mark_or_declaration_gets_a_hint():
    document = read("Il neige".encode("utf-16-le"))
    assert "--encoding utf-16" in document.metadata.notes[0]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"%PDF-1.7\n", "a PDF file"),
        (b"PK\x03\x04...", "DOCX"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x1f\x8b\x08\0", "gzip"),
    ],
)
def test_binary_formats_are_declined_by_name(head, name):
    with pytest.raises(Declined, match=name):
        read(head)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.xml", b"", "XML"),
        ("-", b"\xef\xbb\xbf\n<?xml version='1.0'?><a/>", "XML"),
        ("-", b"<!DOCTYPE HTML><p>", "HTML"),
        ("a.jsonl", b"{}", "JSON Lines"),
    ],
)
def test_markup_is_not_taken_for_text(name, data, what):
    with pytest.raises(Declined, match=f"looks like {what}; -f text"):
        read(data, name=name)


def test_asked_by_name_it_takes_anything():
    assert read(b"<?xml version='1.0'?><a/>", name="a.xml", format="text").text == "<?xml version='1.0'?><a/>"


def test_an_input_that_is_declined_is_not_consumed():
    source = Source.from_bytes(b"%PDF-1.7")
    with pytest.raises(Declined):
        text.annotate_read(source)
    assert source.read() == b"%PDF-1.7"
