"""brat standoff, ours and other people's, beside its text."""

from __future__ import annotations

from contextlib import closing

import pytest

from annotate import Declined, Document, Source, Unreadable
from annotate.readers import brat

TEXT = "Anne Kervella 😀 dirige la Criée.\r\nElle achète Ferrol."


@pytest.fixture
def read(tmp_path):
    """What a pair of files reads as; ``named``: the one that is given to the reader."""

    def found(ann: str | bytes, text: str | None = TEXT, named: str = "a.ann", **options):
        (tmp_path / "a.ann").write_bytes(ann if isinstance(ann, bytes) else ann.encode())
        if text is not None:
            (tmp_path / "a.txt").write_bytes(text.encode())
        with closing(Source.from_path(tmp_path / named, **options)) as source:
            (record,) = brat.annotate_read(source)
        return record

    return found


def said(document: Document):
    return [(a.layer, a.kind, document.text_of(a)) for layer in document.layers for a in document.layer(layer)]


def test_a_type_is_a_layer_and_a_kind_or_a_kind_of_layer_brat(read):
    document = read("T1\tentity_person 0 13\tAnne Kervella\nT2\tMarket 26 31\tCriée\n")
    assert said(document) == [("brat", "Market", "Criée"), ("entity", "person", "Anne Kervella")]
    assert {a.source for layer in document.layers for a in document.layer(layer)} == {"brat"}
    assert (document.metadata.source, document.text) == ("a.txt", TEXT)


def test_a_type_that_no_kind_can_be_is_changed_and_noted(read):
    document = read("T1\t1-Été! 0 4\tAnne\n")
    assert said(document) == [("brat", "_1-_t__", "Anne")]
    assert document.metadata.notes == ("'1-Été!' is called '_1-_t__' here.",)


def test_the_text_may_be_named_as_well(read):
    assert said(read("T1\tA 0 4\tAnne\n", named="a.txt", format="brat")) == [("brat", "A", "Anne")]


def test_each_kind_of_line_is_read(read):
    document = read(
        "T1\tPerson 0 13\tAnne Kervella\n"
        "T2\tDeal 39 45\tachète\n"
        "T3\tFirm 46 52\tFerrol\n"
        "T4\tPerson 34 38\tElle\n"
        "T5\tFirm 23 25;26 31\tla Criée\n"
        "E1\tDeal:T2 Buyer:T4 Bought:T3\n"
        "E2\tDeal:T2 Cause:E1\n"
        "R1\tRuns Arg1:T1 Arg2:T5\t\n"
        "*\tAlias T1 T4\n"
        "A1\tFormer T1\nA2\tRank T1 high\nM1\tSpeculation E1\n"
        "N1\tReference T3 Wikipedia:534366\tFerrol SA\n"
        "N2\tReference T1 entity:person.anne-kervella\tAnne Kervella\n"
        "#1\tAnnotatorNotes T3\tas if bought\n#2\tTODO E1\tcheck\n"
    )
    (deal,) = (a for a in document.layer("brat") if a.kind == "Deal")
    anne, parts, she, _, firm = document.layer("brat")
    assert document.linked(deal, "Buyer") == (she,)
    assert document.linked(deal, "Bought") == (firm,)
    assert document.linked(deal, "Cause") == (deal,)
    assert document.linked(anne, "Runs") == (parts,)
    assert document.linked(anne, "Alias") == (she,)
    assert (anne.features, deal.features) == ({"Former": True, "Rank": "high"}, {"Speculation": True, "TODO": "check"})
    assert (firm.reference.authority.id, firm.reference.entry, firm.reference.label) == (
        *("Wikipedia", "534366"),
        "Ferrol SA",
    )
    assert firm.features == {"note": "as if bought"}
    assert document.entity_of(anne).kind == "person"
    assert document.metadata.notes == ()
    assert document.text_of(parts) == "la … Criée"


