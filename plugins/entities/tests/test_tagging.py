"""From scores to names."""

import itertools

import numpy as np
import pytest
from annotate_entities.tagging import LABELS, LEGAL, SIZE, spans, tag
from hypothesis import given
from hypothesis import strategies as st

NO_LINES = np.array([], dtype=np.intp)
B_PER, I_PER, E_PER, S_PER = 1, 2, 3, 4
E_LOC = 7


def scored(tags, second=None):
    """Scores in which these tags are best by far; ``second``: {token: tag} next to them."""
    scores = np.zeros((len(tags), SIZE), dtype=np.float32)
    scores[range(len(tags)), tags] = 10
    for at, other in (second or {}).items():
        scores[at, other] = 9
    return scores


def test_a_tag_says_label_and_place_in_the_name():
    assert [tag("PER", *place) for place in ((True, False), (False, False), (False, True), (True, True))] == [
        1,
        2,
        3,
        4,
    ]
    assert tag("EVENT", True, True) == SIZE - 1


def test_legal_tags_are_read_off():
    assert spans(scored([0, B_PER, I_PER, E_PER, S_PER, 0]), NO_LINES) == [(1, 4, "PER"), (4, 5, "PER")]
    assert spans(np.zeros((0, SIZE), dtype=np.float32), NO_LINES) == []


def test_an_illegal_sequence_becomes_the_best_legal_one():
    assert spans(scored([B_PER, E_LOC, 0], {1: E_PER}), NO_LINES) == [(0, 2, "PER")]
    assert spans(scored([0, I_PER], {1: S_PER}), NO_LINES) == [(1, 2, "PER")]
    assert spans(scored([B_PER], {0: S_PER}), NO_LINES) == [(0, 1, "PER")]


def test_no_name_goes_across_a_line_end():
    assert spans(scored([B_PER, I_PER, E_PER], {0: S_PER, 2: S_PER}), np.array([1])) == [(0, 1, "PER"), (2, 3, "PER")]


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_of_the_legal_sequences_of_a_stretch_the_best_is_taken(length, seed):
    scores = np.random.default_rng(seed).normal(size=(length, SIZE)).astype(np.float32)
    few = [0, B_PER, I_PER, E_PER, S_PER, E_LOC]
    scores[:, [n for n in range(SIZE) if n not in few]] = -50
    scores[:, 0] = -5
    legal = [
        path
        for path in itertools.product(few, repeat=length)
        if all(LEGAL[a, b] for a, b in itertools.pairwise((0, *path, 0)))
    ]
    best = max(legal, key=lambda path: sum(scores[n, tag] for n, tag in enumerate(path)))
    assert spans(scores, NO_LINES) == spans(scored(list(best)), NO_LINES)


@pytest.mark.parametrize("label", LABELS)
def test_every_label_can_be_found(label):
    assert spans(scored([tag(label, True, True)]), NO_LINES) == [(0, 1, label)]
