"""TEI files of other origin: the text that is read, what the header says, and markup as annotations."""

from __future__ import annotations

import pytest

from annotate import Source, Unreadable
from annotate.readers import tei
from annotate.testing.comparison import claims

NAMESPACE = "http://www.tei-c.org/ns/1.0"


def file(body: str, header: str = "", attributes: str = "") -> str:
    whole = f"<teiHeader>{header}</teiHeader><text><body>{body}</body></text>"
    return f'<TEI xmlns="{NAMESPACE}" {attributes}>{whole}</TEI>'


def read(data: str | bytes, **options):
    data = data if isinstance(data, bytes) else data.encode()
    (document,) = tei.annotate_read(Source.from_bytes(data, name="phare.xml", **options))
    return document


def marked(document):
    """By words, layer and kind."""
    return [(document.text_of(a), a.layer, a.kind) for layer in document.layers for a in document.layer(layer)]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Le feu\n   est  allumé. </p>\n <p>Il tourne.</p>", "Le feu est allumé.\nIl tourne."),
        ("<div><head>Le phare</head><div><p>Un.</p></div></div>", "Le phare\nUn."),
        ("<lg><l>Un vers,</l>\n<l>deux vers.</l></lg>", "Un vers,\ndeux vers."),
        ("<p>Le gar<lb break='no'/>dien<lb/>veille.<pb n='2'/> Seul.</p>", "Le gardien veille. Seul."),
        ("<p>Le gar\n  <lb break='no'/>dien.</p>", "Le gardien."),
        ("<p>Il <choice><sic>crit</sic> <corr>crie</corr></choice>.</p>", "Il crie."),
        ("<p><choice><orig>Roy</orig><reg>Roi</reg></choice></p>", "Roi"),
        ("<p><choice><abbr>M.</abbr><expan>Monsieur</expan></choice></p>", "Monsieur"),
        ("<p>Un <app><rdg>rat</rdg><lem>chat</lem></app> et un <app><rdg>coq</rdg><rdg>cog</rdg></app>.</p>",
         "Un chat et un coq."),
        ("<p>Un <choice><unclear>a</unclear><unclear>o</unclear></choice>.</p>", "Un a."),
        ("<p>Il <del>dort</del> <add>veille</add><note>Biffé.</note>.</p>", "Il veille."),
        ("<p>Avant <!-- rien --><?x y?>après.</p>", "Avant après."),
        ("<p>Une <figure><figDesc>Un feu.</figDesc></figure> image.</p>", "Une\nimage."),
        ("<list><item>Un</item><item><p>Deux</p><p>Trois</p></item></list>", "Un\nDeux\nTrois"),
        ("<table><row><cell>Nom</cell><cell>Prix</cell></row><row><cell>Feu</cell><cell>2</cell></row></table>",
         "Nom Prix\nFeu 2"),
        ("<p>Dix\u00a0% <g xmlns='http://x.example/'>rien</g>.</p>", "Dix\u00a0% ."),
        ("<p xml:space='preserve'>Tel  quel\n </p>\n<p>Non  tel.</p>", "Tel  quel\n \nNon tel."),
        ("<p/>", ""),
    ],
)  # fmt: skip
def test_the_text_is_its_lines(body, text):
    assert read(file(body)).text == text


def test_front_and_back_are_read_and_what_stands_beside_the_text_is_not():
    body = "<p>B.</p></body><back><div><p>C.</p></div></back></text><standOff><listPerson/></standOff><text><body>"
    whole = file(body).replace("<text><body>", "<text><front><div><p>A.</p></div></front><body>", 1)
    assert read(whole.replace("<text><body></body></text>", "")).text == "A.\nB.\nC."


def test_headings_are_known():
    document = read(file("<div><head>Le phare</head><p>Un.</p><head>La nuit</head><p>Deux.</p></div>"))
    assert [document.text[b.start : b.end].strip() for b in document.blocks if b.heading] == ["Le phare", "La nuit"]


HEADER = """
  <fileDesc><titleStmt><title>Le\n phare</title><author>Jeanne Le Bris</author></titleStmt>
   <publicationStmt><publisher>Archives</publisher><date when="2019-05-01"/></publicationStmt>
   <sourceDesc><bibl><publisher>L’Écho</publisher>{date}<ptr target="https://news.example/p"/></bibl></sourceDesc>
  </fileDesc><profileDesc><langUsage><language ident="fr">français</language></langUsage></profileDesc>"""


