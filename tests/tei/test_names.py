import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.tei.names import plain, prefix, source_name, tei_version, token, uri, xml_name

SOME = st.text(st.one_of(st.characters(), st.sampled_from("_x0-.AaéF ")))


@given(SOME)
def test_any_string_makes_a_name_and_a_token_and_comes_back(text):
    assert re.fullmatch(r"[^\W\d][\w.-]*", xml_name(text))
    assert re.fullmatch(r"\S+", token(text))
    assert plain(xml_name(text)) == text
    assert plain(token(text)) == text


def test_a_plain_name_stays_what_it_is():
    assert [xml_name(name) for name in ("type", "listedAtPublication", "iso-3166.1", "été")] == [
        "type",
        "listedAtPublication",
        "iso-3166.1",
        "été",
    ]
    assert xml_name("is quoted") == "is_x0020_quoted"


@given(st.text(st.characters(exclude_categories=()), min_size=1).filter(lambda text: "://" not in text))
def test_any_file_name_makes_a_uri_reference_and_comes_back(name):
    assert re.fullmatch(r"[A-Za-z0-9_.~/%-]+", uri(name))
    assert uri(source_name(uri(name))) == uri(name)
    if not any("\ud800" <= character <= "\udfff" for character in name):
        assert source_name(uri(name)) == name


def test_a_url_stays_a_url():
    assert uri("https://example.org/é?a=%20&b=c d#e") == "https://example.org/é?a=%20&b=c%20d#e"


@pytest.mark.parametrize(
    ("version", "said"),
    [("1.2.3", "1.2.3"), ("0.1.0.dev3+g12", "0.1.0"), ("1!2.0rc1", "2.0"), ("1.2.3.4.5", "1.2.3.4"), ("x", "0")],
)
def test_a_tei_version_holds_the_release_only(version, said):
    assert tei_version(version) == said


def test_a_list_whose_id_cannot_be_a_prefix_gets_another():
    assert [prefix(id) for id in ("ofac", "src", "UN", "x-1")] == ["ofac", "x-737263", "x-554e", "x-782d31"]
