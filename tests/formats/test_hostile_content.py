"""A document's text and a plugin's values are hostile input: no format lets them act."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import pytest
from lxml import etree

from annotate import Annotation, Document, Entity, Markup, Metadata, hookimpl
from annotate.tei.characters import legal
from annotate.testing import annotate_document

HOSTILE = [
    "=HYPERLINK(1)",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "＝1",
    "<script>alert(1)</script>",
    "</script><!--",
    "[a](javascript:alert(1))",
    "![a](http://evil.example/a.png)",
    "https://evil.example www.evil.example",
    "`# *a* _b_ | c &lt;b&gt; \\",
    "a\n\n# sent_id = 7\n1\tx\t_\nT1\tx 0 1\ta|SpaceAfter=No",
    "\u202egnp.exe\u202c \x1b[31m\x00\u2028\x85b",
]


class Everything:
    """Puts a text wherever a plugin can."""

    provides = ("any",)

    @hookimpl
    def annotate_document(self, document):
        hostile = document.text.removeprefix("x ").removesuffix(" y")
        who = Entity("person", ["Anne", hostile], identifiers={"id": hostile})
        about = Markup("said", {"who": who})
        yield Annotation("any", (2, 2 + len(hostile)), features={"v": hostile}, entity=who, markup=about)
        yield Annotation("any", (0, 1), entity=Entity("place", [hostile]), markup=Markup("date", {"when": "2024"}))


def document_of(words: str) -> Document:
    url = f"https://news.example/{words}"
    metadata = Metadata(source=words, title=words, url=url, publisher=words)
    return annotate_document(Document(f"x {words} y", id=words, metadata=metadata), Everything)


HARMLESS = document_of("harmless")


@pytest.fixture(params=HOSTILE, ids=ascii)
def hostile(request) -> Document:
    return document_of(request.param)


def test_csv_has_no_cell_that_is_a_formula(hostile, write):
    rows = list(csv.reader(io.StringIO(write(hostile, "csv").decode(), newline="")))
    assert {len(row) for row in rows} == {15}
    assert not [cell for row in rows for cell in row if re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)]


def test_tsv_has_a_line_for_a_row_with_the_cells_of_csv(hostile, write):
    rows = list(csv.reader(io.StringIO(write(hostile, "csv").decode(), newline="")))
    lines = write(hostile, "tsv").decode().removesuffix("\n").split("\n")
    meant = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
    cells = [re.sub(r"\\[\\tnr]", lambda escape: meant[escape[0]], cell) for line in lines for cell in line.split("\t")]
    assert "\r" not in "".join(lines)
    assert cells == [cell for row in rows for cell in row]


def test_markdown_has_no_markup_link_or_control_of_the_documents(hostile, write):
    text = write(hostile, "markdown").decode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", text)
    bare = re.sub(r"\\.", "", text.replace("**", ""))
    assert not re.search(r"[<\[\]`|_~\\]|://|www\.|!\[", bare)
    headings = [line for line in text.split("\n") if line.startswith("#")]
    assert headings[1:] == ["## Layers", "## Who and what", "## Who said what", "## When"]


def test_markdown_becomes_a_page_without_elements_of_the_documents(hostile, write):
    markdown = pytest.importorskip("markdown", reason="needs the library Markdown")
    page = markdown.markdown(write(hostile, "markdown").decode())
    assert set(re.findall(r"<(\w+)", page)) <= {"h1", "h2", "p", "ul", "li", "strong", "em"}


def test_brat_has_no_line_of_the_documents(hostile, write):
    lines = write(hostile, "brat").decode().removesuffix("\n").split("\n")
    assert all(re.fullmatch(r"[TARN#]\d+\t[^\t]+(\t.*)?", line) for line in lines)
    assert not any(len(line.splitlines()) != 1 for line in lines)
    assert sum(line.startswith("T") for line in lines) == 2


def test_conllu_has_no_line_of_the_documents(hostile, write):
    data = write(hostile, "conllu").decode()
    lines = [line for line in data.split("\n") if line and not line.startswith("#")]
    assert all(len(line.split("\t")) == 10 and len(line.splitlines()) == 1 for line in lines)
    ids = [line for line in data.split("\n") if line.startswith("# sent_id")]
    assert [line.rpartition("-")[2] for line in ids] == [str(number) for number in range(1, len(ids) + 1)]
    assert len({line.rpartition("-")[0] for line in ids}) == 1


def test_web_annotation_may_stand_in_a_script_element_and_scope_is_an_address(hostile, write):
    data = write(hostile, "web-annotation").decode()
    assert "<" not in data
    for item in json.loads(data)["first"]["items"]:
        assert re.fullmatch(r"https?://[^\s<>]+", item["target"].get("scope", "https://none"))


def test_xmi_has_no_element_or_entity_of_the_documents(hostile, write):
    with zipfile.ZipFile(io.BytesIO(write(hostile, "cas-xmi"))) as packed:
        assert not any(name.startswith("/") or ".." in name.split("/") for name in packed.namelist())
        root = etree.fromstring(packed.read(packed.namelist()[1]), etree.XMLParser(resolve_entities=False))
    assert not [element for element in root.iter() if not isinstance(element.tag, str)]
    names = {etree.QName(element).localname for element in root.iter()}
    known = {"XMI", "NULL", "Sofa", "View", "DocumentMetaData", "Sentence", "Token", "Replaced", "Entity"}
    assert names <= {*known, "any", "names", "name_types", "identifiers"}
    (sofa,) = root.iter("{http:///uima/cas.ecore}Sofa")
    assert len(sofa.get("sofaString")) == len(hostile.text)


def test_cas_json_has_the_text_as_one_string(hostile, write):
    data = json.loads(write(hostile, "cas-json"))
    assert len(data["%FEATURE_STRUCTURES"][0]["sofaString"]) == len(hostile.text)
    assert list(data["%VIEWS"]) == ["_InitialView"]


def test_turtle_has_no_statement_or_control_of_the_documents_and_may_stand_in_a_script_element(hostile, write):
    data = write(hostile, "turtle").decode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]|</|<!", data)
    assert "evil.example>" not in data
    rdflib = pytest.importorskip("rdflib", reason="needs the library rdflib")
    graph = rdflib.Graph().parse(data=data, format="turtle")
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    (text,) = graph.objects(None, rdflib.URIRef(f"{nif}isString"))
    assert str(text) == legal(hostile.text)
    others = {str(predicate) for predicate in graph.predicates()}
    assert others <= {
        str(p) for p in rdflib.Graph().parse(data=write(HARMLESS, "turtle"), format="turtle").predicates()
    }


def test_parquet_has_the_documents_values_as_they_are_and_no_more_rows(hostile, write):
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow (the extra parquet)")
    rows = parquet.read_table(io.BytesIO(write(hostile, "parquet"))).to_pylist()
    assert [row["text"] for row in rows] == ["x", hostile.text.removeprefix("x ").removesuffix(" y")]
    assert {row["document"] for row in rows} == {hostile.id}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://a.example/ b", ""])
def test_web_annotation_has_no_scope_that_is_not_of_the_web(url, write):
    document = Document("x Anne y", metadata=Metadata(url=url))
    document = annotate_document(document, Everything)
    assert all(
        "scope" not in item["target"] for item in json.loads(write(document, "web-annotation"))["first"]["items"]
    )