def test_what_is_not_understood_is_noted_with_its_line(read):
    document = read("T1\tA 0 4\tAnne\nX1\tx\nR1\tRuns Arg1:T1 Arg2:T9\nA1\tx T8\nN1\tReference T1 entity:q1\t\n")
    assert [note.partition(" is")[0] for note in document.metadata.notes][:3] == [
        *("Line 3 ('R1')", "Line 4 ('A1')", "Line 2 ('X1')"),
    ]
    assert "Of the entity 'q1' nothing is known but that something denotes it." in document.metadata.notes
    assert len(said(document)) == 1


def test_a_thousand_lines_that_are_not_understood_make_a_short_header(read):
    notes = read("T1\tA 0 4\tAnne\n" + "Y1\tx\n" * 1000).metadata.notes
    assert (len(notes), notes[-1]) == (21, "And 980 more of this kind.")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("T2\tA 1 5\tAnne\n", "the words are 'Anne', but in the text stands 'nne '"),
        ("T2\tA 0 999\tAnne\n", "0 999 is no span of a text of 53 code points"),
        ("T2\tA 4 0\tAnne\n", "4 0 is no span"),
        ("T2\tA 0 99999999999999999999\tAnne\n", "it is no T line as brat has them"),
        ("T2\tA ٠ ٤\tAnne\n", "it is no T line as brat has them"),
        ("T1\tA 0 4\tAnne\n", "T1 stands twice"),
        ("T2\tA 0 4;2 6\tAnne ne K\n", "overlap or are out of order"),
        ("T2\tA\n", "it is no T line as brat has them"),
    ],
)
def test_a_wrong_position_is_an_error_that_names_the_line(read, line, why):
    broken = read(f"T1\tA 0 4\tAnne\n\n{line}")
    assert isinstance(broken, Unreadable)
    assert why in broken.reason
    assert broken.where.endswith("a.ann:3")


def test_blanks_in_the_words_need_not_be_the_same(read):
    assert said(read("T1\tA 26 38\tCriée. Elle\n"))[0][2] == "Criée.\r\nElle"


def test_an_edit_of_the_lines_wins_over_what_was_noted(read):
    noted = '#1\tAnnotatorNotes T1\t{"layer": "my_layer", "kind": "x", "spans": [[0, 13]], "score": 0.5}\n'
    document = read(f"T1\tmy_layer_x 0 13\tAnne Kervella\n{noted}")
    assert said(document) == [("my_layer", "x", "Anne Kervella")]
    document = read(f"T1\tmy_layer_y 0 4\tAnne\n{noted}")
    assert said(document) == [("my", "layer_y", "Anne")]


def test_notes_of_others_that_are_json_stay_notes(read):
    document = read('T1\tA 0 4\tAnne\n#1\tAnnotatorNotes T1\t{"mine": 1}\n')
    assert document.layer("brat")[0].features == {"note": '{"mine": 1}'}


def test_a_file_without_its_text_is_told_so(read):
    broken = read("T1\tA 0 4\tAnne\n", text=None)
    assert broken.reason == "its annotations point into a text, and a.txt is not beside it"
    (broken,) = brat.annotate_read(Source.from_bytes(b"T1\tA 0 4\tAnne\n", name="z.zip/a.ann", format="brat"))
    assert "not standard input or a member of an archive" in broken.reason


def test_an_empty_file_has_a_text_and_no_annotations(read):
    document = read("")
    assert (document.text, document.layers) == (TEXT, ())


def test_not_utf_8_is_told_with_its_line(read):
    broken = read(b"T1\tA 0 4\tAnne\n\xff\n")
    assert (broken.reason, broken.where.rpartition(":")[2]) == ("the line is not UTF-8", "2")


@pytest.mark.parametrize(("name", "data"), [("a.txt", b"T1\tA 0 4\tAnne\n"), ("a.ann", b"Dear Ann,\n"), ("a", b"")])
def test_text_that_looks_like_it_stays_text(name, data):
    with pytest.raises(Declined):
        brat.annotate_read(Source.from_bytes(data, name=name))