def test_title_author_publisher_language_and_date_come_from_the_header():
    header = HEADER.format(date='<date type="publication" when="1912-03-04">le 4</date>')
    meta = read(file("<p>Un.</p>", header)).metadata
    assert (meta.title, meta.authors, meta.publisher) == ("Le phare", ("Jeanne Le Bris",), "L’Écho")
    assert (meta.language, meta.language_from, meta.url) == ("fr", "metadata", "https://news.example/p")
    assert (meta.date, meta.date_from, meta.date_cert) == ("1912-03-04", "metadata", None)
    assert (meta.source, meta.media_type) == ("phare.xml", "application/tei+xml")


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ('<date when="1912-03"/>', ("1912-03", "medium")),
        ("<date>1912</date>", ("1912", "medium")),
        ('<date from="1912" to="1914">la guerre</date>', ("2019-05-01", "low")),  # of the digital edition
    ],
)
def test_how_sure_a_date_is_depends_on_what_it_is_of(date, found):
    meta = read(file("<p>Un.</p>", HEADER.format(date=date))).metadata
    assert (meta.date, meta.date_cert) == found


def test_the_texts_own_language_counts_first():
    whole = file("<p>Yr.</p>", HEADER.format(date="")).replace("<text>", '<text xml:lang="br">')
    assert read(whole).language == "br"
    assert read(file("<p>Un.</p>")).language == "und"


def test_names_speech_and_dates_become_layers_with_the_elements_as_kinds():
    document = read(
        file(
            '<p>« <said>Le feu</said> », dit <persName>Yann</persName> le <date when="1912-03-03">3 mars</date> à '
            '<name type="place" key="Ouessant, 29">Ouessant</name>, dans <title level="j" rend="i">L’Écho</title>.</p>'
        )
    )
    assert marked(document) == [
        ("Yann", "name", "persName"),
        ("Ouessant", "name", "name"),
        ("L’Écho", "reference", "title"),
        ("Le feu", "speech", "said"),
        ("3 mars", "time", "date"),
    ]
    (date,) = document.layer("time")
    assert date.features == {"when": "1912-03-03"}
    assert (date.markup.element, date.markup.attributes) == ("date", {"when": "1912-03-03"})
    place = document.entity_of(document.layer("name")[1])
    assert (place.kind, place.name, place.identifiers) == ("place", "Ouessant", {"key": "Ouessant, 29"})
    assert {a.source for layer in document.layers for a in document.layer(layer)} == {"tei-markup"}
    (run,) = document.runs
    assert (run.plugin, run.outcome) == ("tei-markup", "ok")


def test_a_person_of_the_header_is_the_entity_that_is_named_and_speaks():
    header = (
        '<profileDesc><particDesc><listPerson><person xml:id="yg" role="keeper"><persName>Yann Guével</persName>'
        '<persName type="short">Yann</persName><idno type="viaf">12</idno></person></listPerson></particDesc>'
        "</profileDesc>"
    )
    body = '<p><q who="#yg">Le feu</q>, dit <rs ref="#yg" cert="0.5">le gardien</rs>, <rs ref="#nobody">lui</rs>.</p>'
    document = read(file(body, header))
    (person,) = document.entities
    assert [(n.text, n.type) for n in person.names] == [("Yann Guével", None), ("Yann", "short")]
    assert (person.identifiers, person.subtype) == ({"viaf": "12"}, "keeper")
    named, lost = document.layer("name")
    assert (document.entity_of(named), named.score, named.features) == (person, 0.5, {})
    assert (lost.entity, lost.features) == (None, {"ref": "#nobody"})
    (said,) = document.layer("speech")
    assert said.markup.attributes["who"] == f"#{person.id}"
    assert "A link of an annotation in layer name leads to 'nobody', which is not there." in document.metadata.notes


def test_references_out_of_the_file_are_one_entity_each():
    body = (
        '<p><placeName ref="https://geo.example/1">Ouessant</placeName>, <placeName ref="https://geo.example/1">île'
        '</placeName>, <persName ref="people.xml#y">Yann</persName></p>'
    )
    document = read(file(body))
    assert [(e.kind, e.name, e.identifiers) for e in document.entities] == [
        ("place", "Ouessant", {"ref": "https://geo.example/1"}),
        ("person", "Yann", {"ref": "people.xml#y"}),
    ]
    first, second, _ = document.layer("name")
    assert first.entity == second.entity


def test_what_next_joins_is_one_annotation_and_circles_are_cut():
    body = (
        '<p><q xml:id="a" next="#b">Le feu</q>, dit-il, <q xml:id="b" prev="#a" next="#c">est mort</q>.</p>'
        '<p><q xml:id="c" next="#a">Hélas</q> ! <q xml:id="d" next="#gone">Oui</q></p>'
    )
    assert [words for words, _, _ in marked(read(file(body)))] == ["Le feu … est mort … Hélas", "Oui"]


def test_a_quotation_over_paragraphs_is_one_span():
    (said,) = claims(read(file("<quote><p>Un.</p>\n<p>Deux.</p></quote><p>Trois.</p>")))
    assert said["spans"] == [(0, 9)]


