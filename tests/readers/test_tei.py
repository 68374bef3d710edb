import io

import pytest

from annotate import Annotation, Declined, Document, Entity, Layer, Metadata, Source, Unreadable, collect
from annotate.readers import tei
from annotate.tei.write import write_tei

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'


def read(data, **options):
    data = data if isinstance(data, bytes) else data.encode()
    (document,) = tei.annotate_read(Source.from_bytes(data, **options))
    return document


def written(document: Document) -> bytes:
    out = io.BytesIO()
    write_tei(document, out)
    return out.getvalue()


def annotated() -> Document:
    metadata = Metadata(source="a.jsonl", language="fr", date="2024-02-20", title="La grue")
    document = Document("La grue\n\nJeanne la répare.", id="old", metadata=metadata, headings=(0,))
    mention = Annotation("entity", (9, 15), kind="person", entity=Entity("person", ("Jeanne",)))
    collect.add(document, "entities", {"entity": Layer("entity")}, [mention])
    return document


def test_a_file_of_ours_is_read_with_its_annotations_under_the_name_of_the_input():
    before = annotated()
    after = read(written(before), name="new.xml", id="new")
    assert after.id == "new"
    assert (after.text, after.blocks) == (before.text, before.blocks)
    assert (after.metadata.title, after.language, after.date) == ("La grue", "fr", "2024-02-20")
    (mention,) = after.layer("entity")
    assert after.text_of(mention) == "Jeanne"
    assert after.entity_of(mention).name == "Jeanne"


def test_bytes_that_were_not_decodable_come_back():
    before = Document("caf\udce9\0", id="a", undecodable={3: b"\xe9"})
    after = read(written(before))
    assert after.text == before.text
    assert after.undecodable == before.undecodable


def test_a_file_of_ours_that_was_changed_is_not_read_as_somebody_elses():
    changed = written(annotated()).replace(b"Jeanne la", b"Marie la")
    assert isinstance(read(changed, name="a.xml", id="a"), Unreadable)


@pytest.mark.parametrize(
    "data",
    [
        TEI + "<text>",
        '<!DOCTYPE TEI [<!ENTITY a "b">]>' + TEI + "<text>&a;</text></TEI>",
    ],
    ids=["broken", "DOCTYPE"],
)
def test_tei_that_cannot_be_trusted_is_unreadable_with_a_sentence(data):
    unreadable = read(data, name="a.xml", id="a")
    assert isinstance(unreadable, Unreadable)
    assert unreadable.id == "a"
    assert unreadable.reason
    assert unreadable.where.startswith("a.xml")


@pytest.mark.parametrize("data", [b"", b"Il neige.", b"<a/>", b"See http://www.tei-c.org/ns/1.0"])
def test_other_inputs_are_declined_and_not_consumed(data):
    source = Source.from_bytes(data, name="a.xml")
    with pytest.raises(Declined, match="TEI namespace"):
        tei.annotate_read(source)
    assert source.read() == data


def test_asked_by_name_it_tries():
    assert isinstance(read(b"<a/>", format="tei"), Unreadable)
