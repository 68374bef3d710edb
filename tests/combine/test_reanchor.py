"""``annotate reanchor``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import Annotation, Entity
from annotate.combine.reanchor import reanchor
from annotate.pointing import pointed
from annotate.tei.characters import text_sha256
from annotate.testing import make_document
from annotate.testing.strategies import documents, texts

PREFIXES = st.text("abc é😀.", min_size=1).map(lambda text: f"{text}\n")


def all_of(document):
    return [a for layer in document.layers for a in document.layer(layer)]


def words(document):
    return [(a.layer, document.text_of(a)) for a in all_of(document)]


def moved_to(text, *spans, old="Le pont de Brest ferme lundi, dit-on.\nFin.\n"):
    """The words of the spans that hold in another text, and why others do not."""
    annotations = [Annotation("a", (old.index(span), old.index(span) + len(span))) for span in spans]
    moved, lost = reanchor(make_document(old, annotations=annotations), make_document(text))
    return [span for _, span in words(moved)], [why for _, why in lost]


@given(documents(layers=("one", "two")))
def test_onto_the_same_text_nothing_changes(tei, document):
    moved, lost = reanchor(document, document)
    assert tei(moved) == tei(document)
    assert lost == []


@given(documents(layers=("one", "two")), PREFIXES)
def test_lines_put_before_move_all(tei, document, prefix):
    moved, lost = reanchor(document, make_document(prefix + document.text))
    assert lost == []
    by = len(prefix)
    assert [a.spans for a in all_of(moved)] == [
        tuple((start + by, end + by) for start, end in a.spans) for a in all_of(document)
    ]


@given(documents(layers=("one", "two")), texts())
def test_what_is_kept_has_the_same_words_and_nothing_is_both_or_neither(document, text):
    moved, lost = reanchor(document, make_document(text))
    gone = [(a.layer, document.text_of(a)) for a, _ in lost]
    assert sorted(words(moved) + gone) == sorted(words(document))
    assert all(to in moved for a in all_of(moved) for to in pointed(a))


@pytest.mark.parametrize(
    ("text", "kept", "why"),
    [
        ("Hier.\nLe pont de Brest ferme lundi, dit-on.\n", ["Brest", "lundi"], []),
        ("Le pont de Brest ferme mardi, dit-on.\nFin.\n", ["Brest"], ["its words changed"]),
        ("Le pont de Brest ferme lundi 4, dit-on.\nFin.\n", ["Brest"], ["the words beside it changed"]),
        ("Le pont de Brest-Nord ferme lundi, dit-on.\nFin.\n", ["lundi"], ["the words beside it changed"]),
        ("Fin.\n", [], ["its words changed", "its words changed"]),
    ],
)
def test_what_holds_has_its_words_and_the_words_beside_it(text, kept, why):
    assert moved_to(text, "Brest", "lundi") == (kept, why)


def test_ids_are_those_of_the_new_places_and_pointers_follow(document, written):
    moved, lost = reanchor(document, make_document(f"Rectifié.\n{document.text}"))
    moved = written(moved)
    assert lost == []
    assert [a.id for a in all_of(moved)] == [
        *("cue.p2.25-30", "date.p3.18-24", "listed.person.yann.e1", "name.p2.31-44", "name.p2.47-52"),
        *("name.p3.30-34", "quote.p2.0-23"),
    ]
    [quote] = moved.layer("quote")
    assert [moved.text_of(a) for a in moved.linked(quote, "speaker")] == ["Anne Kervella"]


def test_what_rests_on_something_lost_is_lost(document):
    moved, lost = reanchor(document, make_document(document.text.replace("a dit Anne", "a écrit Anne")))
    assert {a.layer: why for a, why in lost} == {
        "cue": "its words changed",
        "name": "the words beside it changed",
        "quote": "it rests on «Anne Kervella», which is lost",
    }
    assert [layer for layer, _ in words(moved)] == ["date", "listed", "name", "name"]


def test_a_claim_about_an_entity_holds_as_long_as_it_is_named():
    text = "Yann vient.\nYann part.\n"
    yann = Entity("person", ["Yann"])
    mentions = [Annotation("name", (at, at + 4), entity=yann) for at in (0, 12)]
    document = make_document(text, annotations=[*mentions, Annotation("hit", entity=yann)])
    once, lost = reanchor(document, make_document("Yann part.\n"))
    assert [a.layer for a in all_of(once)] == ["hit", "name"]
    assert len(lost) == 1
    never, lost = reanchor(document, make_document("Rien.\n"))
    assert all_of(never) == []
    assert never.entities == ()
    assert {a.layer: why for a, why in lost}["hit"] == "nothing is left that names its entity"


def test_headings_stay_headings():
    document = make_document("Titre\nTexte.\n", headings=[0])
    moved, _ = reanchor(document, make_document("Avant.\nTitre\nTexte.\n"))
    assert [block.heading for block in moved.blocks] == [False, True, False]


def test_the_header_says_what_was_moved_and_from_which_text(document, written):
    new = make_document(document.text.replace("3 mars", "4 mars"))
    moved = written(reanchor(document, new)[0])
    runs = {run.plugin: run for run in moved.runs}
    assert runs["annotate reanchor"].reason == (
        f"moved 6 of 7 annotations from the text with sha256 {text_sha256(document.text)}. "
        "No plugin has read what is new in this text."
    )
    assert (runs["dates"].outcome, runs["dates"].reason) == ("skipped", "annotate reanchor left out: date 1 of 1")


def test_the_command_lists_what_is_lost_with_its_words(annotate_cli, file, document, tmp_path):
    file(document, "old.tei.xml")
    (tmp_path / "new.txt").write_text(document.text.replace("3 mars", "4 mars"), encoding="utf-8")
    done = annotate_cli("reanchor", "old.tei.xml", "new.txt", "-o", "new.tei.xml")
    assert done.returncode == 0, done.err
    assert done.said[:2] == ["lost: [date] 73-79 3 mars = 2024-03-03: its words changed", "6 moved, 1 lost"]
    assert annotate_cli("validate", "new.tei.xml").returncode == 0
    assert annotate_cli("extract", "new.tei.xml").stdout == (tmp_path / "new.txt").read_bytes()


def test_a_text_that_is_not_there_or_no_text_is_told(annotate_cli, file, document, tmp_path):
    file(document, "old.tei.xml")
    absent = annotate_cli("reanchor", "old.tei.xml", "new.txt")
    assert (absent.returncode, absent.said) == (2, ["annotate: new.txt: no such file"])
    (tmp_path / "new.txt").write_bytes(b"%PDF-1.7\n")
    refused = annotate_cli("reanchor", "old.tei.xml", "new.txt")
    assert refused.returncode == 2
    assert len(refused.said) == 1
