"""What each format says of a document that has one of everything."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from annotate.testing import make_document


def items(document, write):
    return json.loads(write(document, "web-annotation"))["first"]["items"]


def test_csv_has_a_line_for_each_part_of_an_annotation_with_a_gap(document, write):
    rows = list(csv.DictReader(io.StringIO(write(document, "csv").decode(), newline="")))
    parts = [row for row in rows if row["text"] in ("Elle est", "inquiète")]
    assert len({row["id"] for row in parts}) == 1
    assert json.loads(parts[0]["features"]) == {"reason": "who is she?", "sure": True}


def test_csv_says_who_speaks_when_it_was_and_what_a_list_calls_somebody(document, write):
    rows = list(csv.DictReader(io.StringIO(write(document, "csv").decode(), newline="")))
    assert [row["speaker"] for row in rows if row["kind"] == "direct"] == ["Anne Kervella"]
    assert [row["value"] for row in rows if row["text"] == "3 mars"] == ["2024-03-03"]
    assert [row["value"] for row in rows if row["text"] == "le 3"] == ["P3D"]
    (listed,) = (row for row in rows if row["layer"] == "listed")
    assert (listed["start"], listed["entry"], listed["name"]) == ("", "demo:e1", "Anne Kervella")
    assert {row["score"] for row in rows} == {"", "0.75"}
    assert {row["source"] for row in rows} == {"finder"}


def test_brat_has_each_kind_of_line(document, write):
    lines = write(document, "brat").decode().splitlines()
    text = write(document, "text").decode()
    assert text == document.text
    quoted = text.index("« Le pont")
    assert f"T6\tsaid_direct {quoted} {quoted + 9};{quoted + 10} {quoted + 23}\t« Le pont ferme lundi »" in lines
    assert "N1\tReference T4 entity:person.anne-kervella\tAnne Kervella" in lines
    assert [line.split("\t")[1].split()[0] for line in lines if line.startswith("R")] == ["cue", "speaker"]
    assert any(line.startswith("A") and line.split("\t")[1].startswith("value T") for line in lines)
    assert any(line.startswith("A") and line.split("\t")[1].startswith("sure T") for line in lines)
    assert any(line.startswith("#") and '"reason": "who is she?"' in line for line in lines)


def test_brat_says_that_it_has_no_place_for_an_entry_about_an_entity(document, lost):
    assert lost(document, "brat")["annotations of an entity as a whole"] == 1


def test_conllu_cuts_a_quotation_at_the_paragraph_and_says_so(document, write, lost):
    tagged = [line for line in write(document, "conllu").decode().splitlines() if "said=B-direct" in line]
    assert [line.split("\t")[1] for line in tagged] == ["«", "ferme"]
    assert lost(document, "conllu")["annotations across sentences, in one piece"] == 1
    assert lost(document, "conllu")["gaps within annotations"] == 1


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Il pleut. Il vente.", ["Il pleut.", "Il vente."]),
        ("« Il pleut. » Il vente !", ["« Il pleut. »", "Il vente !"]),
        ("M. Le Goff vient.", ["M. Le Goff vient."]),
        ("Il a dit… puis rien.", ["Il a dit… puis rien."]),
        ("Il coûte 3.50 euros l’an.", ["Il coûte 3.50 euros l’ an."]),
        ("Un titre\nUn texte", ["Un titre", "Un texte"]),
    ],
)
def test_conllu_cuts_sentences(text, sentences, write):
    lines = write(make_document(text), "conllu").decode().splitlines()
    assert [line.removeprefix("# text = ") for line in lines if line.startswith("# text")] == [
        sentence.replace("’ ", "’") for sentence in sentences
    ]


def test_conllu_is_read_by_the_library_of_that_name(document, write):
    conllu = pytest.importorskip("conllu", reason="needs the library conllu")
    sentences = conllu.parse(write(document, "conllu").decode())
    assert sentences[0].metadata["newdoc id"] == "pont"
    for sentence in sentences:
        pieces = (t["form"] + ("" if t["misc"].get("SpaceAfter") == "No" else " ") for t in sentence)
        assert "".join(pieces).rstrip() == sentence.metadata["text"]
    assert [t["form"] for s in sentences for t in s if t["misc"].get("name") == "B-place"] == ["Brest"]


def test_web_annotation_has_what_the_model_requires(document, write):
    collection = json.loads(write(document, "web-annotation"))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    page = collection["first"]
    assert (page["type"], page["partOf"], page["startIndex"]) == ("AnnotationPage", collection["id"], 0)
    assert collection["total"] == len(page["items"])
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["target"]
        assert item["creator"] == {"type": "Software", "name": "finder 0"}
        for body in item["body"]:
            assert body["type"] in ("TextualBody", "SpecificResource")
            assert body["purpose"] in ("classifying", "tagging", "identifying", "describing")


def test_web_annotation_keeps_kind_entity_features_links_and_score(document, write):
    by_value = {item["body"][0]["value"]: item for item in items(document, write)}
    said = by_value["said:direct"]
    assert said["motivation"] == said["body"][0]["purpose"] == "tagging"
    assert by_value["said:cue"]["motivation"] == "classifying"
    more = json.loads(said["body"][-1]["value"])
    assert set(more["links"]) == {"cue", "speaker"}
    place = by_value["name:place"]["body"][1]["source"]
    assert (place["type"], place["name"], place["dcterms:identifier"]) == ("schema:Place", ["Brest"], ["insee:29019"])
    assert json.loads(by_value["name:person"]["body"][-1]["value"]) == {"score": 0.75}
    assert by_value["listed:hit"]["target"] == by_value["name:person"]["body"][1]["source"]
    assert len(by_value["said"]["target"]) == 2
    assert said["target"]["scope"] == "https://news.example/pont"


def test_web_annotation_is_the_same_for_the_same_and_another_for_another(document, write):
    first = write(document, "web-annotation")
    assert write(document, "web-annotation") == first
    other = make_document(document.text, id=document.id)
    assert json.loads(write(other, "web-annotation"))["id"] != json.loads(first)["id"]


def test_markdown_tells_who_said_what_when_and_what_did_not_run(document, write):
    lines = write(document, "markdown").decode().splitlines()
    assert lines[0] == "# Le pont"
    assert "- **topic**: **did not run** (breaks: failed, RuntimeError: no model)" in lines
    assert "- **Anne Kervella (Kervella)**, person: «Anne Kervella»" in lines
    assert lines[lines.index("- **Anne Kervella**") + 1] == "  - *direct*: « Le pont ferme lundi »"
    assert "- **2024-03-03**: 3 mars" in lines
    assert "- **P3D**: le 3" in lines
    assert any(line.startswith("- **Anne Kervella**: KERVELLA, Anne (A list, 2024-01-01: e1)") for line in lines)


@pytest.mark.parametrize("format", ["csv", "tsv", "brat", "conllu", "web-annotation", "turtle", "parquet"])
def test_that_a_layer_did_not_run_is_said_to_be_lost(document, lost, format):
    assert lost(document, format)["layers that did not run"] == 1


@pytest.mark.parametrize(
    "format", ["csv", "tsv", "brat", "conllu", "web-annotation", "turtle", "markdown", "text", "tei-inline"]
)
def test_a_document_without_text_or_annotations_is_written(write, format):
    write(make_document(""), format).decode()
    write(make_document(" \n"), format).decode()


def web_annotation_context() -> dict[str, object]:
    """What http://www.w3.org/ns/anno.jsonld says, from the table of its terms."""
    with (Path(__file__).parent / "data" / "web_annotation_terms.tsv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader((line for line in table if not line.startswith("#")), delimiter="\t"))
        terms = {row.pop("term"): {f"@{key}": value for key, value in row.items() if value} for row in rows}
    # in JSON-LD 1.1, only a term that is a plain string can be a prefix
    return {"@context": {term: of["@id"] if set(of) == {"@id"} else of for term, of in terms.items()}}


def test_web_annotation_is_json_ld_of_which_nothing_falls_away(document, write):
    jsonld = pytest.importorskip("pyld.jsonld", reason="needs the library PyLD")

    def load(url, options):
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": web_annotation_context()}

    data = json.loads(write(document, "web-annotation"))
    (collection,) = jsonld.expand(data, {"documentLoader": load})
    oa = "http://www.w3.org/ns/oa#"
    (page,) = collection["http://www.w3.org/ns/activitystreams#first"]
    (listed,) = page["http://www.w3.org/ns/activitystreams#items"]
    assert len(listed["@list"]) == data["total"]
    for expanded, item in zip(listed["@list"], data["first"]["items"], strict=True):
        assert expanded["@id"] == item["id"]
        assert expanded["@type"] == [f"{oa}Annotation"]
        assert len(expanded) == len(item)
        assert len(expanded[f"{oa}hasBody"]) == len(item["body"])
    back = jsonld.compact(collection, "http://www.w3.org/ns/anno.jsonld", {"documentLoader": load})
    assert back["first"]["items"][0]["target"] == data["first"]["items"][0]["target"]
