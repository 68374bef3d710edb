"""Feeds: each entry is a document, and a broken one costs itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import Declined, Document, Source, Unreadable
from annotate.readers import feed

ATOM = "http://www.w3.org/2005/Atom"


def read(data, **options) -> list[Document | Unreadable]:
    data = data if isinstance(data, bytes) else data.encode()
    return list(feed.annotate_read(Source.from_bytes(data, **{"name": "une.xml", "id": "une", **options})))


def rss(*items, channel="", head='<?xml version="1.0" encoding="utf-8"?>'):
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    joined = "".join(f"<item>{item}</item>" for item in items)
    return f'{head}<rss version="2.0" {spaces}><channel><title>La Gazette</title>{channel}{joined}</channel></rss>'


def atom(*entries, head=""):
    joined = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="{ATOM}" xml:lang="fr"><title>La Gazette</title>{head}{joined}</feed>'


def one(data) -> Document:
    (document,) = read(data)
    assert isinstance(document, Document), document
    return document


ITEM = (
    "<title>Le bac repart</title><link>https://gazette.example/port/le-bac_12.html?x=1</link>"
    "<guid>https://gazette.example/port/le-bac_12.html</guid><dc:creator>Jeanne Le Goff</dc:creator>"
    "<pubDate>Tue, 20 Feb 2024 00:30:00 +0100</pubDate>"
    "<description>&lt;p&gt;Il part &lt;b&gt;mardi&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Il neige.&lt;/p&gt;</description>"
)


def test_an_item_is_a_document_with_title_text_and_what_the_feed_says_of_it():
    found = one(rss(ITEM, channel="<language>fr_FR</language>"))
    assert found.text == "Le bac repart\nIl part mardi.\nIl neige."
    assert [block.heading for block in found.blocks] == [True, False, False]
    meta = found.metadata
    assert (meta.title, meta.authors, meta.publisher) == ("Le bac repart", ("Jeanne Le Goff",), "La Gazette")
    assert (meta.url, meta.language) == ("https://gazette.example/port/le-bac_12.html?x=1", "fr-FR")
    assert meta.media_type == "application/rss+xml"
    assert meta.notes == ("The text is the entry's title and its description.",)


def test_the_date_is_the_day_that_was_written_in_the_zone_of_the_writer():
    meta = one(rss(ITEM)).metadata
    assert (meta.date, meta.date_from, meta.date_cert) == ("2024-02-20", "metadata", None)
    stated = "<published>2024-02-20T00:30:00+01:00</published><updated>2024-02-22T08:00:00Z</updated>"
    assert one(atom(f"<title>a</title>{stated}")).date == "2024-02-20"
    assert one(rss("<title>a</title><dc:date>2024-02-20T00:30:00+01:00</dc:date>")).date == "2024-02-20"


def test_the_day_of_an_update_is_less_certain():
    meta = one(atom("<title>a</title><updated>2024-02-22T08:00:00Z</updated>")).metadata
    assert (meta.date, meta.date_cert) == ("2024-02-22", "medium")


def test_a_date_that_cannot_be_read_is_none_and_is_said():
    found = one(rss("<title>a</title><pubDate>mar., 20 février</pubDate>", channel="<pubDate>2024-01-01</pubDate>"))
    assert found.date is None
    assert "The date that the entry states cannot be read: 'mar., 20 février'." in found.metadata.notes


def test_ids_are_the_same_wherever_an_entry_stands():
    (first,) = read(rss(ITEM))
    _, second = read(rss("<title>Autre</title><guid>n12</guid>", ITEM))
    assert first.id == second.id
    assert first.id.startswith("une/le-bac_12.html-")
    assert [r.id for r in read(rss("<title>a</title><guid>n12</guid>", "<title>b</title>"))] == ["une/n12", "une-2"]


def test_the_whole_content_counts_before_the_summary():
    content = "<content:encoded><![CDATA[<p>Tout le texte.</p>]]></content:encoded>"
    assert one(rss(f"<title>Le bac</title><description>Peu.</description>{content}")).text == "Le bac\nTout le texte."


def test_a_content_that_begins_with_the_title_does_not_repeat_it():
    found = one(rss("<title>Le bac</title><description>&lt;h1&gt;Le bac&lt;/h1&gt;Il part.</description>"))
    assert found.text == "Le bac\nIl part."


@pytest.mark.parametrize(
    "content",
    [
        '<content type="html">&lt;p&gt;Il part &amp;amp; revient.&lt;/p&gt;</content>',
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Il part &amp; revient.</p></div></content>',
        "<content>Il part &amp; revient.</content>",
        '<summary type="text">Il part &amp; revient.</summary>',
    ],
)
def test_atom_says_what_its_content_is(content):
    found = one(
        atom(
            "<id>tag:gazette.example,2024:12</id><title>Le bac</title><author><name>Jeanne</name></author>"
            f'<link rel="self" href="https://a.example/"/><link href="https://gazette.example/bac"/>{content}'
        )
    )
    assert found.text == "Le bac\nIl part & revient."
    assert (found.metadata.url, found.metadata.authors) == ("https://gazette.example/bac", ("Jeanne",))
    assert (found.language, found.metadata.media_type) == ("fr", "application/atom+xml")


def test_text_of_atom_is_no_markup():
    assert one(atom("<title>a &lt;b&gt; c</title>")).text == "a <b> c"


def test_rss_1_has_its_items_beside_the_channel():
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel><title>La Gazette</title></channel><item><title>Le bac</title></item></rdf:RDF>"
    )
    assert (one(data).text, one(data).metadata.publisher) == ("Le bac", "La Gazette")


def test_an_author_is_named_without_the_address():
    assert one(rss("<title>a</title><author>j@gazette.example (Jeanne)</author>")).metadata.authors == ("Jeanne",)


def test_entities_of_html_and_lone_ampersands_are_mended():
    found = one(rss("<title>Caf&eacute; &amp; th&eacute;</title><link>https://a.example/?a=1&b=2</link>"))
    assert (found.text, found.metadata.url) == ("Café & thé", "https://a.example/?a=1&b=2")


@pytest.mark.parametrize("separator", ["", "\n"])
def test_a_broken_entry_costs_itself(separator):
    broken = "<title>Le car</title><description>Il <b>part.</description>"
    items = ("<title>Le bac</title>", broken, "<title>Le train</title>")
    first, second, third = read(rss(*items).replace("<item>", f"{separator}<item>"))
    assert (first.text, third.text) == ("Le bac", "Le train")
    assert second.reason.startswith("the XML of this entry is broken: Opening and ending tag mismatch")
    assert second.where == "une.xml, entry 2"


def test_where_a_feed_breaks_off_the_last_entry_is_lost():
    whole = rss("<title>Le bac</title>", "<title>Le car</title><description>Il part demain</description>")
    first, second = read(whole[: whole.index("demain")])
    assert first.text == "Le bac"
    assert second.reason == "the XML of this entry is broken: it breaks off"


def test_an_entry_without_text_is_unreadable():
    (bad,) = read(rss("<guid>n1</guid><description>&lt;img src='a.png'&gt;</description>"))
    assert (bad.id, bad.reason) == ("une/n1", "this entry has no text")


def test_a_feed_without_entries_holds_no_document(tmp_path, read):
    (tmp_path / "a.rss").write_text(rss())
    (none,) = read("a.rss")
    assert none.reason == "it holds no document"


@pytest.mark.parametrize("data", [b"", b"Bonjour.", b"<html><body>a</body></html>"])
def test_what_is_named_a_feed_and_is_none_is_unreadable(data):
    (bad,) = read(data, name="a.rss")
    assert isinstance(bad, Unreadable)
    assert bad.id == "une"


@pytest.mark.parametrize(
    "data",
    [
        "<html><body>rss</body></html>",
        "<feed><entry/></feed>",
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"/>',
        "Bonjour <rss>",
        "<!--" * 5000,
    ],
)
def test_what_does_not_begin_as_a_feed_is_declined(data):
    with pytest.raises(Declined, match="nor begins as a feed"):
        read(data)


def test_a_feed_is_known_behind_what_may_stand_before_it():
    head = '\ufeff<?xml version="1.0"?>\n<!-- <html> -->\n<!DOCTYPE rss [<!ENTITY neige "Il neige">]>'
    assert one(rss("<title>&neige;</title>", head=head)).text == "Il neige"


def test_entities_that_multiply_are_not_expanded():
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE rss [<!ENTITY a0 "{"ha" * 10}">{laughs}]>'
    assert one(rss("<title>&a9;</title>", head=head)).text == "&a9;"


def test_entities_from_files_are_not_read(tmp_path):
    (tmp_path / "secret").write_text("secret")
    head = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]>'
    for record in read(rss("<title>x &a;</title>", head=head)):
        assert "secret" not in (record.text if isinstance(record, Document) else record.reason)


@given(st.binary(max_size=40), st.integers(0, 900), st.sampled_from([rss(ITEM, ITEM), atom("<title>a</title>")]))
@settings(max_examples=200)
def test_any_bytes_are_documents_or_problems(rubbish, at, whole):
    data = whole.encode()
    for record in read(data[:at] + rubbish + data[at + len(rubbish) :], name="a.rss"):
        assert isinstance(record, Document) or record.reason
