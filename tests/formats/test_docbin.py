"""DocBin: what spaCy opens."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from annotate import Annotation, Document, Entity, Kind, Layer, hookimpl
from annotate.testing import annotate_document, make_document
from annotate.testing.strategies import annotated_documents


@pytest.fixture(scope="module")
def opened(write):
    """A document's Doc as spaCy opens it."""
    spacy = pytest.importorskip("spacy", reason="needs spaCy: the extra spacy")
    from spacy.tokens import DocBin

    vocab = spacy.blank("fr").vocab

    def load(document):
        (doc,) = DocBin().from_bytes(write(document, "docbin")).get_docs(vocab)
        return doc

    return load


class Nested:
    """Two mentions, one within the other."""

    provides = (Layer("entity", "", {"person": Kind("", "identifying"), "place": Kind("", "identifying")}),)

    @hookimpl
    def annotate_document(self, document):
        yield Annotation("entity", (0, 13), "person", entity=Entity("person", "Anne de Brest"))
        yield Annotation("entity", (8, 13), "place", entity=Entity("place", "Brest"))


def test_every_layer_is_a_group_of_spans(document, opened):
    doc = opened(document)
    assert doc.text == document.text
    for layer in document.layers:
        wanted = [document.text[start:end] for a in document.layer(layer) for start, end in a.spans]
        assert [span.text for span in doc.spans[layer]] == wanted
    (brest,) = (span for span in doc.spans["name"] if span.label_ == "place")
    assert (brest.text, brest.kb_id_, brest.id_) == ("Brest", "place.brest", brest.id_)
    parts = [span for span in doc.spans["said"] if span.text in ("Elle est", "inquiète")]
    assert len({span.id_ for span in parts}) == 1


def test_what_spans_cannot_say_is_json_in_user_data(document, opened):
    rest = json.loads(opened(document).user_data["annotate"])
    by_id = {annotation["id"]: annotation for annotation in rest["annotations"]}
    (quoted,) = (a for a in by_id.values() if a.get("kind") == "direct")
    assert set(quoted["links"]) == {"speaker", "cue"}
    assert by_id[quoted["links"]["speaker"][0]]["text"] == "Anne Kervella"
    assert "text" not in rest
    assert [entity["id"] for entity in rest["entities"]] == ["person.anne-kervella", "place.brest"]


def test_mentions_of_entities_are_ents_the_longest_of_those_that_overlap(opened):
    doc = opened(annotate_document(Document("Anne de Brest dort."), Nested))
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents] == [
        ("Anne de Brest", "person", "person.anne-de-brest")
    ]
    assert [span.text for span in doc.spans["entity"]] == ["Anne de Brest", "Brest"]


def test_sentences_are_cut_as_in_other_formats(opened):
    doc = opened(make_document("Il pleut. Il vente !\n\nElle dort."))
    assert [sentence.text.strip() for sentence in doc.sents] == ["Il pleut.", "Il vente !", "Elle dort."]


@given(document=annotated_documents())
def test_whatever_is_written_spacy_opens_with_all_spans(document, opened):
    doc = opened(document)
    assert len(doc.text) == len(document.text)
    for layer in document.layers:
        wanted = [(*span, a.id) for a in document.layer(layer) for span in a.spans]
        assert [(s.start_char, s.end_char, s.id_) for s in doc.spans[layer]] == wanted


def test_the_same_document_is_the_same_bytes(document, opened, write):
    assert opened(document)
    assert write(document, "docbin") == write(document, "docbin")
