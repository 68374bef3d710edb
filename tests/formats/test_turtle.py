"""RDF in Turtle, as rdflib reads it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from annotate import Document
from annotate.tei.characters import legal
from annotate.testing import make_document
from annotate.testing.strategies import documents

rdflib = pytest.importorskip("rdflib", reason="needs the library rdflib")
NIF = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
ITS = rdflib.Namespace("http://www.w3.org/2005/11/its/rdf#")
SCHEMA = rdflib.Namespace("http://schema.org/")
PREFIXES = f"""
    PREFIX nif: <{NIF}> PREFIX its: <{ITS}> PREFIX schema: <{SCHEMA}>
    PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/>
"""


@pytest.fixture
def graph(document, write):
    return rdflib.Graph().parse(data=write(document, "turtle"), format="turtle")


def rows(graph, query):
    return sorted(tuple(str(value) for value in row) for row in graph.query(PREFIXES + query))


def strings(graph):
    """The stretches of text: what the IRI says, what the properties say, the words."""
    for one in graph.subjects(NIF.anchorOf):
        begin, end = (int(graph.value(one, predicate)) for predicate in (NIF.beginIndex, NIF.endIndex))
        assert re.search(r"#char=(\d+),(\d+)$", one).groups() == (str(begin), str(end))
        yield one, begin, end, str(graph.value(one, NIF.anchorOf))


def test_the_text_is_the_context_of_all_that_is_annotated(graph, document):
    (context,) = graph.subjects(rdflib.RDF.type, NIF.Context)
    assert str(graph.value(context, NIF.isString)) == document.text
    assert set(graph.objects(None, NIF.referenceContext)) == {context}
    for _, begin, end, words in strings(graph):
        assert document.text[begin:end] == words
    assert str(graph.value(context, NIF.sourceUrl)) == "https://news.example/pont"


def test_a_name_leads_to_its_entity_with_class_and_confidence(graph):
    found = rows(
        graph,
        """SELECT ?words ?name ?class ?sure { ?s nif:anchorOf ?words ; its:taIdentRef ?e ; its:taClassRef ?class .
           ?e schema:name ?name OPTIONAL { ?s its:taConfidence ?sure } }""",
    )
    anne, place = f"{SCHEMA}Person", f"{SCHEMA}Place"
    assert found == [("Anne Kervella", "Anne Kervella", anne, "0.75"), ("Brest", "Brest", place, "None")]
    assert rows(graph, "SELECT ?n { ?e schema:alternateName ?n }") == [("Kervella",)]
    identifiers = rows(
        graph, "SELECT ?scheme ?id { ?e schema:identifier [ schema:propertyID ?scheme ; schema:value ?id ] }"
    )
    assert identifiers == [("insee", "29019")]


def test_an_annotation_with_a_gap_is_one_unit_of_two_stretches(graph):
    found = rows(
        graph,
        """SELECT ?words ?reason { ?s nif:anchorOf ?words ; nif:annotationUnit ?unit .
           ?unit schema:additionalProperty [ schema:name "reason" ; schema:value ?reason ] }""",
    )
    assert found == [("Elle est", "who is she?"), ("inquiète", "who is she?")]


def test_kinds_links_features_and_plugins_are_said(graph):
    found = rows(
        graph,
        """SELECT ?kind ?motive ?role ?words ?agent { ?unit its:taClassRef ?k ; prov:wasAttributedTo/rdfs:label ?agent ;
             schema:additionalProperty [ schema:name ?role ; schema:valueReference ?to ] .
           ?k skos:prefLabel ?kind ; skos:broadMatch ?motive ; skos:broader/skos:prefLabel "said" .
           ?s nif:annotationUnit ?to ; nif:anchorOf ?words }""",
    )
    tagging = "http://www.w3.org/ns/oa#tagging"
    assert found == [
        ("direct", tagging, "cue", "a dit", "finder 0"),
        ("direct", tagging, "speaker", "Anne Kervella", "finder 0"),
    ]
    values = rows(graph, 'SELECT ?v { [] schema:additionalProperty [ schema:name "value" ; schema:value ?v ] }')
    assert values == [("2024-03-04",), ("P3D",)]
    (sure,) = graph.query(PREFIXES + 'SELECT ?v { [] schema:name "sure" ; schema:value ?v }')
    assert sure.v.toPython() is True


def test_an_entry_of_a_list_and_tei_markup_are_said(graph):
    query = """SELECT ?entry ?title { ?u its:taIdentRef/schema:name "Anne Kervella" ;
               dcterms:references [ dcterms:identifier ?entry ; dcterms:isPartOf/dcterms:title ?title ] }"""
    assert rows(graph, query) == [("e1", "A list")]
    markup = {str(value) for value in graph.objects(None, rdflib.RDF.value)}
    assert '<date xmlns="http://www.tei-c.org/ns/1.0" when="2024-03-03"/>' in markup


def test_documents_follow_each_other_in_one_file(document, write):
    other = make_document("Une autre.", id="autre")
    graph = rdflib.Graph().parse(data=write(document, "turtle") + write(other, "turtle"), format="turtle")
    assert rows(graph, "SELECT ?id { [] a nif:Context ; dcterms:identifier ?id }") == [("autre",), ("pont",)]


def test_the_same_document_has_the_same_identifiers_and_another_has_others(document, write):
    assert write(document, "turtle") == write(document, "turtle")
    again, other = (
        rdflib.Graph().parse(data=write(one, "turtle"), format="turtle")
        for one in (document, make_document(document.text, id=document.id))
    )
    assert len(set(again.subjects(rdflib.RDF.type, NIF.Context)) & set(other.subjects(rdflib.RDF.type, NIF.Context)))
    assert not set(again.subjects(rdflib.RDF.type, NIF.AnnotationUnit)) & set(other.subjects())


def test_nothing_but_the_header_is_lost(document, lost):
    assert {phrase.partition(" (")[0] for phrase in lost(document, "turtle")} == {"headers", "layers that did not run"}


def test_characters_that_rdf_does_not_hold_are_said_to_be_lost(write, lost):
    document = Document("a\x00\x00b\x01")
    assert lost(document, "turtle")["characters that XML does not have"] == 2
    graph = rdflib.Graph().parse(data=write(document, "turtle"), format="turtle")
    assert [str(text) for text in graph.objects(None, NIF.isString)] == ["a\ufffd\ufffdb\ufffd"]


@given(document=documents(layers=("mark", "third-party")))
def test_whatever_the_text_every_annotation_leads_to_its_words(document, write):
    graph = rdflib.Graph().parse(data=write(document, "turtle"), format="turtle")
    text = legal(document.text)
    (context,) = graph.subjects(rdflib.RDF.type, NIF.Context)
    assert str(graph.value(context, NIF.isString)) == text
    found = {}
    for one, begin, end, words in strings(graph):
        assert text[begin:end] == words
        found.update({str(unit).partition("#")[2]: (begin, end) for unit in graph.objects(one, NIF.annotationUnit)})
    assert found == {a.id: tuple(a.spans[0]) for layer in document.layers for a in document.layer(layer)}
