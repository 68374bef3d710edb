import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from annotate import AnnotateError, Document, Metadata
from annotate.tei.characters import legal, original_bytes, record, restored, text_sha256

ANY = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from("\x00\x0b\ud800\udcff\ufffe\ufffd\x85\u2028\r\n"))
)


@given(ANY)
def test_what_is_legal_for_us_is_legal_for_the_parser_and_keeps_its_length(text):
    assert len(legal(text)) == len(text)
    element = etree.Element("p")
    element.text = legal(text)
    back = etree.fromstring(etree.tostring(element, encoding="UTF-8").replace(b"\r", b"&#13;")).text or ""
    assert back == legal(text)


def test_only_what_xml_cannot_hold_is_replaced():
    legal_ones = "\t\n\r \x7f\x85\u2028\ud7ff\ue000\ufffd\U00010000\U0001fffe\U0010ffff"
    assert legal(legal_ones) == legal_ones
    assert legal("\x00\x08\x0b\x0c\x0e\x1f\ud800\udfff\ufffe\uffff") == "\ufffd" * 10


@given(ANY)
def test_layer_core_gives_the_text_back(text):
    document = Document(text)
    assert restored(legal(text), record(document)) == (text, {})


def test_a_run_of_the_same_code_point_is_one_annotation():
    found = record(Document("a\x00\x00\x0b\x00"))
    assert [(a.id, a.spans, dict(a.features)) for a in found] == [
        ("core.p1.1-3", ((1, 3),), {"codepoint": "U+0000"}),
        ("core.p1.3-4", ((3, 4),), {"codepoint": "U+000B"}),
        ("core.p1.4-5", ((4, 5),), {"codepoint": "U+0000"}),
    ]


def test_undecodable_bytes_are_told_also_where_u_fffd_stands_in_the_text():
    undecodable = {1: b"\x81", 2: b"\x81", 3: b"\x8d"}
    document = Document("a\ufffd\ufffd\ufffd\ufffd", undecodable=undecodable)
    assert [dict(a.features) for a in record(document)] == [
        {"codepoint": "U+FFFD", "bytes": "81"},
        {"codepoint": "U+FFFD", "bytes": "8d"},
    ]
    assert restored(document.text, record(document)) == (document.text, undecodable)


@given(st.binary())
def test_the_hash_of_a_utf8_text_is_that_of_its_bytes_decodable_or_not(data):
    assert text_sha256(data.decode("utf-8", "surrogateescape")) == hashlib.sha256(data).hexdigest()


def test_any_other_lone_surrogate_is_hashed_as_if_it_were_a_character():
    assert text_sha256("a\ud800") == hashlib.sha256(b"a\xed\xa0\x80").hexdigest()


@given(st.binary(), st.sampled_from(["utf-8", "utf-8-sig", "ascii", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]))
def test_the_original_bytes_come_back_in_any_encoding(data, encoding):
    text, undecodable = decode(data, "utf-8" if encoding == "utf-8-sig" else encoding)
    document = Document(text, metadata=Metadata(encoding=encoding), undecodable=undecodable)
    assert original_bytes(document) == data


def decode(data: bytes, encoding: str) -> tuple[str, dict[int, bytes]]:
    """As a reader does it: one U+FFFD for each stretch of bytes that cannot be decoded."""
    text, undecodable = "", {}
    while data:
        try:
            return text + data.decode(encoding), undecodable
        except UnicodeDecodeError as error:
            text += data[: error.start].decode(encoding)
            undecodable[len(text)] = data[error.start : max(error.end, error.start + 1)]
            text += "\ufffd"
            data = data[max(error.end, error.start + 1) :]
    return text, undecodable


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [("é", "ascii", "cannot hold U\\+00E9"), ("a", "klingon", "unknown"), ("a", "utf-16", "byte order")],
)
def test_bytes_that_cannot_be_had_are_an_error_that_says_why(text, encoding, said):
    with pytest.raises(AnnotateError, match=said):
        original_bytes(Document(text, metadata=Metadata(encoding=encoding)))


def test_a_byte_order_mark_is_part_of_the_text_and_not_doubled():
    text = b"\xff\xfea\x00".decode("utf-16-le")
    assert original_bytes(Document(text, metadata=Metadata(encoding="utf-16-le"))) == b"\xff\xfea\x00"
    assert original_bytes(Document("\ufeffa", metadata=Metadata(encoding="utf-8-sig"))) == b"\xef\xbb\xbfa"
