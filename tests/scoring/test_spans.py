"""The scorer for any layer: spans and kinds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import Annotation, hookimpl
from annotate.scoring import GoldError, SpanScorer, in_text_order, likeness, one_to_one, overlap, overlapping
from annotate.testing import annotated

TEXT = "Le pont de Brest ferme lundi."
PONT, DE_BREST, BREST, LUNDI = (3, 7), (8, 16), (11, 16), (23, 28)


def document(*found):
    class Tags:
        provides = ("tag",)

        @hookimpl
        def annotate_document(self, document):
            return [Annotation("tag", span, kind) for span, kind in found]

    return annotated(TEXT, Tags)


def tally(gold, *found):
    scorer = SpanScorer("tag")
    return scorer.compare(scorer.gold_of(document(*gold)), TEXT, document(*found))


def values(done, name):
    figure = next(f for f in SpanScorer("tag").figures(done.counts) if f.name == name)
    return figure.values(done.counts)


def kinds(done):
    return [(m.kind, (m.start, m.end)) for m in done.mistakes]


def test_the_same_annotations_are_a_hundred_and_no_mistake():
    done = tally([(PONT, "thing"), (BREST, "place")], (PONT, "thing"), (BREST, "place"))
    assert values(done, "tag") == {"f": 100, "p": 100, "r": 100}
    assert done.mistakes == []


def test_missed_spurious_boundary_and_kind_are_told_apart():
    done = tally([(PONT, "thing"), (BREST, "place")], (PONT, "place"), (DE_BREST, "place"), (LUNDI, "day"))
    assert kinds(done) == [("kind", PONT), ("boundary", BREST), ("spurious", LUNDI)]
    done = tally([(PONT, "thing"), (BREST, "place")], (DE_BREST, "thing"))
    assert kinds(done) == [("missed", PONT), ("boundary and kind", BREST)]


def test_exact_wants_span_and_kind_overlap_wants_neither():
    done = tally([(PONT, "thing"), (BREST, "place")], (PONT, "thing"), (DE_BREST, "thing"))
    assert values(done, "tag") == {"f": 50, "p": 50, "r": 50}
    assert values(done, "tag:overlap")["f"] == 100
    assert values(done, "tag.thing") == pytest.approx({"f": 66.7, "p": 50, "r": 100}, abs=0.1)
    assert values(done, "tag.place") == {"f": 0, "p": 0, "r": 0}


def test_a_kind_with_a_dot_is_one_kind():
    done = tally([(PONT, "topic.bridge")], (PONT, "topic.bridge"))
    assert [f.name for f in SpanScorer("tag").figures(done.counts)] == ["tag.topic.bridge", "tag:overlap", "tag"]


def test_nothing_predicted_is_all_missed():
    scorer = SpanScorer("tag")
    done = scorer.compare(scorer.gold_of(document((PONT, "thing"))), TEXT, None)
    assert kinds(done) == [("missed", PONT)]
    assert values(done, "tag") == {"f": 0, "p": 0, "r": 0}


def test_gold_of_another_layer_is_refused_with_what_it_has():
    with pytest.raises(GoldError, match=r"gold has no 'annotations'.*it has: ents, text"):
        SpanScorer("tag").compare({"text": TEXT, "ents": []}, TEXT, None)


STRETCHES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda p: (p[0], p[0] + p[1])), max_size=12)


@given(STRETCHES, STRETCHES)
def test_overlapping_is_every_pair_that_shares_something(gold, predicted):
    every = {(i, j) for i, a in enumerate(gold) for j, b in enumerate(predicted) if overlap(a, b)}
    assert sorted(overlapping(gold, predicted)) == sorted(every)


@given(STRETCHES, STRETCHES)
def test_pairs_overlap_and_use_each_once(gold, predicted):
    alike = ((likeness(gold[i], predicted[j]), i, j) for i, j in overlapping(gold, predicted))
    for pairs in (one_to_one(alike), in_text_order(gold, predicted)):
        assert len(set(pairs.values())) == len(pairs)
        assert all(overlap(gold[i], predicted[j]) for i, j in pairs.items())
        left = {i for i in range(len(gold)) if i not in pairs}, set(range(len(predicted))) - set(pairs.values())
        assert not [pair for pair in overlapping(gold, predicted) if pair[0] in left[0] and pair[1] in left[1]]
