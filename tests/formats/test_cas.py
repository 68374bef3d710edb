"""UIMA CAS: what dkpro-cassis, the library of INCEpTION's makers, opens; and what is read of CAS that others made."""

from __future__ import annotations

import io
import json
import zipfile
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import Annotation, Document, Entity, Kind, Layer, hookimpl
from annotate.job import Inputs
from annotate.plugins import load_registry
from annotate.reading import Reading
from annotate.source import Source, Unreadable
from annotate.testing import annotate_document, make_document
from annotate.testing.strategies import annotated_documents
from annotate.uima.vocabulary import CUSTOM, MENTION, SENTENCE, TOKEN

CAS = pytest.mark.parametrize("format", ["cas-xmi", "cas-json"])
READING = Reading(load_registry(only=()), Inputs())
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>%s</types></typeSystemDescription>"""
XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:x="http:///x.ecore"
    xmi:version="2.0">%s
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Le 😀 pont."/>
<cas:View sofa="1" members=""/></xmi:XMI>"""


class Mentions:
    """Names of entities in one layer, as a plugin for entities declares it, and a word in another."""

    provides = (Layer("entity", "names", {"person": Kind("a person", "identifying")}), "word-list")

    @hookimpl
    def annotate_document(self, document):
        start = document.text.index("Anne")
        yield Annotation("entity", (start, start + 4), "person", {"nested": True}, entity=Entity("person", "Anne"))
        yield Annotation("word-list", (0, 2), features={"a b": "1"})


@pytest.fixture(scope="module")
def cassis():
    return pytest.importorskip("cassis", reason="needs the library dkpro-cassis: the extra dev")


@pytest.fixture(scope="module")
def opened(cassis, write):
    """A document's CAS as dkpro-cassis opens it; it raises for types and features that the type system lacks."""

    def load(document, format):
        data = write(document, format)
        if format == "cas-json":
            return cassis.load_cas_from_json(io.BytesIO(data))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            types = cassis.load_typesystem(io.BytesIO(archive.read("TypeSystem.xml")))
            (name,) = (name for name in archive.namelist() if name.endswith(".xmi"))
            return cassis.load_cas_from_xmi(io.BytesIO(archive.read(name)), typesystem=types)

    return load


def read(data: bytes, name: str) -> list[Document | Unreadable]:
    """What the readers make of a file."""
    found = []
    for record in READING._read(Source.from_bytes(data, name=name, id=name), None):
        assert isinstance(record, (Document, Unreadable))
        found.append(record)
    return found


