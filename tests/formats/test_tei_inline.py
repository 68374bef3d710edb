"""TEI with the annotations as elements in the text."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from annotate import Annotation, Document, Entity, Markup, Metadata, Name
from annotate.tei.characters import legal
from annotate.tei.names import TEI, XML_ID
from annotate.tei.nesting import DEEPEST, Piece, nested
from annotate.testing import make_document
from annotate.testing.strategies import texts

SCHEMA = Path(__file__).parents[3] / "shared" / "tei" / "tei_all.rng"
T = f"{{{TEI}}}"
CROSSING = "Anne a dit le 3 mars au soir."


def body(data):
    return etree.fromstring(data).find(f"{T}text/{T}body")


def shown(data):
    """The content of the first paragraph: elements with the attributes that join them, nothing else."""
    paragraph = body(data).find(f".//{T}p")
    for element in paragraph.iter():
        for name in set(element.attrib) - {"next", "prev", "part", "when", "ref"}:
            del element.attrib[name]
    etree.cleanup_namespaces(paragraph)
    text = etree.tostring(paragraph, encoding="unicode", with_tail=False)
    return text.removeprefix(f'<p xmlns="{TEI}">').removesuffix("</p>")


def spans_of(data):
    """By annotation, the stretches of text that its elements stand around; touching ones are one."""
    found, at = {}, 0
    whole = body(data)
    for event, element in etree.iterwalk(whole, events=("start", "end")):
        if event == "start":
            if element.get("ana"):
                found.setdefault(element.get(XML_ID).partition("..")[0], []).append([at, at])
                element.set("at", str(len(found[element.get(XML_ID).partition("..")[0]]) - 1))
            at += len(element.text or "")
        else:
            if element.get("ana"):
                found[element.get(XML_ID).partition("..")[0]][int(element.get("at"))][1] = at
            at += len(element.tail or "") if element is not whole else 0
    return {id: joined(parts) for id, parts in found.items()}


def joined(parts):
    spans = []
    for start, end in sorted(parts):
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def test_elements_are_markup_names_of_entities_and_segments(document, write):
    data = write(document, "tei-inline")
    said, mention = (etree.fromstring(data).find(f".//{T}{name}") for name in ("said", "persName"))
    assert said.get("who") == "#person.anne-kervella"
    assert (mention.text, mention.get("ref"), mention.get("cert")) == ("Anne Kervella", "#person.anne-kervella", "0.75")
    (cue,) = (seg for seg in etree.fromstring(data).iter(f"{T}seg") if seg.text == "a dit")
    assert (cue.get("type"), cue.get("subtype"), cue.get("ana")) == ("said", "cue", "#said.cue")
    person = etree.fromstring(data).find(f"{T}standOff/{T}listPerson/{T}person")
    assert person.get(XML_ID) == "person.anne-kervella"


def test_somebody_without_a_name_is_referred_to(write):
    entity = Entity("person", (Name("une dame", "description"),))
    data = write(make_document("Une dame parle.", annotations=[Annotation("who", (0, 8), entity=entity)]), "tei-inline")
    assert shown(data) == '<rs ref="#person.unnamed-1">Une dame</rs> parle.'


def test_what_crosses_is_cut_and_joined_and_counted(write, lost):
    found = [Annotation("a", (0, 10)), Annotation("b", (7, 20))]
    document = make_document(CROSSING, annotations=found)
    assert shown(write(document, "tei-inline")) == (
        '<seg>Anne a <seg next="#b.p1.7-20..2" part="I">dit</seg></seg>'
        '<seg prev="#b.p1.7-20" part="F"> le 3 mars</seg> au soir.'
    )
    assert (
        lost(document, "tei-inline")["annotations across others, or with gaps, or across paragraphs, in one piece"] == 1
    )


def test_what_nests_is_not_cut(write):
    found = [Annotation("a", (0, 20)), Annotation("b", (11, 20)), Annotation("c", (11, 20)), Annotation("d", (0, 4))]
    data = write(make_document(CROSSING, annotations=found), "tei-inline")
    assert shown(data) == "<seg><seg>Anne</seg> a dit <seg><seg>le 3 mars</seg></seg></seg> au soir."


def test_a_date_around_speech_is_cut_since_tei_has_no_speech_in_dates(write):
    date, said = Markup("date", {"when": "2024-03-03"}), Markup("said")
    found = [Annotation("a", (0, 20), markup=date), Annotation("b", (7, 10), markup=said)]
    data = write(make_document(CROSSING, annotations=found), "tei-inline")
    assert shown(data) == (
        '<date when="2024-03-03" next="#a.p1.0-20..2">Anne a </date>'
        '<said><date when="2024-03-03" prev="#a.p1.0-20" next="#a.p1.0-20..3">dit</date></said>'
        '<date when="2024-03-03" prev="#a.p1.0-20..2"> le 3 mars</date> au soir.'
    )


def test_a_quotation_over_paragraphs_and_one_with_a_gap_are_joined(document, write):
    root = etree.fromstring(write(document, "tei-inline"))
    first, second = root.iter(f"{T}said")
    assert (first.text, second.text) == ("« Le pont\n", "ferme ")
    assert (first.get("next"), second.get("prev")) == (f"#{second.get(XML_ID)}", f"#{first.get(XML_ID)}")
    gap = [seg for seg in root.iter(f"{T}seg") if seg.text in ("Elle est", "inquiète")]
    assert [seg.get("part") for seg in gap] == ["I", "F"]


def test_what_has_no_place_is_said(document, lost):
    phrases = {phrase.partition(" (")[0]: number for phrase, number in lost(document, "tei-inline").items()}
    assert phrases == {
        "annotations of an entity as a whole": 1,
        "features": 4,
        "links between annotations": 1,
        "references to entries of lists": 1,
        "annotations across others, or with gaps, or across paragraphs, in one piece": 3,
    }


def test_no_more_elements_are_open_at_once_than_parsers_take(write, lost):
    document = make_document("a" * 200, annotations=[Annotation("a", (n, 200 - n)) for n in range(100)])
    data = write(document, "tei-inline")
    assert len(spans_of(data)) == DEEPEST
    assert lost(document, "tei-inline")["annotations that dozens of others stand around"] == 100 - DEEPEST


def hostile():
    words = '"]]><!--</p>&amp;\x00\r\n\t\u202e é'
    metadata = Metadata(source=words, title=words, url="javascript:alert(1)", authors=(words,))
    anne = Entity("person", [words], {words: words}, words)
    found = [
        Annotation("x", (0, 9), features={words: words}, entity=anne, markup=Markup("said", {"who": anne})),
        Annotation("x", (2, 12), markup=Markup("term", {"key": 'a"<&>'})),
    ]
    document = Document(f"{words} {words}", id=words, metadata=metadata)
    return make_document(document.text, id=words, annotations=found)


def test_nothing_of_a_hostile_document_is_markup(write):
    data = write(hostile(), "tei-inline")
    assert {etree.QName(element).localname for element in body(data).iter()} == {"body", "div", "p", "said", "term"}
    assert "".join(body(data).itertext()) == legal(hostile().text)


@st.composite
def overlapping(draw):
    """Documents with annotations of several spans that cross as they like."""
    text = draw(texts().filter(bool))
    places = st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted)
    markups = st.sampled_from([None, Markup("said"), Markup("date"), Markup("persName"), Markup("gap")])
    found = []
    for _ in range(draw(st.integers(1, 6))):
        cuts = draw(places)
        spans = list(zip(cuts[::2], cuts[1::2], strict=False))
        layer = draw(st.sampled_from(("mark", "other")))
        found.append(Annotation(layer, spans, draw(st.sampled_from((None, "one"))), markup=draw(markups)))
    return make_document(text, annotations=found)


@given(document=overlapping())
def test_without_tags_it_is_the_text_and_elements_stand_around_the_spans(document, write):
    data = write(document, "tei-inline")
    assert "".join(body(data).itertext()) == legal(document.text)
    blocks = body(data).findall(f"{T}div/*")
    assert [len("".join(block.itertext())) for block in blocks] == [end - start for start, end, _ in document.blocks]
    wanted = {a.id: joined(a.spans) for layer in document.layers for a in document.layer(layer)}
    assert spans_of(data) == wanted


@given(document=overlapping())
def test_fragments_are_a_chain_and_every_id_stands_once(document, write):
    elements = [element for element in body(write(document, "tei-inline")).iter() if element.get("ana")]
    by_id = {element.get(XML_ID): element for element in elements}
    assert len(by_id) == len(elements)
    for id, element in by_id.items():
        following = element.get("next", "").removeprefix("#")
        assert not following or by_id[following].get("prev") == f"#{id}"
    assert not [date for date in elements if date.tag == f"{T}date" and date.find(f".//{T}said") is not None]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=8))
def test_fragments_nest_and_cover_each_piece(pairs):
    pieces = [Piece(n, start, start + size) for n, (start, size) in enumerate(pairs)]
    found = nested(pieces, lambda outer, inner: outer % 3 == 0 and inner % 3 == 1)
    for one, other in ((a, b) for n, a in enumerate(found) for b in found[n + 1 :]):
        assert one.start <= other.start
        assert other.start >= one.end or other.end <= one.end
    for piece in pieces:
        own = [fragment for fragment in found if fragment.item == piece.item]
        assert (own[0].start, own[-1].end) == piece[1:]
        assert all(before.end == after.start and before.start < before.end for before, after in pairwise(own))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("jing"), reason="jing is not installed (Debian package jing)")
@pytest.mark.skipif(not SCHEMA.is_file(), reason="the TEI schema lies in ../shared/tei")
def test_files_are_valid_tei(document, write, tmp_path):
    date, said = Markup("date", {"when": "2024-03-03"}), Markup("said", {"direct": "true"})
    names = "persName orgName placeName objectName eventName name rs roleName title term gloss foreign emph hi ref num"
    around = [Annotation("x", (n, 29 - n), markup=Markup(name)) for n, name in enumerate(names.split()[:14])]
    crossing = [Annotation("a", (0, 20), markup=date), Annotation("b", (7, 25), "k", markup=said), *around]
    all_ = {
        "one": document,
        "crossing": make_document(CROSSING, annotations=crossing),
        "hostile": hostile(),
        "empty": Document(""),
        "headings": Document("T\na\nU\nb", headings=[0, 4]),
    }
    for name, one in all_.items():
        (tmp_path / f"{name}.xml").write_bytes(write(one, "tei-inline"))
    done = subprocess.run(["jing", SCHEMA, *tmp_path.iterdir()], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0)