def test_categories_of_taxonomies_are_layers_and_kinds():
    header = (
        '<encodingDesc><classDecl><taxonomy xml:id="mood"><desc>moods</desc><category xml:id="mood.sad"><catDesc>sad'
        '</catDesc></category></taxonomy><taxonomy xml:id="text"/></classDecl></encodingDesc>'
    )
    body = (
        '<p><seg ana="#mood.sad">Il pleure</seg>, <hi ana="#mood">rit</hi>, <seg ana="#mood.glad #text">dort</seg>, '
        '<q ana="#mood.glad">non</q>.</p>'
    )
    document = read(file(body, header))
    assert marked(document) == [("Il pleure", "mood", "sad"), ("rit", "mood", None), ("non", "speech", "q")]
    (mood,) = (layer for run in document.runs for layer in run.layers if layer.name == "mood")
    assert (mood.description, mood.kinds["sad"].description) == ("moods", "sad")


def test_what_is_not_read_is_said():
    notes = "<note>1</note><note>2</note> <del>x</del>"
    body = f"<p>Un <hi>feu</hi>{notes}<date when='1912'/> <choice><sic>a</sic></choice>.</p>"
    assert read(file(body)).metadata.notes == (
        "Not part of the text that was read: note (2), del (1).",
        "Of alternatives (choice, app: 1), the correction, the regular form, the expansion or the lemma was read.",
        "Markup that is not among the annotations: hi (1), sic (1).",
        "Markup around no text that is not among the annotations: date (1).",
    )


def test_a_file_in_another_encoding_is_read_as_it_says_or_as_the_user_says():
    whole = file("<p>Été</p>")
    declared = f'<?xml version="1.0" encoding="ISO-8859-1"?>{whole}'.encode("latin-1")
    assert read(declared).text == "Été"
    assert read(whole.encode("cp1252"), encoding="cp1252").text == "Été"
    assert read(f'<?xml version="1.0" encoding="UTF-16"?>{whole}'.encode("utf-16")).text == "Été"
    wrong = read(f'<?xml version="1.0" encoding="ascii"?>{whole}'.encode("latin-1"))
    assert isinstance(wrong, Unreadable)
    assert "no-such" in read(f'<?xml version="1.0" encoding="no-such"?>{whole}').reason


BOMB = "<!DOCTYPE TEI [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
OUTSIDE = "<!DOCTYPE TEI [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB + file("<p n='&b;'>&b;</p>"), "DOCTYPE"),
        (OUTSIDE + file("<p>&a;</p>"), "DOCTYPE"),
        ((BOMB + file("<p>&b;</p>")).encode("utf-16"), "DOCTYPE"),
        (file("<p>&a;</p>"), "not well-formed"),
        (file("<hi>" * 5000 + "x" + "</hi>" * 5000), "depth"),
        (f'<TEI xmlns="{NAMESPACE}"><teiHeader/></TEI>', "no text element"),
        (f'<teiCorpus xmlns="{NAMESPACE}"/>', "root element"),
    ],
    ids=["bomb", "outside", "utf-16", "unknown entity", "depth", "no text", "corpus"],
)
def test_what_is_dangerous_or_no_text_is_unreadable_with_a_sentence(data, reason):
    unreadable = read(data)
    assert isinstance(unreadable, Unreadable)
    assert reason in unreadable.reason


def test_nothing_outside_is_included():
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/>'
    document = read(file(f"<p>Un{include}.</p>"))
    assert document.text == "Un."
    assert document.metadata.notes == ("Not part of the text that was read: include (1).",)


def test_many_elements_that_begin_at_one_place_are_no_trouble():
    body = "<p>" + "<q>" * 500 + "x" + "</q>" * 500 + "<q/>" * 5000 + "</p>"
    assert len(read(file(body)).layer("speech")) == 500


@pytest.mark.parametrize("value", ['"]]>', "=1+1", "\u202e", "javascript:alert(1)", "# a b", "#"])
def test_attributes_are_data(value):
    from xml.sax.saxutils import quoteattr

    said = " ".join(f"{name}={quoteattr(value)}" for name in ("ref", "key", "when", "who", "type", "cert", "next"))
    document = read(file(f"<p><persName {said}>Un</persName> <date {said}>deux</date></p>"))
    assert document.text == "Un deux"
    assert len(marked(document)) == 2


def test_a_run_annotates_it_and_its_markup_is_in_the_file(annotate_cli, tmp_path):
    (tmp_path / "phare.xml").write_text(file("<p>À <placeName>Ouessant</placeName>.</p>"))
    assert annotate_cli("run", "phare.xml", "-o", "phare.tei.xml").returncode == 0
    assert annotate_cli("validate", "phare.tei.xml").returncode == 0
    assert "name,placeName,2,10,Ouessant" in annotate_cli("convert", "phare.tei.xml", "-t", "csv").out.replace(
        "name.p1.2-10,", ""
    )
    assert "Ouessant" in annotate_cli("convert", "phare.xml", "-t", "csv").out