def archive(types: str, *structures: str) -> bytes:
    """An archive as INCEpTION exports it, around some types and structures."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("anna.xmi", XMI % "".join(structures))
        packed.writestr("TypeSystem.xml", TYPES % types)
    return out.getvalue()


def type_of(name: str, supertype: str = "uima.tcas.Annotation", /, **features: str) -> str:
    declared = "".join(
        f"<featureDescription><name>{feature}</name><rangeTypeName>{range}</rangeTypeName></featureDescription>"
        for feature, range in features.items()
    )
    return (
        f"<typeDescription><name>{name}</name><supertypeName>{supertype}</supertypeName>"
        f"<features>{declared}</features></typeDescription>"
    )


STRING = "uima.cas.String"
WORD = type_of("x.Word", kind=STRING)


def words(document, layer):
    return [(document.text_of(a), a.kind, dict(a.features)) for a in document.layer(layer)]


@CAS
def test_dkpro_cassis_opens_everything(document, opened, format):
    cas = opened(document, format)
    assert cas.sofa_string == document.text
    assert cas.sofa_mime == "text"
    for layer in document.layers:
        wanted = [document.text[start:end] for a in document.layer(layer) for start, end in a.spans or [(0, 0)]]
        assert [a.get_covered_text() for a in cas.select(CUSTOM + layer)] == wanted
    (quoted,) = (a for a in cas.select(f"{CUSTOM}said") if a.kind == "direct")
    assert [(link.role, link.target.get_covered_text()) for link in quoted.links.elements] == [
        ("speaker", "Anne Kervella"),
        ("cue", "a dit"),
    ]
    parts = [a for a in cas.select(f"{CUSTOM}said") if a.part_of]
    assert len(parts) == 2
    assert len({part.part_of for part in parts}) == 1
    (brest,) = (entity for entity in cas.select("annotate.Entity") if entity.kind == "place")
    assert (brest.names.elements, brest.identifiers.elements) == (["Brest"], ["insee", "29019"])
    (entry,) = cas.select("annotate.Reference")
    assert (entry.authority, entry.entry, entry.label) == ("demo", "e1", "KERVELLA, Anne")


@CAS
@settings(max_examples=25)  # dkpro-cassis makes Python classes of each document's types
@given(document=annotated_documents())
def test_whatever_is_written_dkpro_cassis_opens_and_counts_as_we_do(document, opened, format):
    cas = opened(document, format)
    text = cas.sofa_string
    assert len(text) == len(document.text)
    found = {
        (a.begin, a.end)
        for layer in cas.typesystem.get_types()
        if layer.name.startswith(CUSTOM)
        if "links" not in layer.name
        for a in cas.select(layer.name)
    }
    assert found == {span for name in document.layers for a in document.layer(name) for span in (a.spans or [(0, 0)])}
    sentences = [(s.begin, s.end) for s in cas.select(SENTENCE)]
    for token in cas.select(TOKEN):
        assert text[token.begin : token.end].split() == [text[token.begin : token.end]]
        assert any(begin <= token.begin < token.end <= end for begin, end in sentences)


@CAS
def test_a_layer_of_mentions_is_the_type_that_others_know(opened, format):
    document = annotate_document(Document("Le 😀 : Anne."), Mentions)
    cas = opened(document, format)
    (anne,) = cas.select(MENTION)
    assert (anne.get_covered_text(), anne.value, anne.identifier, anne.nested) == (
        "Anne",
        "person",
        "person.anne",
        True,
    )
    (word,) = cas.select(f"{CUSTOM}word_x002D_list")
    assert word["a_x0020_b"] == "1"


@CAS
@pytest.mark.parametrize("word", ["True", "class", "self", "begin", "kind"])
def test_a_feature_may_be_called_by_a_word_that_is_taken(opened, format, word):
    (found,) = opened(make_document("Le", annotations=[Annotation("a", (0, 2), features={word: "so"})]), format).select(
        f"{CUSTOM}a"
    )
    assert found[f"x_{word}"] == "so"


@CAS
def test_the_same_document_is_the_same_bytes(document, write, format):
    assert write(document, format) == write(document, format)


def test_the_archive_has_both_files_and_no_time_of_day(document, write):
    with zipfile.ZipFile(io.BytesIO(write(document, "cas-xmi"))) as packed:
        assert packed.namelist() == ["TypeSystem.xml", "pont.xmi"]
        assert {member.date_time for member in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@CAS
def test_what_xml_cannot_hold_is_told_and_comes_back(opened, write, lost, format):
    document = Document("a\x00\ud800\x1b b", undecodable={2: b"\xff"})
    assert opened(document, format).sofa_string == "a\ufffd\ufffd\ufffd b"
    (back,) = read(write(document, format), f"a.{'zip' if format == 'cas-xmi' else 'json'}")
    assert (back.text, dict(back.undecodable)) == (document.text, {2: b"\xff"})
    assert list(lost(document, format)) == ["headers (where a text comes from, versions, models, settings)"]


@CAS
def test_losses_are_said(document, lost, format):
    phrases = lost(document, format)
    assert phrases["TEI markup"] == 3
    assert phrases["layers that did not run"] == 1
    assert not any("links" in phrase or "entit" in phrase for phrase in phrases)


def test_numbers_that_some_annotations_lack_are_words_for_java_has_no_missing_ones(lost, opened):
    found = [Annotation("a", (0, 1), features={"n": 1, "m": 2}), Annotation("a", (1, 2), features={"m": 3})]
    document = make_document("Le pont", annotations=found)
    one, two = opened(document, "cas-xmi").select(f"{CUSTOM}a")
    assert (one.n, two.n, one.m, two.m) == ("1", None, 2, 3)
    assert lost(document, "cas-xmi")["numbers and truth values of features as such: they are words"] == 1


# What others made


def corrected(cassis, write, change) -> bytes:
    """The archive of a document after somebody has changed it with dkpro-cassis, without the types of our own."""
    data = write(annotate_document(Document("Le 😀 : Anne dort."), Mentions), "cas-xmi")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        types = cassis.load_typesystem(io.BytesIO(packed.read("TypeSystem.xml")))
        cas = cassis.load_cas_from_xmi(io.BytesIO(packed.read("document.xmi")), typesystem=types)
    for entity in cas.select("annotate.Entity"):
        cas.remove(entity)
    change(cas, types)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("anna.xmi", cas.to_xmi())
        packed.writestr("TypeSystem.xml", types.to_xml())
    return out.getvalue()


def test_corrections_come_back_under_the_formats_name(cassis, write):
    def change(cas, types):
        words = types.get_type(f"{CUSTOM}word_x002D_list")
        cas.add(words(begin=12, end=16, kind="verb"))

    (back,) = read(corrected(cassis, write, change), "a.zip")
    assert words(back, "word-list") == [("Le", None, {"a b": "1"}), ("dort", "verb", {})]
    assert {a.source for a in back.layer("word-list")} == {"cas-xmi"}
    assert [run.plugin for run in back.runs] == ["cas-xmi"]


def test_an_entity_of_which_only_the_name_is_left_is_called_as_in_the_text(cassis, write):
    (back,) = read(corrected(cassis, write, lambda cas, types: None), "a.zip")
    assert words(back, "entity") == [("Anne", "person", {"nested": True})]
    assert [(entity.id, entity.name) for entity in back.entities] == [("person.anne", "Anne")]


def test_what_was_corrected_goes_back_into_the_file_that_it_is_about(annotate_cli, cassis, document, tei):
    assert annotate_cli("convert", tei, "-t", "cas-xmi", "-o", "pont.zip").returncode == 0
    with zipfile.ZipFile(tei.parent / "pont.zip") as packed:
        types = cassis.load_typesystem(io.BytesIO(packed.read("TypeSystem.xml")))
        cas = cassis.load_cas_from_xmi(io.BytesIO(packed.read("pont.xmi")), typesystem=types)
    for entity in cas.select("annotate.Entity"):  # which INCEpTION does not keep
        cas.remove(entity)
    (cue,) = (annotation for annotation in cas.select(f"{CUSTOM}said") if annotation.kind == "cue")
    cue.begin, cue.kind = cue.begin + 2, "verb"
    with zipfile.ZipFile(tei.parent / "anna.zip", "w") as packed:
        packed.writestr("anna.xmi", cas.to_xmi())
        packed.writestr("TypeSystem.xml", types.to_xml())
    done = annotate_cli("correct", tei, "anna.zip", "--by", "Anna", "-o", "corrected.tei.xml")
    assert (done.returncode, done.said[-1]) == (
        0,
        "kept 7, changed 1, added 1, removed 1",
    )  # the quotation has another cue
    assert annotate_cli("validate", "corrected.tei.xml").returncode == 0


def test_types_of_others_are_layers_and_what_describes_language_is_not(cassis):
    types = cassis.load_typesystem(files("cassis.resources") / "dkpro-core-types.xml")
    lemma = types.get_type("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma")
    place = types.get_type("de.tudarmstadt.ukp.dkpro.core.api.ner.type.Location")
    event = types.create_type("org.example.Event")
    link = types.create_type("org.example.EventLink", "uima.cas.TOP")
    relation = types.create_type("org.example.Before")
    for type, feature, range in (
        (event, "value", STRING),
        (event, "sure", "uima.cas.Boolean"),
        (event, "year", "uima.cas.Integer"),
        (link, "role", STRING),
        (link, "target", "uima.tcas.Annotation"),
        (relation, "value", STRING),
        (relation, "Governor", event.name),
        (relation, "Dependent", event.name),
    ):
        types.create_feature(type, feature, range)
    types.create_feature(event, "actors", "uima.cas.FSArray", elementType=link.name)
    cas = cassis.Cas(types, sofa_string="😀 Brest 😀 brûle, Lyon dort.")
    brest = place(begin=2, end=7)
    cas.add(brest)
    actors = types.get_type("uima.cas.FSArray")(elements=[link(role="where is it?", target=brest)])
    burns = event(begin=10, end=15, value="fire", sure=True, year=0, actors=actors)
    sleeps = event(begin=22, end=26, value="sleep", sure=False, year=7)
    cas.add_all(
        [
            burns,
            sleeps,
            relation(begin=22, end=26, Governor=burns, Dependent=sleeps, value="before"),
            lemma(begin=2, end=7, value="Brest"),
        ]
    )
    (found,) = read(cas.to_json().encode(), "a.json")
    assert words(found, "entity") == [("Brest", "Location", {})]
    assert words(found, "Event") == [("brûle", "fire", {"sure": True, "year": 0}), ("dort", "sleep", {"year": 7})]
    fire = found.layer("Event")[0]
    assert {role: [found.text_of(a) for a in found.linked(fire, role)] for role in fire.links} == {
        "where_is_it_": ["Brest"],
        "before": ["dort"],
    }
    assert found.metadata.notes == ("Not read: 1 of de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma.",)


def test_a_file_is_read_with_the_type_system_beside_it(annotate_cli, tmp_path):
    (tmp_path / "a.xmi").write_text(XMI % '<x:Word xmi:id="9" sofa="1" begin="6" end="10" kind="noun"/>')
    said = annotate_cli("convert", "a.xmi", "-t", "csv").said
    assert len(said) == 1
    assert "there is no TypeSystem.xml beside it" in said[0]
    (tmp_path / "TypeSystem.xml").write_text(TYPES % WORD)
    assert "Word.p1.5-9,noun,5,9,pont" in annotate_cli("convert", "a.xmi", "-t", "csv").out
    done = annotate_cli("run", tmp_path, "-o", tmp_path / "out")
    assert done.returncode == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.tei.xml"]


def test_an_archive_of_one_is_called_as_the_archive_and_one_of_several_as_their_files(annotate_cli, tmp_path):
    (tmp_path / "one.zip").write_bytes(archive(WORD))
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as packed:
        packed.writestr("TypeSystem.xml", TYPES % WORD)
        packed.writestr("a.xmi", XMI % "")
        packed.writestr("b.xmi", XMI % "")
    assert annotate_cli("run", "one.zip", "two.zip", "-o", "out").returncode == 0
    names = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.xml"))
    assert names == ["one.tei.xml", "two.zip/a.tei.xml", "two.zip/b.tei.xml"]


def test_an_archive_of_articles_is_none_of_these():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "Le pont.")
    (source,) = READING._read(Source.from_bytes(out.getvalue(), name="a.zip"), None)
    assert isinstance(source, Source)


# Hostile files


def word(begin, end, more=""):
    return f'<x:Word xmi:id="9" sofa="1" begin="{begin}" end="{end}"{more}/>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (archive(WORD, word(0, 99)), "x.Word 9: offset 99 is outside the text of 11 units"),
        (archive(WORD, word(-1, 2)), "outside the text"),
        (archive(WORD, word(4, 5)), "offset 4 is within a character"),
        (archive(WORD, word(3, 1)), "ends at 1, before it begins at 3"),
        (archive(WORD, word("x", 1)), "'x' is not a number"),
        (archive(WORD, word("9" * 5000, 1)), "is not a number"),
        (archive(WORD, "<x:Word>"), "not well-formed XML"),
        (archive(type_of("x.Word", "x.Other") + type_of("x.Other", "x.Word"), word(0, 1)), "refines itself"),
        (archive(type_of("annotate.Entity", "uima.cas.TOP", name=STRING),
                 '<e:Entity xmlns:e="http:///annotate.ecore" xmi:id="2" name="a"/>'), "kind '' is not one of"),
        (archive(type_of("annotate.Replaced"),
                 '<e:Replaced xmlns:e="http:///annotate.ecore" xmi:id="2" begin="0" end="1"/>'), "codepoint ''"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_line(data, said):
    (record,) = read(data, "a.zip")
    assert isinstance(record, Unreadable)
    assert said in record.reason
    assert "\n" not in record.reason


@pytest.mark.parametrize("where", ["anna.xmi", "TypeSystem.xml"])
@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE a [<!ENTITY e "e"><!ENTITY f "&e;&e;">]>'],
)
def test_no_document_type_is_read(where, doctype):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in (("anna.xmi", XMI % ""), ("TypeSystem.xml", TYPES % WORD)):
            packed.writestr(name, content.replace("?>\n", f"?>{doctype}\n") if name == where else content)
    (record,) = read(out.getvalue(), "a.zip")
    assert "DOCTYPE" in record.reason


def test_references_in_a_circle_and_into_the_void_are_links_or_left_out():
    types = type_of("x.Word", next="x.Word", all="uima.cas.FSArray")
    around = (
        '<x:Word xmi:id="8" sofa="1" begin="0" end="2" next="9" all="8 9 77"/>'
        '<x:Word xmi:id="9" sofa="1" begin="6" end="10" next="8" all="12"/>'
        '<cas:FSArray xmi:id="12" elements="12"/>'
    )
    (found,) = read(archive(types, around), "a.zip")
    first, second = found.layer("Word")
    assert dict(first.links) == {"next": (second.id,), "all": (first.id, second.id)}
    assert dict(second.links) == {"next": (first.id,)}
    assert found.metadata.notes == ("Not read: 2 of values of all.",)


def test_a_bomb_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.xmi", b" " * (32 << 20))
    assert "bomb" in read(out.getvalue(), "a.zip")[0].reason


WHOLE = {"%TYPES": {}, "%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "Le pont"}]}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"%TYPES": ', "not JSON"),
        (b'{"%TYPES": "\xff"}', "not UTF-8"),
        (b'{"%TYPES": ' + b"[" * 100_000, "cannot be read"),
        (b'{"%TYPES": {}}', "no view with a text"),
        (b'{"%TYPES": [1]}', "an object was expected"),
        (json.dumps(WHOLE | {"%TYPES": {"a": {"%SUPER_TYPE": "a"}}}).encode(), None),
    ],
)
def test_json_that_is_no_cas_is_one_line(data, said):
    (record,) = read(data, "a.json")
    assert isinstance(record, Unreadable) == (said is not None)
    if said is not None:
        assert said in record.reason


ANY_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=4)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=5,
)


@given(data=st.data(), document=annotated_documents())
def test_json_with_anything_anywhere_is_read_or_refused(data, document, write):
    whole = json.loads(write(document, "cas-json"))
    place = whole["%FEATURE_STRUCTURES"] if data.draw(st.booleans()) else list(whole["%TYPES"].values())
    one = data.draw(st.sampled_from(place))
    one[data.draw(st.sampled_from(list(one)))] = data.draw(ANY_JSON)
    (record,) = read(json.dumps(whole).encode(), "a.json")
    assert isinstance(record, Document) or record.reason.startswith("The CAS cannot be read: ")
