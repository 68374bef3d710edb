"""Spans, annotations, entities, documents."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import Annotation, Document, Entity, Name, Span
from annotate.offsets import Utf16, split_blocks

cuts = st.lists(st.integers(0, 1000), min_size=2, max_size=20, unique=True).map(sorted)


@given(cuts)
def test_parts_with_gaps_between_them_stay_as_they_are(points):
    parts = list(zip(points[0::2], points[1::2], strict=False))
    assert Annotation("x", parts).spans == tuple(parts)


@given(cuts)
def test_touching_parts_become_one(points):
    assert Annotation("x", list(pairwise(points))).spans == (Span(points[0], points[-1]),)


@given(st.lists(st.tuples(st.integers(-5, 20), st.integers(-5, 20)), min_size=1, max_size=5))
def test_spans_are_in_order_and_apart_or_refused(pairs):
    try:
        spans = Annotation("x", pairs).spans
    except ValueError:
        in_order = all(0 <= s < e for s, e in pairs) and all(a[1] <= b[0] for a, b in pairwise(pairs))
        assert not in_order
    else:
        assert all(0 <= s < e for s, e in spans)
        assert all(a.end < b.start for a, b in pairwise(spans))
        assert {i for s, e in spans for i in range(s, e)} == {i for s, e in pairs for i in range(s, e)}


def test_one_pair_needs_no_list_around_it():
    assert Annotation("x", (3, 5)).spans == (Span(3, 5),)


@pytest.mark.parametrize(
    ("spans", "why"),
    [
        ((3, 3), "empty"),
        ((5, 3), "reversed"),
        ((-1, 3), "negative"),
        ([(0, 4), (2, 6)], "overlap"),
        ([(4, 6), (0, 2)], "out of order"),
        ([(0, 2.0)], "not a pair of integers"),
        ([(False, True)], "not a pair of integers"),
    ],
)
def test_a_bad_span_is_refused_with_a_sentence(spans, why):
    with pytest.raises(ValueError, match=why):
        Annotation("x", spans)


def test_an_annotation_is_about_a_span_or_an_entity():
    with pytest.raises(ValueError, match="needs a span or an entity"):
        Annotation("x")
    assert Annotation("x", entity=Entity("place", "Lyon")).spans == ()


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_is_a_probability(score):
    with pytest.raises(ValueError, match="probability"):
        Annotation("x", (0, 1), score=score)


def test_links_are_tuples_and_absent_ones_are_left_out():
    a = Annotation("x", (0, 1))
    assert Annotation("x", (1, 2), links={"cue": a, "speaker": None, "via": [a]}).links == {"cue": (a,), "via": (a,)}


def test_values_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Annotation("x", (0, 1)).layer = "y"  # type: ignore[misc]


def test_an_entitys_names_may_be_plain_strings():
    assert Entity("person", "Ada").names == (Name("Ada"),)
    assert Entity("person", ("Ada Lovelace", Name("AL", "acronym"))).name == "Ada Lovelace"


@pytest.mark.parametrize(("kind", "names"), [("robot", ("R2",)), ("person", ()), ("person", ("Ada", " "))])
def test_an_entity_needs_a_known_kind_and_names(kind, names):
    with pytest.raises(ValueError, match=r"is not one of|at least one name"):
        Entity(kind, names)


def test_an_entity_is_unnamed_if_it_is_only_described():
    described = Name("un responsable", "description")
    assert Entity("person", (described,)).unnamed
    assert not Entity("person", (described, Name("Ada"))).unnamed


def test_a_layer_is_in_text_order_the_longer_of_two_first(document):
    from annotate import Layer, collect

    spans = [(8, 11), (0, 2), (8, 16), (0, 18)]
    collect.add(document, "p", {"x": Layer("x")}, [Annotation("x", s) for s in spans])
    assert [tuple(a.spans[0]) for a in document.layer("x")] == [(0, 18), (0, 2), (8, 16), (8, 11)]
    assert document.layers == ("x",)
    assert document.layer("nobody's") == ()


def test_the_text_of_a_discontinuous_annotation_shows_the_gap(document):
    assert document.text_of(Annotation("x", [(0, 2), (8, 11)])) == "Le … est"


def test_a_shared_resource_is_computed_once(document):
    calls = []
    for _ in range(3):
        assert document.shared("tokens", lambda d: calls.append(d) or d.text.split())[:2] == ["Le", "pont"]
    assert calls == [document]


def test_an_unknown_id_is_a_key_error(document):
    assert "x.p1.0-2" not in document
    with pytest.raises(KeyError):
        document["x.p1.0-2"]


lines = st.text(st.sampled_from("ab \t\u00a0\u2028\u0085\x0b\n\r"), max_size=40)


@given(lines | st.text())
def test_blocks_cover_the_text_without_gap(text):
    blocks = split_blocks(text)
    assert blocks[0].start == 0
    assert blocks[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(blocks))
    assert text == "".join(text[b.start : b.end] for b in blocks)


@given(lines)
def test_a_block_is_one_line_and_the_blank_lines_after_it(text):
    for number, block in enumerate(split_blocks(text)):
        first, *rest = text[block.start : block.end].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert all(line == "" or line.isspace() for line in rest)
        assert first.strip() or number == 0 or not text, "only the first block may begin with a blank line"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\nb", ["a\n", "b"]),
        ("a\r\n\r\n b\rc", ["a\r\n\r\n", " b\r", "c"]),
        ("\n\na", ["\n\n", "a"]),
        ("a\n \t\n\nb\n  ", ["a\n \t\n\n", "b\n  "]),
        ("a\u2028b\x0bc", ["a\u2028b\x0bc"]),
    ],
)
def test_examples_of_blocks(text, blocks):
    assert [text[s:e] for s, e, _ in split_blocks(text)] == blocks


def test_a_heading_is_a_block_that_starts_where_the_reader_said():
    document = Document("Titre\nTexte\n", headings=[0])
    assert [b.heading for b in document.blocks] == [True, False]


def test_blocks_are_found_in_linear_time():
    text = (" " * 2_000_000) + "\n" * 500_000 + (" \n" * 250_000) + " " * 100_000 + "x"
    assert split_blocks(text)[-1].end == len(text)


@given(text=st.text(st.characters(exclude_categories=("Cs",))))
def test_offsets_in_utf_16_are_those_of_the_codec(text):
    offsets = Utf16(text)
    units = [len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)]
    assert [offsets.units(at) for at in range(len(text) + 1)] == units
    assert [offsets.codepoint(unit) for unit in units] == list(range(len(text) + 1))
    for unit in {*range(-1, offsets.length + 2)} - set(units):
        with pytest.raises(ValueError, match=f"offset {unit} is "):
            offsets.codepoint(unit)
