import io

import pytest
from lxml import etree

from annotate import Annotation, Document, Entity, Kind, Layer, Metadata, PluginRun
from annotate.bookkeeping import conclude
from annotate.collect import add
from annotate.tei.standoff import decimal, number, shortened

TEI = {"t": "http://www.tei-c.org/ns/1.0", "xml": "http://www.w3.org/XML/1998/namespace"}
FREE = Layer("free")


def parsed(data):
    return etree.fromstring(data)


def test_the_text_is_blocks_with_nothing_between_them(written):
    document = Document("Un.\r\n \r\nTitre\nDeux ]]> <b> & \x00.\rFin", headings=[8], metadata=Metadata(language="fr"))
    assert (
        '<text xml:id="text" xml:lang="fr" xml:space="preserve"><body>'
        '<div><p xml:id="p1" source="src:0,8">Un.&#13;\n &#13;\n</p></div>'
        '<div><head xml:id="p2" source="src:8,14">Titre\n</head>'
        '<p xml:id="p3" source="src:14,32">Deux ]]&gt; &lt;b&gt; &amp; \ufffd.&#13;</p>'
        '<p xml:id="p4" source="src:32,35">Fin</p></div></body></text>'
    ) in written(document).decode()


def test_an_empty_text_is_one_empty_block(written):
    assert b'<body><div><p xml:id="p1" source="src:0,0"/></div></body>' in written(Document(""))


def test_an_annotation_says_what_format_says(rich, written):
    lines = [line.strip() for line in written(rich).decode().splitlines()]
    assert (
        '<annotation xml:id="entity.p1.24-34" target="#string-range(p1,24,10)" n="Anna Petit" ana="#entity.person" '
        'motivation="identifying" resp="#resp.entity" cert="0.99"><ptr target="#person.anna-petit"/></annotation>'
    ) in lines
    assert (
        '<annotation xml:id="quote.p1.0-16" target="#string-range(p1,0,16)" n="«Nous signerons»" ana="#quote.direct" '
        'motivation="classifying" resp="#resp.quote"><note><said who="#person.anna-petit" direct="true"/></note>'
        '<ptr type="cue" target="#quote.p1.20-23"/><ptr type="speaker" target="#entity.p1.24-34"/>'
        '<ptr type="speaker" target="#person.anna-petit"/></annotation>'
    ) in lines
    assert (
        '<annotation xml:id="listed.person.anna-petit.20157" target="#person.anna-petit" ana="#listed.hit" '
        'motivation="linking" resp="#resp.listed" source="#list.ofac">'
        '<ref type="entry" target="ofac:20157">PETIT, Anna</ref>'
        '<note><fs type="match"><f name="grade"><string>A</string></f></fs></note></annotation>'
    ) in lines


def test_a_layer_of_several_plugins_says_which_annotation_is_whose(rich, written):
    root = parsed(written(rich))
    assert root.xpath("//t:respStmt[@xml:id='resp.free']/t:name/text()", namespaces=TEI) == ["quotes", "my plugin"]
    assert root.xpath("//t:listAnnotation[@type='free']/*/@resp", namespaces=TEI) == [
        "#resp.free.my_x0020_plugin",
        "#resp.free.my_x0020_plugin",
        "#resp.free.quotes",
    ]


def test_a_layer_that_is_missing_because_its_plugin_failed_is_told(rich, written):
    root = parsed(written(rich))
    (application,) = root.xpath("//t:application[@ident='topics']", namespaces=TEI)
    assert "".join(application.itertext()) == (
        "topicsDistribution annotate-topics 0.1.0, outcome failed: it raised <ValueError>."
    )
    assert not root.xpath("//t:standOff[@xml:id='layer.topic']", namespaces=TEI)
    assert root.xpath("//t:taxonomy[@xml:id='topic']/t:desc/text()", namespaces=TEI) == ["topics"]


def test_the_core_layer_comes_first_then_the_others_by_name(rich, written):
    root = parsed(written(rich))
    assert root.xpath("/t:TEI/t:standOff/@xml:id", namespaces=TEI) == [
        "entities",
        "layer.core",
        "layer.date",
        "layer.entity",
        "layer.free",
        "layer.listed",
        "layer.quote",
    ]


def test_a_kind_decides_motivation_and_type_of_features_and_a_kindless_annotation_points_at_the_taxonomy(written):
    layer = Layer(
        "date", "dates", {"absolute": Kind("whole", "tagging", "timex3"), "odd": Kind("odd", "no such thing")}
    )
    document = Document("abc")
    found = [Annotation("date", (i, i + 1), kind, {"a": "b"}) for i, kind in enumerate(("absolute", "odd", None))]
    add(document, "p", {"date": layer}, found)
    conclude(document, (PluginRun("p", "p", "1", (layer,)),), "")
    root = parsed(written(document))
    assert root.xpath("//t:annotation/@motivation", namespaces=TEI) == ["tagging", "classifying", "classifying"]
    assert root.xpath("//t:annotation/@ana", namespaces=TEI) == ["#date.absolute", "#date.odd", "#date"]
    assert root.xpath("//t:fs/@type", namespaces=TEI) == ["timex3"]


def test_the_same_document_gives_the_same_bytes(rich, written):
    assert written(rich) == written(rich)


def test_xml_id_needs_no_invented_prefix(rich, written):
    assert b"ns0" not in written(rich)
    assert written(rich).count(b"xmlns") == 2


def test_a_disk_that_is_full_is_an_os_error(rich):
    from annotate.tei.write import write_tei

    class Full(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_tei(rich, Full())


def test_an_unknown_date_is_written_as_it_is(written):
    root = parsed(written(Document("a", metadata=Metadata(date="hier"))))
    (date,) = root.xpath("//t:date[@type='publication']", namespaces=TEI)
    assert date.text == "hier" and "when" not in date.attrib


@pytest.mark.parametrize(
    ("score", "said"),
    [(1, "1"), (0.0, "0"), (-0.0, "0"), (0.5, "0.5"), (0.1 + 0.2, "0.30000000000000004"), (1e-7, "0.0000001")],
)
def test_a_score_is_the_shortest_decimal_without_exponent(score, said):
    assert decimal(score) == said


def test_numbers_are_those_of_xml_schema():
    assert [number(n) for n in (3, 3.0, 1e16, float("inf"), -float("inf"), float("nan"))] == [
        "3",
        "3.0",
        "1e+16",
        "INF",
        "-INF",
        "NaN",
    ]


def test_a_long_target_is_shown_by_its_ends():
    text = "abcdefghi " * 20
    shown = shortened(text, ((0, 200),))
    assert shown == "abcdefghi abcdefghi abcdefghi abcdefghi abcd … i abcdefghi"
    assert shortened(text, ((0, 9), (20, 29))) == "abcdefghi … abcdefghi"
    assert shortened("a\r\n\tb\x00", ((0, 6),)) == "a b\ufffd"
    assert shortened(" \n", ((0, 2),)) == ""


def test_an_entity_without_a_layer_still_says_whose_it_is(written):
    document = Document("abc")
    add(document, "quiet", {}, [Entity("place", "Rome")])
    root = parsed(written(document))
    assert root.xpath("//t:place/@resp", namespaces=TEI) == ["#resp.entities.quiet"]
    assert root.xpath("//t:respStmt[@xml:id='resp.entities.quiet']/t:name/text()", namespaces=TEI) == ["quiet"]
